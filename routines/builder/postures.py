"""What getting up and down costs: the cheapest way through a session's postures, blocks in order, items within free.

A posture path is counted in units of 5 seconds: 1 for a change of posture, 4 more between standing and the floor.
A session is a key of bits: six postures for each block, set when the block holds an item in that posture.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

POSTURES = ("standing", "seated", "hands-and-knees", "side-lying", "prone", "supine")
OF_POSITION = {
    "standing": 0,
    "walking": 0,
    "hanging": 0,
    "cycling": 0,
    "water": 0,
    "seated": 1,
    "hands-and-knees": 2,
    "kneeling": 2,
    "side-lying": 3,
    "prone": 4,
    "supine": 5,
}
WIDTH = len(POSTURES)
FULL = (1 << WIDTH) - 1
CHANGE, FLOOR = 1, 4
FAR = 10_000


def step(a: int, b: int) -> int:
    return 0 if a == b else CHANGE + (FLOOR if (a < 2) != (b < 2) else 0)


def bit(block: int, posture: int) -> int:
    return 1 << (block * WIDTH + posture)


def masks(key: int) -> Iterator[int]:
    """The postures of each block that has any, in order."""
    while key:
        if key & FULL:
            yield key & FULL
        key >>= WIDTH


@lru_cache(maxsize=4096)
def paths(mask: int) -> tuple[tuple[int, int, int], ...]:
    """(start, end, units) of the cheapest order that visits each posture of the mask once, for each start and end."""
    found = {(p, p): 0 for p in range(WIDTH) if mask == 1 << p}
    for last in range(WIDTH):
        if mask >> last & 1 and mask != 1 << last:
            for start, end, cost in paths(mask & ~(1 << last)):
                total = cost + step(end, last)
                found[start, last] = min(total, found.get((start, last), FAR))
    return tuple((start, end, cost) for (start, end), cost in sorted(found.items()))


Reach = tuple[int, ...]  # units to each posture, the nearest is 0
ANYWHERE: Reach = (0,) * WIDTH


@lru_cache(maxsize=1 << 14)
def _through(reach: Reach, mask: int) -> tuple[int, Reach]:
    """Units through a block whose beginning is reached so, and how its end reaches what follows."""
    if not mask:
        return 0, reach
    ways = [(reach[start] + units, end) for start, end, units in paths(mask)]
    after = [min([units + step(end, p) for units, end in ways]) for p in range(WIDTH)]
    least = min(after)
    return least, tuple([units - least for units in after])


@lru_cache(maxsize=1 << 14)
def _more(reach: Reach, mask: int, leave: Reach) -> Reach:
    """The units that each posture would add to a block reached and left so."""
    among = [_between(reach, mask | 1 << p, leave) for p in range(WIDTH)]
    now = _between(reach, mask, leave) if mask else min([a + b for a, b in zip(reach, leave, strict=True)])
    return tuple([units - now for units in among])


def _between(reach: Reach, mask: int, leave: Reach) -> int:
    return min([reach[start] + units + leave[end] for start, end, units in paths(mask)])


def _reaches(blocks: Iterable[int]) -> list[tuple[int, Reach]]:
    """Units so far and how the next block is reached, before each block and after the last."""
    units, reach = 0, ANYWHERE
    found = [(units, reach)]
    for mask in blocks:
        more, reach = _through(reach, mask)
        units += more
        found.append((units, reach))
    return found


def _blocks(key: int) -> list[int]:
    return [key >> (WIDTH * block) & FULL for block in range(6)]


@lru_cache(maxsize=1 << 12)
def cost(key: int) -> int:
    """Units of the cheapest path through the session. The first posture is free."""
    return _reaches(_blocks(key))[-1][0]


def detours(key: int) -> tuple[int, list[Reach]]:
    """The units of the session, and by block those that each posture would add."""
    blocks = _blocks(key)
    before, after = _reaches(blocks), _reaches(blocks[::-1])[::-1]
    ways = zip(before, blocks, after[1:], strict=False)
    return before[-1][0], [_more(reach, mask, leave) for (_, reach), mask, (_, leave) in ways]


def order(key: int) -> list[tuple[int, ...]]:
    """The postures of each block that has any, in the order of the cheapest path (the smallest of equal ones)."""
    best: dict[int, tuple[int, list[tuple[int, ...]]]] = {}
    for mask in masks(key):
        reached: dict[int, tuple[int, list[tuple[int, ...]]]] = {}
        for route, units in _routes(mask):
            ways = [(c + step(p, route[0]) + units, [*way, route]) for p, (c, way) in best.items()]
            way = min(ways) if ways else (units, [route])
            reached[route[-1]] = min(way, reached.get(route[-1], (FAR, [])))
        best = reached
    return min(best.values())[1] if best else []


@lru_cache(maxsize=FULL + 1)
def _routes(mask: int) -> tuple[tuple[tuple[int, ...], int], ...]:
    """The cheapest order for each start and end."""
    cheapest: dict[tuple[int, int], tuple[int, tuple[int, ...]]] = {}
    for route in _permutations(mask):
        units = sum(step(a, b) for a, b in pairwise(route))
        ends = route[0], route[-1]
        cheapest[ends] = min((units, route), cheapest.get(ends, (FAR, ())))
    return tuple((route, units) for units, route in sorted(cheapest.values()))


def _permutations(mask: int) -> Iterator[tuple[int, ...]]:
    members = [p for p in range(WIDTH) if mask >> p & 1]
    if len(members) == 1:
        yield (members[0],)
        return
    for first in members:
        for rest in _permutations(mask & ~(1 << first)):
            yield (first, *rest)
