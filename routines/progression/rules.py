"""What the last sessions say about the next one: a step up, a step down, a lighter few days, or nothing.

The rules are those of the catalogue: two-for-two (Graves and Baechle), the pain traffic light (Silbernagel 2007; a
convention from tendon rehabilitation, not a proven threshold for backs), and three light days in a flare (NICE NG59:
keep moving). One change at a time to an exercise, never a step up in a flare or while a clearance is open. Everything
is proposed with its reason; the person decides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

from accounts.intake.profile import Profile
from accounts.intake.scoring import FLARE, HEALING
from exercises.catalogue import Block, Catalogue, Exercise
from routines.builder.dosing import halved, held, longest, work
from routines.builder.plan import Item
from routines.progression.doses import changed, dosed, step_up
from routines.progression.flare import FLARE_NOW, LIGHT_DAYS, State, state
from routines.progression.past import EASY, Did, Past, Proposal, signature
from routines.progression.stand_in import stand_in
from routines.progression.variety import vary

GREEN_MAX, AMBER_MAX, RED_MIN = 3, 5, 6  # NRS
SETTLES_WITHIN = timedelta(days=1)
LOWER_AFTER, RESTART_AFTER = timedelta(days=7), timedelta(days=21)
MONTHS_FROM = 60  # days, from which on months are easier to read
ADVANCE_SESSIONS = 2  # in a row
WALK_EVERY = timedelta(days=7)
TRAINING = frozenset({Block.AEROBIC, Block.STRENGTHENING, Block.STRETCHING})


def propose(
    items: Sequence[Item],
    past: Sequence[Past],
    profile: Profile,
    catalogue: Catalogue,
    *,
    today: date,
    is_light: bool = False,
    may_vary: bool = True,
    changed_at: Mapping[str, int] | None = None,
) -> tuple[Proposal, ...]:
    """is_light: the routine of now is that of light days. may_vary: no exchange for variety was offered of late.
    changed_at: the revision in which we last changed an exercise.

    `past` is oldest first. At most one proposal an exercise. Relief is not training: it neither counts as a session
    nor breaks a row of them.
    """
    now = state(past, today, profile.pain)
    if now.in_flare:
        return () if is_light else (Proposal("light", _light_reason(past, now)),)
    if is_light:
        return (Proposal("back", "Your pain is near its usual again. Back to the routine from before."),)
    trained = [one for one in past if one.kind == "routine" and one.did]
    rules = _Rules(tuple(trained), profile, catalogue, today, changed_at or {})
    if missed := rules.missed(items):
        return missed
    may_advance = now.since is None and not profile.unconfirmed and not profile.precautions & FLARE
    found = [rules.about(item, may_advance=may_advance) for item in items]
    changes = tuple(proposal for proposal in found if proposal)
    if changes or not may_vary or not may_advance:
        return changes
    return vary(items, trained, profile, catalogue)


def _light_reason(past: Sequence[Past], now: State) -> str:
    latest = next(one.worst for one in reversed(past) if one.worst is not None)
    if now.usual is None or latest >= FLARE_NOW:
        return f"You said {latest} out of 10. {LIGHT_DAYS} light days: half the dose, easy walks and relief, then back."
    return (
        f"You said {latest} for more than a day, and {now.usual:g} is your usual. "
        f"{LIGHT_DAYS} light days: half the dose, easy walks and relief, then back."
    )


@dataclass(frozen=True, slots=True)
class _Rules:
    past: tuple[Past, ...]
    profile: Profile
    catalogue: Catalogue
    today: date
    changed_at: Mapping[str, int] = field(default_factory=dict)

    def missed(self, items: Sequence[Item]) -> tuple[Proposal, ...]:
        """After a week without training one stage lower, after three from the first stage."""
        away = self.today - self.past[-1].on if self.past else timedelta()
        if away < LOWER_AFTER:
            return ()
        restart = away >= RESTART_AFTER
        kind, start = (
            ("restart", "Start again gently") if restart else ("lower", "One stage lower for a start")
        )
        reason = f"It has been {_long(away.days)}. {start}."
        untouched = (item for item in items if self._untouched_since(item, self.past[-1]))
        lowered = ((item, self._lowered(item, to=1 if restart else item.stage - 1)) for item in untouched)
        return tuple(Proposal(kind, reason, item.exercise, new) for item, new in lowered if new)

    def _untouched_since(self, item: Item, last: Past) -> bool:
        return self.changed_at.get(item.exercise, 0) <= last.revision

    def about(self, item: Item, *, may_advance: bool) -> Proposal | None:
        done = (one for one in reversed(self.past) if item.exercise in one.exercises)
        sessions = list(islice(done, ADVANCE_SESSIONS))[::-1]
        exercise = self.catalogue.exercises.get(item.exercise)
        if not sessions or exercise is None or not self._untouched_since(item, sessions[-1]):
            return None
        if reason := self._regress(item, exercise, sessions):
            return self._down(item, exercise, reason)
        if may_advance and self._earned(item, sessions):
            return self._up(item, exercise)
        return None

    def _regress(self, item: Item, exercise: Exercise, sessions: Sequence[Past]) -> str:
        last = sessions[-1]
        did = last.found(item.exercise)
        if did and did.felt in {"hard", "usual"} and self._at_this_dose(item, did):
            why = {"hard": "was too hard", "usual": "stirred up your usual pain"}[did.felt]
            return f"You said that {exercise.name.lower()} {why} last time."
        if (
            last is not self.past[-1]
            or item.block not in TRAINING
            or not (did and self._at_this_dose(item, did))
        ):
            return ""
        if last.pain_after is not None and last.pain_after >= RED_MIN:
            return f"Your pain was {last.pain_after} after the last session."
        return _unsettled(self.past)

    def _at_this_dose(self, item: Item, did: Did) -> bool:
        """What was done at another dose says nothing about this one: a change is not proposed twice."""
        if did.instead_of == item.exercise:
            return True
        return did.exercise == item.exercise and did.asked in {(), signature(item.dose)}

    def _earned(self, item: Item, sessions: Sequence[Past]) -> bool:
        """Two in a row, done to the end with something to spare, and pain 0-3 (or not said)."""
        return len(sessions) == ADVANCE_SESSIONS and all(self._spare(item, one) for one in sessions)

    def _spare(self, item: Item, one: Past) -> bool:
        did = one.found(item.exercise)
        fits = did is not None and did.completed and not did.instead_of and did.felt in {"", "working"}
        green = one.pain_after is None or one.pain_after <= GREEN_MAX
        return bool(did and fits and green and one.effort == "easy" and self._at_this_dose(item, did))

    def _up(self, item: Item, exercise: Exercise) -> Proposal | None:
        if item.dose.minutes is not None and not self._a_week_at(item):
            return None
        if step := step_up(exercise, item.stage, item.dose, longest(item.how)):
            new = dosed(item, exercise, step.dose, step.stage)
            return Proposal("more", f"{step.said} {EASY}", exercise.slug, new)
        if self.profile.precautions & HEALING:
            return None  # doses may grow, the next exercise waits
        library, ceiling = self.catalogue.exercises, self.profile.ceiling
        ways = (slug for slug in exercise.harder if slug in library and library[slug].level <= ceiling)
        harder = self._allowed(item, ways, stage=1)
        if not harder:
            return None
        name = self.catalogue.exercises[harder.exercise].name
        reason = f"{name} instead of {exercise.name.lower()}. {EASY}"
        return Proposal("harder", reason, exercise.slug, harder)

    def _a_week_at(self, item: Item) -> bool:
        found = ((one.on, one.found(item.exercise)) for one in self.past)
        first = next(on for on, did in found if did and self._at_this_dose(item, did))
        return self.today - first >= WALK_EVERY

    def _down(self, item: Item, exercise: Exercise, reason: str) -> Proposal | None:
        if lower := self._lowered(item, to=item.stage - 1):
            return Proposal(
                "less", f"{reason} {changed(exercise.name, item.dose, lower.dose)}", exercise.slug, lower
            )
        easier = self._allowed(item, exercise.easier, stage=item.stage)
        if easier:
            name = self.catalogue.exercises[easier.exercise].name
            return Proposal("easier", f"{reason} {name} is gentler.", exercise.slug, easier)
        less = dosed(item, exercise, halved(item.dose), item.stage)
        if less.dose == item.dose:
            return None
        return Proposal(
            "less", f"{reason} {changed(exercise.name, item.dose, less.dose)}", exercise.slug, less
        )

    def _lowered(self, item: Item, *, to: int) -> Item | None:
        exercise = self.catalogue.exercises.get(item.exercise)
        if exercise is None or to < 1 or to not in exercise.doses:
            return None
        new = dosed(item, exercise, held(exercise.doses[to], item.how), to)
        return new if work(new.dose) < work(item.dose) else None

    def _allowed(self, item: Item, ways: Iterable[str], *, stage: int) -> Item | None:
        new = stand_in(item, ways, self.profile, self.catalogue)
        if new is None:
            return None
        exercise = self.catalogue.exercises[new.exercise]
        return dosed(new, exercise, held(exercise.doses[min(stage, max(exercise.doses))], new.how), stage)


def _long(days: int) -> str:
    return f"{days} days" if days < MONTHS_FROM else f"{days // 30} months"


def _unsettled(past: Sequence[Past]) -> str:
    """4-5 after a session, more than before it, and still there a day later or more: the session was too much."""
    if len(past) < 2:
        return ""
    then, since = past[-2], past[-1]
    if then.pain_after is None or since.pain_before is None or since.on - then.on < SETTLES_WITHIN:
        return ""
    rose = then.pain_before is None or then.pain_after > then.pain_before
    if rose and GREEN_MAX < then.pain_after <= AMBER_MAX and since.pain_before >= then.pain_after:
        return f"Your pain of {then.pain_after} had not settled a day later."
    return ""
