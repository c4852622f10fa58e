"""How long a dose takes, and which doses of an exercise a session may use.

One of two sides is worked, then the other, and a set's rest follows both: rests are taken once, work is done twice.
A few long holds in one set (stretches, planks) rest between the holds.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil

from exercises.catalogue import Block, Dose, Exercise
from routines.builder.memory import by_exercise

UNIT = 5  # seconds; all the builder's times are counted in it
CHANGE_OVER = 10  # seconds to read what comes next and get ready
TURN = 5  # seconds to change sides
REPETITION = 3  # seconds, without a hold; with one, its seconds and 2 to get there and back
LONG_SET = 60  # seconds; so much work in one set counts as two: 10 holds of 10 s are no single set
AEROBIC = {3: 500, 4: 620, 5: 750, 6: 850, 8: 1000, 10: 1200, 12: 1350, 15: 1550, 20: 1850}
AT_MOST = re.compile(r"(\d+) seconds or less")
ANY = 10**6  # seconds: a hold without a limit
WORTH_DOING = 30  # seconds of a stretch for each muscle and side (ACSM 2011)
SETS = {1: 500, 2: 1000, 3: 1300, 4: 1500}  # a second set adds most; after three little is left to gain


STRETCHED = frozenset({Block.STRETCHING, Block.COOL_DOWN, Block.RELIEF})

_Found = list[tuple[Dose, int, dict[str, int]]]  # dose, factor, limits


@dataclass(frozen=True, slots=True)
class Option:
    """A dose and its worth (1000 = the full coverage of its exercise), for sessions of `least` to `most` minutes."""

    dose: Dose
    factor: int
    units: int
    least: int = 0
    most: int = 99


def seconds(dose: Dose, *, unilateral: bool) -> int:
    """Work and rests on both sides, without the change-over."""
    rests = 0 if dose.minutes is not None else dose.rest * (_holds_between_rests(dose) - 1)
    return work(dose) * 2 + rests + TURN if unilateral else work(dose) + rests


def work(dose: Dose) -> int:
    """Seconds of effort on one side, without rests: what makes one dose more than another."""
    if dose.minutes is not None:
        return round(dose.minutes * 60)
    rounds = [int(n) for n in dose.scheme.split("-")] if dose.scheme else [dose.reps] * dose.sets
    return sum(rounds) * _repetition(dose)


def _repetition(dose: Dose) -> int:
    return dose.hold + 2 if dose.hold > 1 else REPETITION


def _holds_between_rests(dose: Dose) -> int:
    few_long_holds = dose.sets == 1 and dose.hold >= 10 and dose.reps <= 4
    return dose.reps if few_long_holds else dose.sets


def units(dose: Dose, *, unilateral: bool) -> int:
    return ceil((seconds(dose, unilateral=unilateral) + CHANGE_OVER) / UNIT)


@by_exercise
def options(exercise: Exercise, block: Block, stage: int, most: int = ANY) -> tuple[Option, ...]:
    """The doses worth choosing between, shortest first; empty when this block has no use for the exercise's dose.

    most: no hold is longer, in seconds.
    """
    full = exercise.doses[stage]
    dose = shortened(full, most)
    found = _known(dose, block) if dose is full else _shorter(dose, full, block)
    sides = exercise.unilateral
    return tuple(Option(d, factor, units(d, unilateral=sides), **limits) for d, factor, limits in found)


def _known(dose: Dose, block: Block) -> _Found:
    timed = dose.minutes is not None
    match block:
        case Block.AEROBIC:
            return _aerobic(dose) if timed else []
        case Block.STRENGTHENING:
            return [(dose, 1000, {})] if timed else _strengthening(dose)
        case Block.WARM_UP if timed:
            return _minutes(dose, 2)
        case Block.WARM_UP:
            return [(dose, 900, {}), (_with_sets(dose, dose.sets + 1), 1050, {})]
        case Block.COOL_DOWN if timed:
            return _minutes(dose, 3)
        case _:
            return [(dose, 1000, {})] if timed else _stretching(dose)


def _shorter(dose: Dose, full: Dose, block: Block) -> _Found:
    """A shorter hold trains less. A stretch may be held more often instead: its seconds add up (ACSM 2011)."""
    whole = 2 * full.hold
    found: _Found = [(d, f * (full.hold + dose.hold) // whole, most) for d, f, most in _known(dose, block)]
    seconds_full = full.reps * full.hold
    holds = min(WORTH_DOING, seconds_full) // dose.hold
    if block in STRETCHED and holds > max(known.reps for known, *_ in found):
        found.append((replace(dose, reps=holds), 1000 if seconds_full <= WORTH_DOING else 700, {}))
    return found


def _aerobic(dose: Dose) -> _Found:
    most = max(5, dose.minutes or 0)
    return [(replace(dose, minutes=m), factor, {}) for m, factor in AEROBIC.items() if m <= most]


def _minutes(dose: Dose, short: int) -> _Found:
    usual = dose.minutes or 1
    lengths = [m for m in (1, 2, 3, 5) if min(usual / 2, short) <= m <= max(usual, 2)]
    return [(replace(dose, minutes=m), 1000 if m >= min(usual, 2) else 800, {}) for m in lengths]


def _strengthening(dose: Dose) -> _Found:
    """A single short set is below the least effective dose: only for short sessions and gentle days."""
    found: _Found = []
    long = dose.reps * _repetition(dose) >= LONG_SET
    for sets in (1, 2, 3):
        if abs(sets - dose.sets) <= 1 or sets == 2:
            worth = sets + long
            limits = {"most": 14} if worth == 1 else {"least": 25} if sets > max(dose.sets, 2) else {}
            found.append((_with_sets(dose, sets), SETS[worth], limits))
    return found


def _stretching(dose: Dose) -> _Found:
    """30 seconds a muscle and side are worth doing, 60 are the aim (ACSM 2011)."""
    held = dose.sets * dose.reps * dose.hold
    found: _Found = [(dose, 1000, {})]
    if dose.sets > 1:
        found.insert(0, (_with_sets(dose, dose.sets - 1), 700, {}))
    elif dose.reps > 1 and dose.hold * (dose.reps - 1) >= 30:
        found.insert(0, (replace(dose, reps=dose.reps - 1), 700, {}))
    if dose.hold >= 10 and held < 60:
        found.append((replace(dose, reps=dose.reps + 1), 1150, {}))
    return found


def _with_sets(dose: Dose, sets: int) -> Dose:
    """A falling scheme (6-4-2) with other sets keeps its middle number."""
    if sets == dose.sets or not dose.scheme:
        return replace(dose, sets=sets)
    return replace(dose, sets=sets, scheme="", reps=int(dose.scheme.split("-")[1]))


def longest(hows: Iterable[str]) -> int:
    """Seconds: the longest hold that precautions allow in words, "Hold 10 seconds or less"."""
    return min(map(_at_most, hows), default=ANY)


@lru_cache(maxsize=1024)
def _at_most(how: str) -> int:
    return min(map(int, AT_MOST.findall(how)), default=ANY)


def held(dose: Dose, hows: Iterable[str]) -> Dose:
    """No hold longer than these words allow."""
    return shortened(dose, longest(hows))


def shortened(dose: Dose, most: int) -> Dose:
    return replace(dose, hold=most) if dose.hold > most else dose


def halved(option_dose: Dose) -> Dose:
    """A flare's dose: half the minutes, half the sets, or where those are odd half the repetitions, rounded up."""
    dose = option_dose
    if dose.minutes is not None:
        return replace(dose, minutes=max(1, dose.minutes / 2))
    if dose.scheme:
        return replace(dose, sets=1, reps=ceil(sum(map(int, dose.scheme.split("-"))) / 2), scheme="")
    if dose.sets % 2 == 0:
        return replace(dose, sets=dose.sets // 2)
    return replace(dose, reps=ceil(dose.reps / 2))
