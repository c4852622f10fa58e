"""Something else now and then, where nothing is lost by it: in warm-up, stretching and cool-down.

What was done in the last two sessions counts less than what was not (the catalogue's ranking). Strengthening and walks
stay as they are: they grow by being done again.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from accounts.intake.profile import Profile
from exercises.catalogue import Block, Catalogue, Exercise
from exercises.keeping import Keep
from routines.builder.dosing import UNIT, held, units
from routines.builder.needs import coverage
from routines.builder.plan import Item, Reason
from routines.progression.doses import dosed
from routines.progression.past import Past, Proposal
from routines.progression.stand_in import stand_in

VARIED = frozenset({Block.WARM_UP, Block.STRETCHING, Block.COOL_DOWN})
RECENT = 2  # sessions
OFTEN = 6  # sessions from which on an exercise is an old acquaintance
ALIKE = 60  # percent of what the old exercise does for the person
TIME = 20  # seconds; a longer session is no variety
_known: Keep[tuple[tuple[int, str], ...]] = Keep(1000)  # what is alike follows from the library


def vary(
    items: Sequence[Item], trained: Sequence[Past], profile: Profile, catalogue: Catalogue
) -> tuple[Proposal, ...]:
    """At most one exchange: of the exercise done most often, for what does most of the same and was not done lately."""
    times = Counter(chain.from_iterable(one.done for one in trained))
    recent = frozenset(chain.from_iterable(one.done for one in trained[-RECENT:]))
    settled = [item for item in items if item.exercise in recent and _may_go(item, times)]
    here = _Here(items, times, recent | {item.exercise for item in items}, profile, catalogue)
    for item in sorted(settled, key=lambda item: (-times[item.exercise], item.exercise)):
        if new := here.fresh(item):
            old, name = catalogue.exercises[item.exercise].name, catalogue.exercises[new.exercise].name
            reason = f"{name} instead of {old.lower()}, for a change. It works the same parts."
            return (Proposal("vary", reason, item.exercise, new),)
    return ()


def _may_go(item: Item, times: Counter[str]) -> bool:
    return item.block in VARIED and not item.pinned and times[item.exercise] >= OFTEN


@dataclass(frozen=True, slots=True)
class _Here:
    """times: how often each exercise was done. known: what is in the routine or was done of late."""

    items: Sequence[Item]
    times: Counter[str]
    known: frozenset[str]
    profile: Profile
    catalogue: Catalogue

    def fresh(self, item: Item) -> Item | None:
        """The newest to the person first, then the most alike."""
        old = self.catalogue.exercises.get(item.exercise)
        ways = _alike(old, item.block, self.profile.level, self.catalogue) if old else ()
        for _likeness, slug in sorted(ways, key=lambda way: (self.times[way[1]], -way[0], way[1])):
            if slug not in self.known and (new := self._in_place_of(item, self.catalogue.exercises[slug])):
                return new
        return None

    def _in_place_of(self, item: Item, exercise: Exercise) -> Item | None:
        library = self.catalogue.exercises
        others = {
            library[one.exercise].family for one in self.items if one is not item and one.exercise in library
        }
        if exercise.family in others - {""} or item.position not in exercise.positions:
            return None
        new = stand_in(item, [exercise.slug], self.profile, self.catalogue)
        if new is None or new.position != item.position or not _keeps_time(item, exercise):
            return None
        dose = held(exercise.doses[min(item.stage, max(exercise.doses))], new.how)
        return dosed(replace(new, reasons=_still_true(item, exercise)), exercise, dose, item.stage)


def _alike(old: Exercise, block: Block, level: int, catalogue: Catalogue) -> tuple[tuple[int, str], ...]:
    """How much of what the old exercise does others up to a level do too, in percent, and their slugs."""
    key = catalogue.version, old.slug, block, level
    known = _known.get(key)
    return _known.put(key, tuple(_compared(old, block, level, catalogue))) if known is None else known


def _compared(old: Exercise, block: Block, level: int, catalogue: Catalogue) -> Iterator[tuple[int, str]]:
    does = coverage(old, block)
    whole = max(1, sum(does.values()))
    for slug, exercise in catalogue.exercises.items():
        if not exercise.auto_select or block not in exercise.blocks or exercise.level > level:
            continue
        also = coverage(exercise, block)
        likeness = 100 * sum(min(much, also.get(need, 0)) for need, much in does.items()) // whole
        if likeness >= ALIKE and slug != old.slug:
            yield likeness, slug


def _keeps_time(item: Item, exercise: Exercise) -> bool:
    dose = exercise.doses[min(item.stage, max(exercise.doses))]
    return abs(units(dose, unilateral=exercise.unilateral) * UNIT - item.seconds) <= TIME


def _still_true(item: Item, exercise: Exercise) -> tuple[Reason, ...]:
    """What the old exercise was chosen for, as far as the new one does it too."""
    does = coverage(exercise, item.block)
    return tuple(
        reason
        for reason in item.reasons
        if reason.kind not in {"factor", "region", "need"} or f"{reason.kind}:{reason.key}" in does
    )
