"""What each exercise could be in each block, before its doses and positions are listed; and which of many deserve that.

A library like ours is taken whole. Of a large one a shortlist becomes candidates: those that promise most, in every way
a session needs. The dual prices the others in the end, so the bound holds for all of them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import sqrt
from typing import NamedTuple

from accounts.intake.profile import Profile
from exercises.catalogue import Exercise
from routines.builder import postures
from routines.builder.dosing import ANY, Option, halved, longest, options, units
from routines.builder.filtering import Judged, is_candidate, level_cap
from routines.builder.memory import by_exercise
from routines.builder.needs import coverage
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

PER_PICK = 9000
LEVEL_FITS = 1500
RECENT = {1: 6000, 2: 3000, 3: 1500}  # sessions since it was last done
EQUIPMENT, FURNITURE = 1500, 300
AT_HAND = frozenset(["chair", "wall", "towel", "worktop", "doorway", "step", "bed", "dowel"])
LEVEL_FACTOR = (100, 90, 75)  # percent of strengthening's coverage, by levels below the person's
STEADY = 60  # coverage from which an exercise counts as training a group of the selfBACK balance
PASSIVE = frozenset(["thermal", "pressure"])  # relief, never a warm-up
PURPOSE = {WARM_UP: "need:warm", AEROBIC: "need:fitness", COOL_DOWN: "need:calm", RELIEF: "need:calm"}
SEATED = 1
LARGE = 250  # offers up to which all of them become candidates
EACH = 3  # shortlisted for each need, and in each posture for each block and group
MUCH = 50  # coverage that makes an offer one for its need
TRAINED = ("abdominals", "core"), ("back-extensors", "core"), ("abdominals", "back-extensors", "core")


class Part(NamedTuple):
    """What an exercise is in a block, for everybody.

    covered: by the key of a need, of one full dose; serves: the needs it covers much.
    """

    block: int
    belongs: bool
    covered: Sequence[tuple[str, int]]
    serves: Sequence[str]
    merit: int
    trains: int
    doses: Sequence[Option]


class Offer(NamedTuple):
    """A part of an exercise for one person. groups, family: bits; places: a position for each posture.

    doses: all that the block knows; `fitting` says which of them the session may use.
    """

    found: Judged
    part: Part
    merit: int
    family: int
    groups: int
    doses: Sequence[Option]
    places: Sequence[tuple[int, str]]


def offers(
    judged: Mapping[str, Judged], profile: Profile, shape: Shape, points_off: Mapping[str, int]
) -> Iterator[Offer]:
    """In the order of exercise and block. points_off: by exercise."""
    families: dict[str, int] = {}
    pins = {slug: 1 << n for n, slug in enumerate(sorted(profile.pinned), start=len(TRAINED))}
    cap, doses_from, upright = level_cap(profile), stage(profile, shape), _stays_up(shape, profile)
    flare, recent = shape.mode is Mode.FLARE, profile.recent
    for slug, found in judged.items():
        if not is_candidate(found, profile):
            continue
        exercise, own = found.exercise, pins.get(slug, 0)
        family = 1 << families.setdefault(family_name(exercise, profile), len(families))
        less = RECENT.get(recent.get(slug, 0), 0) + points_off.get(slug, 0)
        places = _places(found.positions)
        for part in parts(exercise, cap, doses_from):
            if shape.most[part.block] and (own or part.belongs):
                up = upright and part.block == WARM_UP
                ways = [way for way in places if way[0] <= SEATED] if up else places
                doses = _held(part, found, doses_from)
                if flare and part.block == STRENGTHENING:
                    doses = [_halved(exercise, doses[0])]
                yield Offer(found, part, part.merit - less, family, part.trains | own, doses, ways)


def family_name(exercise: Exercise, profile: Profile) -> str:
    """Whom a session holds one of; what is pinned stands for itself."""
    own = exercise.slug in profile.pinned
    return f"={exercise.slug}" if own else exercise.family or exercise.slug


def _held(part: Part, found: Judged, doses_from: int) -> Sequence[Option]:
    """Its doses with no hold longer than the person's precautions allow, in any of its positions."""
    most = longest(finding.how for finding in found.verdict.findings) if found.verdict.findings else ANY
    if found.exercise.doses[doses_from].hold <= most:
        return part.doses
    return options(found.exercise, BLOCKS[part.block], doses_from, most)


def _stays_up(shape: Shape, profile: Profile) -> bool:
    """Nobody gets down to the floor to warm up for a walk."""
    return bool(shape.most[AEROBIC]) and not {"standing", "seated"} <= profile.without_positions


@by_exercise
def parts(exercise: Exercise, cap: int, doses_from: int) -> tuple[Part, ...]:
    """By block, in order. cap: the person's level; doses_from: the stage their doses start at."""
    return tuple(
        [part(exercise, block, cap, doses_from) for block in sorted(map(BLOCKS.index, exercise.blocks))]
    )


def part(exercise: Exercise, block: int, cap: int, doses_from: int) -> Part:
    below = max(0, cap - exercise.level)
    merit = -PER_PICK - sum([FURNITURE if thing in AT_HAND else EQUIPMENT for thing in exercise.equipment])
    percent, trains = 100, 0
    if block == STRENGTHENING:
        merit += LEVEL_FITS if cap == exercise.level else -LEVEL_FITS if below > 1 else 0
        percent, trains = LEVEL_FACTOR[min(2, below)], _trains(exercise)
    known = coverage(exercise, BLOCKS[block])
    covered = [(key, weight * percent // 100) for key, weight in known.items() if weight]
    belongs = _belongs(exercise, block, known)
    serves = [key for key, a in covered if a >= MUCH]
    return Part(block, belongs, covered, serves, merit, trains, options(exercise, BLOCKS[block], doses_from))


def _belongs(exercise: Exercise, block: int, covered: Mapping[str, int]) -> bool:
    """A warm-up warms, a cool-down settles: an item must do what its block is for."""
    if block == WARM_UP and (exercise.level > 1 or not exercise.tags.isdisjoint(PASSIVE)):
        return False
    purpose = PURPOSE.get(block)
    return purpose is None or not exercise.targets or bool(covered.get(purpose))


def _trains(exercise: Exercise) -> int:
    """selfBACK: an abdominal and a back extensor, or core stability, which is both; a bit for each, and for any."""
    trained = [any(exercise.targets.get(t, 0) >= STEADY for t in targets) for targets in TRAINED]
    return sum([1 << n for n, is_so in enumerate(trained) if is_so])


def _halved(exercise: Exercise, option: Option) -> Option:
    dose = halved(option.dose)
    return Option(dose, 500, units(dose, unilateral=exercise.unilateral))


def fitting(offer: Offer, shape: Shape) -> list[Option]:
    """Its doses that a session of these minutes may use."""
    gentle, minutes = shape.mode is not Mode.USUAL, shape.minutes
    found = [o for o in offer.doses if o.least <= minutes and (gentle or minutes <= o.most)]
    return [option for option in found if option.units <= shape.limit]


@lru_cache(maxsize=1024)
def _places(positions: tuple[str, ...]) -> list[tuple[int, str]]:
    """One position for each posture, the least changed."""
    chosen: dict[int, str] = {}
    for position in positions:
        chosen.setdefault(postures.OF_POSITION[position], position)
    return sorted(chosen.items())


def shortlisted(
    found: Sequence[Offer], weights: Mapping[str, int], phi: Sequence[int]
) -> tuple[Sequence[Offer], Sequence[Offer]]:
    """Those that become candidates, and the rest; both in order. weights: of the needs, by key."""
    if len(found) <= LARGE:
        return found, ()
    promises = [_promise(offer, weights, phi) for offer in found]
    left: Counter[object] = Counter()
    chosen = set()
    for n in sorted(range(len(found)), key=promises.__getitem__, reverse=True):
        ways = _ways(found[n])
        if any(left[way] < EACH for way in ways):
            chosen.add(n)
            left.update(ways)
    rest = [offer for n, offer in enumerate(found) if n not in chosen]
    return [found[n] for n in sorted(chosen)], rest


def _promise(offer: Offer, weights: Mapping[str, int], phi: Sequence[int]) -> float:
    """What its middle dose is worth to a session without anything, for its time."""
    if not offer.doses or not offer.places:
        return -1e9
    option = offer.doses[len(offer.doses) // 2]
    factor, covered = option.factor, offer.part.covered
    worth = sum([weights[key] * phi[a * factor // 1000] for key, a in covered if key in weights])
    return (offer.merit + worth) / sqrt(option.units)


def _ways(offer: Offer) -> list[object]:
    """The ways in which a session may need it, as keys that differ for each kind."""
    ways: list[object] = [(offer.part.block, posture) for posture, _ in offer.places]
    ways += offer.part.serves
    if offer.groups:
        groups = [-1 - g for g in range(offer.groups.bit_length()) if offer.groups >> g & 1]
        ways += [(g, posture) for g in groups for posture, _ in offer.places]
    return ways
