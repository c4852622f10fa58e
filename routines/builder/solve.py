"""From a problem to a session: the quick tier, the full method, and the ladder when a shape has no session."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from routines.builder import search
from routines.builder.bound import Dual, dual
from routines.builder.problem import Instance
from routines.builder.room import Pool
from routines.builder.selection import Selection
from routines.builder.shape import ladder

VERY_SHORT = 12  # minutes up to which few picks make a session, and a wrong one is hard to undo by exchanges
SHORT = 20  # minutes up to which the quick tier is thorough, and below which the full one looks twice
SEEDS, KEPT = 24, 6  # very short sessions begun with a candidate each, and how many are brought to rest
POLISHED, RUINED = 5, 2  # different ones that something is forced into, and that are taken apart after
QUICK_TRIES, TRIES = 12, 3  # forced insertions, and those of the full method in the end
REPAIRS = 6  # relaxed sessions made feasible


@dataclass(frozen=True, slots=True)
class Solution:
    """bound: no session of this shape is worth more; 0 when it was not computed."""

    selection: Selection
    bound: int = 0


def solve(inst: Instance, *, quick: bool) -> Solution:
    """The best session found in the first shape of the ladder that has one."""
    for shape in ladder(inst.shape):
        solution = _solve(inst.reshaped(shape), quick=quick)
        if not solution.selection.lacking:
            break
    return solution


def _solve(inst: Instance, *, quick: bool) -> Solution:
    pool = Pool(inst)
    if quick or not inst.candidates:
        solution = Solution(_quickly(pool))
    else:
        rough = min([search.fill(Selection(pool.inst), pool, thrift) for thrift in (1, 2)], key=search.order)
        solution = _thoroughly(pool, dual(pool.inst, rough))
    pool.inst.sessions.clear()  # they name the instance, and it them
    return solution


def _quickly(pool: Pool) -> Selection:
    minutes, tried = pool.inst.shape.minutes, search.starts(pool)
    if not tried[0].lacking:  # else none may be near a good one
        tried = tried[: 2 if minutes <= VERY_SHORT else 1]
    best = min([_polished(sel, pool, QUICK_TRIES) for sel in tried], key=search.order)
    return search.ruins(best, pool) if minutes <= SHORT else best


def _thoroughly(pool: Pool, found: Dual) -> Solution:
    tried, minutes = search.starts(pool), pool.inst.shape.minutes
    first = tried[: 2 if minutes < SHORT else 1]
    if minutes <= VERY_SHORT:
        best = _short(tried, pool, found)
    else:
        best = min([_polished(sel, pool, QUICK_TRIES, found) for sel in first], key=search.order)
    repaired = [_repaired(picked, pool) for picked in found.tries[:REPAIRS]]
    best = min([best, *repaired], key=search.order)
    best = search.ruins(_polished(best, pool, TRIES, found), pool)
    return Solution(min([best, *_fuller(best, pool)], key=search.order), found.bound)


def _short(tried: Sequence[Selection], pool: Pool, found: Dual) -> Selection:
    """From many beginnings: a short session has room for few, so which come first decides the rest."""
    begun = sorted(search.seeds(pool, SEEDS), key=search.order)[:KEPT]
    begun = sorted([search.improve(sel, pool, passes=3) for sel in begun], key=search.order)
    first = search.different([*tried, *begun])[:POLISHED]
    polished = search.different(
        sorted([_polished(sel, pool, QUICK_TRIES, found) for sel in first], key=search.order)
    )
    return min([search.ruins(sel, pool) for sel in polished[:RUINED]], key=search.order)


def _fuller(best: Selection, pool: Pool) -> Iterator[Selection]:
    """With a block that may be left out and was: its long exercises take the places of several others at once."""
    inst, shape = pool.inst, pool.inst.shape
    for block in range(len(shape.most)):
        if shape.most[block] and not shape.low[block] and not best.count[block]:
            low = (*shape.low[:block], 1, *shape.low[block + 1 :])
            other = Pool(inst.reshaped(replace(shape, low=low)))
            picked = _quickly(other).picked
            other.inst.sessions.clear()
            yield search.improve(Selection.of(inst, picked), pool)


def _repaired(picked: Sequence[int], pool: Pool) -> Selection:
    """A relaxed session, its dearest candidates first, as far as they fit, and brought to rest."""
    sel = Selection(pool.inst)
    for k in picked:
        if sel.fits(k):
            sel = sel.plus(k)
    return search.improve(sel, pool, passes=3)


def _polished(sel: Selection, pool: Pool, tries: int, found: Dual | None = None) -> Selection:
    """With what would bring most for its time forced in, and what the prices favour, whether it fits or not."""
    units = pool.inst.units
    gains = dict(pool.lanes.read(pool.gains(sel), pool.open))
    outside = [k for k in pool.all if not sel.mask >> k & 1]
    chosen = sorted(outside, key=lambda k: (-gains[k] / units[k], k))
    if found:
        favoured = sorted(outside, key=lambda k: (-found.worth[k], k))
        chosen = [*chosen[: tries // 2], *favoured]
    return search.polish(sel, pool, list(dict.fromkeys(chosen))[:tries])
