"""The routine as a problem in whole numbers: candidates (exercise, dose, posture, block) and what they are worth.

A candidate is an index into the columns of `Instance`. Candidates stand in the order of exercise, block, posture and
dose, so neither the library's order nor a hash seed changes anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property, lru_cache
from math import sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

from accounts.intake.profile import Profile
from exercises.catalogue import Catalogue, Exercise
from routines.builder import postures
from routines.builder.dosing import Option, halved, options, units
from routines.builder.filtering import Judged, is_candidate, judged, level_cap
from routines.builder.lanes import Lanes
from routines.builder.needs import Need, coverage, needs
from routines.builder.shape import (
    AEROBIC,
    BLOCKS,
    COOL_DOWN,
    RELIEF,
    STRENGTHENING,
    WARM_UP,
    Mode,
    Shape,
    stage,
)

if TYPE_CHECKING:
    from routines.builder.selection import Selection

PER_PICK = 9000
MODIFIED = 4000
LEVEL_FITS = 1500
LYING = 8000  # for those who cannot easily get down and up, where a chair or a wall would do
POSTURE = 3000  # points a unit of changing postures costs, beside its time
RECENT = {1: 6000, 2: 3000, 3: 1500}  # sessions since it was last done
EQUIPMENT, FURNITURE = 1500, 300
AT_HAND = frozenset(["chair", "wall", "towel", "worktop", "doorway", "step", "bed", "dowel"])
LEVEL_FACTOR = (100, 90, 75)  # percent of strengthening's coverage, by levels below the person's
STEADY = 60  # coverage from which an exercise counts as training a group of the selfBACK balance
PASSIVE = frozenset(["thermal", "pressure"])  # relief, never a warm-up
SEATED = 1
PURPOSE = {WARM_UP: "need:warm", AEROBIC: "need:fitness", COOL_DOWN: "need:calm", RELIEF: "need:calm"}


class Candidate(NamedTuple):
    exercise: Exercise
    block: int
    position: str
    option: Option
    modified: bool


@dataclass
class Instance:
    """Columns by candidate; `need` rows by need. groups: how many of each group a session must hold at least.

    pairs: (need, coverage) of a candidate. families: a bit each; groups: the bits of the groups a candidate is in.
    """

    shape: Shape
    needs: tuple[Need, ...]
    judged: Mapping[str, Judged]
    phi: tuple[int, ...]
    weights: list[int]
    candidates: list[Candidate] = field(default_factory=list)
    block: list[int] = field(default_factory=list)
    posture: list[int] = field(default_factory=list)
    bit: list[int] = field(default_factory=list)
    units: list[int] = field(default_factory=list)
    root: list[float] = field(default_factory=list)  # of the units
    merit: list[int] = field(default_factory=list)
    potential: list[int] = field(
        default_factory=list
    )  # no session gains more by the candidate: phi is concave
    pairs: list[tuple[tuple[int, int], ...]] = field(default_factory=list)
    family: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    minimum: list[int] = field(default_factory=list)
    whole: "Instance | None" = None  # what this is a part of

    @cached_property
    def lanes(self) -> Lanes:
        """Of the candidates there are when this is first asked for."""
        return Lanes(self)

    @cached_property
    def sessions(self) -> dict[int, "Selection"]:
        """Each that was looked at, by its mask."""
        return {}

    def only(self, chosen: Sequence[int]) -> "Instance":
        """The problem with these candidates alone."""
        if chosen == range(len(self.candidates)):
            return self
        kept: dict[str, Any] = {name: [getattr(self, name)[k] for k in chosen] for name in COLUMNS}
        return replace(self, whole=self, **kept)

    def reshaped(self, shape: Shape) -> "Instance":
        return replace(self, shape=shape)


COLUMNS = [f.name for f in fields(Instance) if f.default_factory is list and f.name != "minimum"]
MOST_COVERAGE = 6000


@lru_cache(maxsize=64)
def phi(u: int) -> tuple[int, ...]:
    """Value of coverage c: min of four lines, steep at first, so that each need gets a little before one gets much."""
    half = 7 * u // 2
    return tuple(min(12 * c, 5 * c + half, 2 * c + 8 * u, c + 11 * u) for c in range(MOST_COVERAGE))


def instance(
    profile: Profile, catalogue: Catalogue, shape: Shape, extra: Mapping[str, int] | None = None
) -> Instance:
    """extra: exercise to points taken off, for weeks that should not repeat themselves."""
    wanted = needs(profile, catalogue)
    found = Instance(
        shape=shape,
        needs=wanted,
        judged=judged(profile, catalogue),
        phi=phi(shape.saturation),
        weights=[need.weight for need in wanted],
    )
    index = {need.key: i for i, need in enumerate(wanted)}
    families: dict[str, int] = {}
    for slug, judgement in found.judged.items():
        if is_candidate(judgement, profile):
            _add_exercise(found, judgement, profile, index, families, (extra or {}).get(slug, 0))
    _balance(found, profile)
    return found


def _add_exercise(
    into: Instance,
    found: Judged,
    profile: Profile,
    index: Mapping[str, int],
    families: dict[str, int],
    points_off: int,
) -> None:
    exercise = found.exercise
    own = exercise.slug in profile.pinned
    family = families.setdefault(
        f"={exercise.slug}" if own else exercise.family or exercise.slug, len(families)
    )
    doses_from = stage(profile, into.shape)
    for block in sorted(BLOCKS.index(b) for b in exercise.blocks):
        vector = _vector(exercise, block, index, level_cap(profile))
        if into.shape.most[block] and (own or _belongs(exercise, block, vector, index)):
            merit = _merit(exercise, block, profile) - points_off
            upright = block == WARM_UP and _stays_up(into.shape, profile)
            doses = [(o, _covers(into, vector, o)) for o in _options(exercise, block, doses_from, into.shape)]
            for posture, position in _postures(found):
                if upright and posture > SEATED:
                    continue
                changed = bool(found.verdict.at(position))
                hard = posture > SEATED and "floor-difficulty" in profile.precautions
                less = MODIFIED * changed + LYING * hard
                for option, covers in doses:
                    candidate = Candidate(exercise, block, position, option, changed)
                    _append(into, candidate, posture, merit - less, 1 << family, covers)


def _stays_up(shape: Shape, profile: Profile) -> bool:
    """Nobody gets down to the floor to warm up for a walk."""
    return bool(shape.most[AEROBIC]) and not {"standing", "seated"} <= profile.without_positions


def hold(inst: Instance, profile: Profile, slug: str, block: int, position: str, option: Option) -> int:
    """Adds what the person chose themselves, fitting or not, as a candidate of its own."""
    found = inst.judged[slug]
    exercise, cap = found.exercise, level_cap(profile)
    vector = _vector(exercise, block, {need.key: i for i, need in enumerate(inst.needs)}, cap)
    kin = [inst.family[k] for k, c in enumerate(inst.candidates) if c.exercise.family == exercise.family]
    family = kin[0] if kin else 1 << len(inst.candidates)
    changed = bool(found.verdict.at(position))
    candidate = Candidate(exercise, block, position, option, changed)
    merit = _merit(exercise, block, profile) - MODIFIED * changed
    _append(inst, candidate, postures.OF_POSITION[position], merit, family, _covers(inst, vector, option))
    return len(inst.candidates) - 1


def _belongs(
    exercise: Exercise, block: int, vector: tuple[tuple[int, int], ...], index: Mapping[str, int]
) -> bool:
    """A warm-up warms, a cool-down settles: an item must do what its block is for."""
    if block == WARM_UP and (exercise.level > 1 or not exercise.tags.isdisjoint(PASSIVE)):
        return False
    purpose = PURPOSE.get(block)
    return purpose is None or not exercise.targets or index[purpose] in dict(vector)


def _vector(
    exercise: Exercise, block: int, index: Mapping[str, int], cap: int
) -> tuple[tuple[int, int], ...]:
    below = max(0, min(2, cap - exercise.level))
    percent = LEVEL_FACTOR[below] if block == STRENGTHENING else 100
    covered = coverage(exercise, BLOCKS[block])
    return tuple(
        (index[key], weight * percent // 100) for key, weight in covered.items() if key in index and weight
    )


def _merit(exercise: Exercise, block: int, profile: Profile) -> int:
    needed = sum(FURNITURE if thing in AT_HAND else EQUIPMENT for thing in exercise.equipment)
    merit = -PER_PICK - needed - RECENT.get(profile.recent.get(exercise.slug, 0), 0)
    if block == STRENGTHENING:
        below = level_cap(profile) - exercise.level
        merit += LEVEL_FITS if below == 0 else -LEVEL_FITS if below > 1 else 0
    return merit


def _postures(found: Judged) -> list[tuple[int, str]]:
    """One position for each posture, the least changed."""
    chosen: dict[int, str] = {}
    for position in found.positions:
        chosen.setdefault(postures.OF_POSITION[position], position)
    return sorted(chosen.items())


def _options(exercise: Exercise, block: int, doses_from: int, shape: Shape) -> list[Option]:
    found = options(exercise, BLOCKS[block], doses_from)
    if shape.mode is Mode.FLARE and block == STRENGTHENING:
        dose = halved(found[0].dose)
        return [Option(dose, 500, units(dose, unilateral=exercise.unilateral))]
    gentle = shape.mode is not Mode.USUAL
    fitting = [o for o in found if o.least <= shape.minutes and (gentle or shape.minutes <= o.most)]
    return [option for option in fitting if option.units <= shape.limit]


Pairs = tuple[tuple[int, int], ...]
Covers = tuple[Pairs, int]  # and what they are worth to a session without anything


def _covers(into: Instance, vector: Pairs, option: Option) -> Covers:
    pairs = tuple([(i, a * option.factor // 1000) for i, a in vector])
    return pairs, sum([into.weights[i] * into.phi[a] for i, a in pairs])


def _append(
    into: Instance, candidate: Candidate, posture: int, merit: int, family: int, covers: Covers
) -> None:
    pairs, worth = covers
    into.candidates.append(candidate)
    into.block.append(candidate.block)
    into.posture.append(posture)
    into.bit.append(postures.bit(candidate.block, posture))
    into.units.append(candidate.option.units)
    into.root.append(sqrt(candidate.option.units))
    into.merit.append(merit)
    into.pairs.append(pairs)
    into.potential.append(merit + worth)
    into.family.append(family)
    into.groups.append(0)


def _balance(into: Instance, profile: Profile) -> None:
    """selfBACK: an abdominal and a back extensor, or core stability, which is both. And every pin."""
    core = "core"
    most = into.shape.most[STRENGTHENING]
    if most:
        _group(into, 1, _training(into, "abdominals", core))
        _group(into, 1, _training(into, "back-extensors", core))
    if most > 2:
        _group(into, 2, _training(into, "abdominals", "back-extensors", core))
    for slug in sorted(profile.pinned):
        _group(into, 1, [k for k, c in enumerate(into.candidates) if c.exercise.slug == slug])


def _training(into: Instance, *targets: str) -> list[int]:
    return [
        k
        for k, c in enumerate(into.candidates)
        if c.block == STRENGTHENING and any(c.exercise.targets.get(t, 0) >= STEADY for t in targets)
    ]


def _group(into: Instance, least: int, members: list[int]) -> None:
    """As many as the library has for this person, if that is fewer."""
    available = len({into.family[k] for k in members})
    if available:
        for k in members:
            into.groups[k] |= 1 << len(into.minimum)
        into.minimum.append(min(least, available))
