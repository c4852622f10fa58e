"""Which exercises answer a choice of filters, how many each further filter would leave, and which filter is in the way.

Each value of a filter is one integer with a bit for each exercise, so any combination is a few ANDs and ORs, whatever
the size of the library. Within a filter one value is enough; between filters all must hold.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from exercises.catalogue import Block, Catalogue, Exercise, Limits
from exercises.fitting import Fit, fit
from exercises.keeping import Keep
from exercises.searching import Hits
from exercises.vocabulary import AT_HOME, EQUIPMENT, POSITIONS, REGIONS

Kind = Literal["block", "region", "position", "needs", "level"]
FITS_KEPT = 26_000  # answers to "does it fit", about 100 bytes each
LEVELS = {"1": "Gentle", "2": "Medium", "3": "Demanding"}
AROUND = AT_HOME | {"towel", "mat", "pillow"}
NEEDS = {"nothing": "Nothing", "home": "Things around the house"} | {
    slug: name for slug, name in EQUIPMENT.items() if slug not in AROUND
}
FILTERS: Mapping[Kind, Mapping[str, str]] = {
    "block": {block.value: block.label for block in Block},
    "region": REGIONS,
    "position": POSITIONS,
    "needs": NEEDS,
    "level": LEVELS,
}


@dataclass(frozen=True, slots=True)
class Criteria:
    """chosen: the values picked in each filter. limits: the person's, when only what fits them is wanted.

    hits: what the words that were typed found; None when none were.
    """

    hits: Hits | None = None
    chosen: Mapping[Kind, Collection[str]] = field(default_factory=dict)
    limits: Limits | None = None

    def without(self, kind: str, value: str = "") -> "Criteria":
        """The same with one thing taken away: a filter's value, the text, or "fits"."""
        chosen = {k: [v for v in values if (k, v) != (kind, value)] for k, values in self.chosen.items()}
        return Criteria(
            hits=None if kind == "text" else self.hits,
            chosen=chosen,
            limits=None if kind == "fits" else self.limits,
        )

    def parts(self) -> Iterator[tuple[str, str]]:
        """Everything that can be taken away."""
        if self.hits:
            yield "text", ""
        yield from ((kind, value) for kind, values in self.chosen.items() for value in values)
        if self.limits:
            yield "fits", ""


@dataclass(frozen=True, slots=True)
class Found:
    """counts: filter to value to how many that value would show, with all other filters as they are.

    ways_out: only when nothing was found: what could be taken away, and how many that would show, most first.
    """

    exercises: tuple[Exercise, ...]
    total: int
    counts: Mapping[Kind, Mapping[str, int]]
    ways_out: tuple[tuple[str, str, int], ...] = ()


class Shelf:
    """The library in the order it is shown: by block, then from gentle to demanding, then by name."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.order = sorted(catalogue.exercises.values(), key=_place)
        self.bit = {exercise.slug: 1 << number for number, exercise in enumerate(self.order)}
        self.all = (1 << len(self.order)) - 1
        self.masks: dict[tuple[str, str], int] = defaultdict(int)
        for exercise in self.order:
            for value in _values(exercise):
                self.masks[value] |= self.bit[exercise.slug]
        self._fits: Keep[dict[str, Fit]] = Keep(max(8, FITS_KEPT // max(1, len(self.order))))

    def fits(self, limits: Limits) -> Mapping[str, Fit]:
        """How each exercise fits; remembered for the people of late."""
        found = self._fits.get(limits)
        if found is None:
            alike: dict[Fit, Fit] = {}
            fits = ((e.slug, fit(e, limits, self.catalogue)) for e in self.order)
            found = self._fits.put(limits, {slug: alike.setdefault(one, one) for slug, one in fits})
        return found

    def find(self, criteria: Criteria) -> Found:
        masks = self._masks(criteria)
        left = self._all_of(masks)
        counts = {
            kind: {
                value: (self._all_of(masks, leaving=kind) & self.masks[kind, value]).bit_count()
                for value in values
            }
            for kind, values in FILTERS.items()
        }
        return Found(
            exercises=self._in_order(left, criteria.hits),
            total=len(self.order),
            counts=counts,
            ways_out=() if left else self._ways_out(criteria),
        )

    def _masks(self, criteria: Criteria) -> dict[str, int]:
        masks: dict[str, int] = {
            kind: any_of(self.masks[kind, value] for value in values)
            for kind, values in criteria.chosen.items()
            if values
        }
        if criteria.hits:
            masks["text"] = any_of(self.bit[slug] for slug in criteria.hits.slugs)
        if criteria.limits:
            fitting = self.fits(criteria.limits)
            masks["fits"] = any_of(self.bit[slug] for slug, found in fitting.items() if found.is_in)
        return masks

    def _all_of(self, masks: Mapping[str, int], *, leaving: str = "") -> int:
        left = self.all
        for kind, mask in masks.items():
            left &= mask if kind != leaving else self.all
        return left

    def _in_order(self, left: int, hits: Hits | None) -> tuple[Exercise, ...]:
        if hits:
            slugs = (slug for slug in hits.slugs if self.bit[slug] & left)
            return tuple(self.catalogue.exercises[slug] for slug in slugs)
        return tuple(exercise for exercise in self.order if self.bit[exercise.slug] & left)

    def _ways_out(self, criteria: Criteria) -> tuple[tuple[str, str, int], ...]:
        ways = [(*part, self._count(criteria.without(*part))) for part in criteria.parts()]
        return tuple(sorted((way for way in ways if way[2]), key=lambda way: (-way[2], way)))

    def _count(self, criteria: Criteria) -> int:
        return self._all_of(self._masks(criteria)).bit_count()


_shelves: dict[str, Shelf] = {}  # the newest library only


def shelf_of(catalogue: Catalogue) -> Shelf:
    found = _shelves.get(catalogue.version)
    if found is None or found.catalogue is not catalogue:
        _shelves.clear()
        found = _shelves[catalogue.version] = Shelf(catalogue)
    return found


def any_of(masks: Iterable[int]) -> int:
    total = 0
    for mask in masks:
        total |= mask
    return total


def _place(exercise: Exercise) -> tuple[int, int, str]:
    return list(Block).index(exercise.blocks[0]), exercise.level, exercise.name


def _values(exercise: Exercise) -> Iterator[tuple[Kind, str]]:
    for block in exercise.blocks:
        yield "block", block.value
    for region in exercise.regions:
        yield "region", region
    for position in exercise.positions:
        yield "position", position
    yield "level", str(exercise.level)
    special = [thing for thing in exercise.equipment if thing not in AROUND]
    for thing in special:
        yield "needs", thing
    if not exercise.equipment:
        yield "needs", "nothing"
    elif not special:
        yield "needs", "home"
