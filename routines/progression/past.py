"""What progression looks at, and what it says. Plain and frozen."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from exercises.catalogue import Dose
from routines.builder.plan import Item

HURT = frozenset({"sharp", "stop"})


@dataclass(frozen=True, slots=True)
class Did:
    """One exercise of a past session. asked: (sets, reps, hold, minutes) of the dose it was done at, or nothing."""

    exercise: str
    completed: bool = True
    felt: str = ""  # working, hard, usual, sharp, stop
    instead_of: str = ""
    asked: tuple[float, ...] = ()


@dataclass(frozen=True)
class Past:
    """A session. What follows from it is worked out once: it is looked at again after each later one.

    pain: NRS, None when skipped. effort: easy, right, hard, or nothing. revision: of the routine, as it was then.

    seconds: time moved.
    """

    on: date
    did: tuple[Did, ...] = ()
    pain_before: int | None = None
    pain_after: int | None = None
    effort: str = ""
    kind: str = "routine"
    revision: int = 0
    seconds: int = 0

    @cached_property
    def worst(self) -> int | None:
        return max((pain for pain in (self.pain_before, self.pain_after) if pain is not None), default=None)

    @cached_property
    def done(self) -> tuple[str, ...]:
        return tuple(did.exercise for did in self.did)

    @cached_property
    def felt(self) -> dict[str, tuple[str, date]]:
        """How each felt, and when; what something stood in for felt as that did."""
        names = ((name, did.felt) for did in self.did for name in (did.exercise, did.instead_of))
        return {name: (felt, self.on) for name, felt in names if name}

    @cached_property
    def hurt(self) -> bool:
        """Sharply, or by bringing on something new."""
        return any(did.felt in HURT for did in self.did)

    @cached_property
    def exercises(self) -> frozenset[str]:
        """Those done, and those that something stood in for."""
        return frozenset(self.felt)

    def found(self, exercise: str) -> Did | None:
        return next((did for did in self.did if exercise in (did.exercise, did.instead_of)), None)


EASY = "You said it was easy twice."


@dataclass(frozen=True, slots=True)
class Proposal:
    """kind: more, less, lower, restart, easier, harder, vary, light or back. `item` is what `exercise` becomes.

    light and back are about the whole routine and name no exercise.
    """

    kind: str
    reason: str
    exercise: str = ""
    item: Item | None = None

    @property
    def is_about_time(self) -> bool:
        """For all exercises alike, after days without a session."""
        return self.kind in {"lower", "restart"}

    @property
    def together(self) -> str:
        """What is asked with one question has this in common."""
        return self.kind if self.kind == "more" else self.reason

    @property
    def change(self) -> str:
        """The reason, without what all that are asked together have in common."""
        return self.reason.removesuffix(EASY).strip()

    @property
    def brings_another(self) -> bool:
        """An exercise that the routine did not have takes the place of one."""
        return self.item is not None and self.item.exercise != self.exercise

    @property
    def key(self) -> str:
        if self.item is None:
            return self.kind
        dose = "-".join(f"{part:g}" for part in signature(self.item.dose))
        return f"{self.kind}:{self.exercise}:{self.item.exercise}:{dose}"


def signature(dose: Dose) -> tuple[float, ...]:
    return (dose.sets, dose.reps, dose.hold, dose.minutes or 0)
