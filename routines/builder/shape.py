"""How a session is divided: the minutes, counts and shares of its blocks for this person and this kind of day."""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil, floor, sqrt

from accounts.intake.profile import Profile
from exercises.catalogue import Block, Urgency

BLOCKS = tuple(Block)
WARM_UP, AEROBIC, STRENGTHENING, STRETCHING, COOL_DOWN, RELIEF = range(6)

# How many items a block holds at most, by the session's minutes.
COUNTS = (
    (5, (1, 0, 1, 1, 1)),
    (8, (1, 0, 2, 1, 1)),
    (10, (1, 0, 2, 2, 1)),
    (12, (2, 1, 3, 2, 1)),
    (15, (2, 1, 3, 3, 1)),
    (20, (2, 1, 4, 3, 1)),
    (25, (2, 1, 4, 3, 2)),
    (29, (3, 1, 4, 4, 2)),
    (35, (3, 1, 5, 4, 2)),
    (40, (3, 1, 5, 4, 2)),
)
AEROBIC_FROM = 20  # minutes; shorter sessions may leave the aerobic block to the week's walks
ENOUGH = 20  # minutes of exercise on a bad day
LEAST_ROOM = 16  # units; one minute of breathing and its change-over fit in any session

LIFESTYLE = ("inactivity", "excess-weight", "walking-limit", "low-mood")
WEAK = ("weak-core-glutes", "lifting-technique", "overexertion", "heavy-bag", "previous-back-pain")
STIFF = ("tight-hamstrings", "tight-hips", "tight-back", "prolonged-sitting", "sleep-posture")
TENSE = ("stress", "fear-of-movement", "worry", "poor-sleep", "long-hours")


GOALS = {
    "stronger": STRENGTHENING,
    "move-easily": STRETCHING,
    "less-stress": COOL_DOWN,
}  # gets a larger share


class Mode(StrEnum):
    USUAL = "usual"
    GENTLE = "gentle"  # level 1, stage 1
    FLARE = "flare"  # gentle, half doses, with relief


class Day(StrEnum):
    FULL = "full"
    MOBILITY = "mobility"  # a day between two strength days


@dataclass(frozen=True, slots=True)
class Shape:
    """low and high are units, most is items, by block. relaxed: what was given up so that a session exists."""

    minutes: int
    mode: Mode
    day: Day
    limit: int
    least: int
    low: tuple[int, ...]
    high: tuple[int, ...]
    most: tuple[int, ...]
    shares: tuple[float, ...]
    relaxed: tuple[str, ...] = ()

    @property
    def saturation(self) -> int:
        """Coverage at which a need is well served; grows with the root of the minutes. Even, so values stay whole."""
        return max(30, round(40 * sqrt(self.minutes / 20)) * 2)


def mode(profile: Profile) -> Mode:
    if "acute-flare" in profile.precautions or (profile.pain or 0) >= 7:
        return Mode.FLARE
    cautious = {"recent-back-injury", "recent-spinal-surgery"} & profile.precautions
    if profile.urgency is Urgency.SOON or profile.outlook == "high" or cautious:
        return Mode.GENTLE
    return Mode.USUAL


def stage(profile: Profile, here: Shape) -> int:
    """Where doses start: at 1 on gentle days, and short sessions have no room for the long ones."""
    room = 1 if here.minutes < 8 else 2 if here.minutes < 12 else 3
    return min(profile.stage, room) if here.mode is Mode.USUAL else 1


def shape(profile: Profile, day: Day = Day.FULL) -> Shape:
    kind = mode(profile)
    minutes = min(ENOUGH if kind is Mode.FLARE else 45, max(5, profile.minutes))
    most = _counts(minutes, kind, day)
    shares = _shares(profile, kind, day, most)
    limit = minutes * 12
    low = tuple(floor(0.6 * share * limit) for share in shares)
    if minutes < AEROBIC_FROM:
        low = (low[0], 0, *low[2:])
    return Shape(minutes, kind, day, limit, ceil(0.9 * limit), low, _high(shares, limit, 1.5), most, shares)


def ladder(first: Shape) -> list[Shape]:
    """Ever looser shapes. Time, precautions and the order of blocks are never given up."""
    wide = replace(
        first,
        low=tuple(
            floor(0.35 * share * first.limit) if low else 0
            for share, low in zip(first.shares, first.low, strict=True)
        ),
        high=_high(first.shares, first.limit, 2.0),
        relaxed=("The parts of the session are shared out a little differently than usual.",),
    )
    free = replace(
        wide,
        low=(0,) * 6,
        high=tuple(first.limit if most else 0 for most in first.most),
        relaxed=("Some parts of the session are shorter or longer than usual.",),
    )
    short = replace(
        free, least=0, relaxed=(*free.relaxed, "The session is shorter than the minutes you asked for.")
    )
    return [first, wide, free, short]


def _counts(minutes: int, kind: Mode, day: Day) -> tuple[int, ...]:
    warm, aerobic, strong, stretch, cool = [counts for least, counts in COUNTS if minutes >= least][-1]
    if kind is Mode.FLARE:
        return warm, min(1, aerobic), min(2, strong), stretch, cool, 1 + (minutes >= 12)
    if day is Day.MOBILITY:
        return warm, min(1, aerobic + (minutes >= 8)), 0, stretch + 2, cool + (minutes >= 15), 0
    return warm, aerobic, strong, stretch, cool, 0


def _shares(profile: Profile, kind: Mode, day: Day, most: tuple[int, ...]) -> tuple[float, ...]:
    def need(factors: tuple[str, ...]) -> float:
        return max((profile.scores.get(factor, 0) / 3 for factor in factors), default=0)

    if kind is Mode.FLARE:
        parts = [20.0, 15.0, 15.0, 20.0, 12.0, 18.0]
    else:
        stamina, strength = 15 + 10 * need(LIFESTYLE), 36 + 12 * need(WEAK)
        parts = [15.0, stamina, strength, 24 + 10 * need(STIFF), 10 + 6 * need(TENSE), 0.0]
        if profile.goal in GOALS:
            parts[GOALS[profile.goal]] += 6
    if day is Day.MOBILITY and kind is not Mode.FLARE:
        freed, parts[STRENGTHENING] = parts[STRENGTHENING], 0.0
        for block, part in ((AEROBIC, 0.5), (STRETCHING, 0.35), (WARM_UP, 0.1), (COOL_DOWN, 0.05)):
            parts[block] += part * freed
    parts = [part if count else 0.0 for part, count in zip(parts, most, strict=True)]
    whole = sum(parts)
    return tuple(part / whole for part in parts)


def _high(shares: tuple[float, ...], limit: int, room: float) -> tuple[int, ...]:
    return tuple(max(LEAST_ROOM, ceil(room * share * limit)) if share else 0 for share in shares)
