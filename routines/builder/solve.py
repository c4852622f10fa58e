"""From a problem to a session: the quick tier, the full method, and the ladder when a shape has no session."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from routines.builder import search
from routines.builder.bound import Dual, dual
from routines.builder.problem import Instance
from routines.builder.room import Pool
from routines.builder.selection import Selection
from routines.builder.shape import ladder

QUICK_TRIES = 10  # forced insertions of the quick tier
VERY_SHORT = (
    12  # minutes up to which few picks make a session, and one wrong one is hard to undo by exchanges
)
SHORT = 20  # minutes up to which the quick tier has time to be thorough
LARGE = 400  # candidates up to which nothing is left out beforehand
EACH = 10  # shortlisted for each block and posture, need and group
MUCH = 50  # coverage that makes a candidate one for its need
CORE = 100  # candidates that the full method goes on with
SEEDS, KEPT = 60, 14  # sessions begun with a candidate each, and how many of them are brought to rest
RUINED, POLISHED = 8, 5  # different ones that are taken apart, and those that something is forced into before
REPAIRS = 14  # relaxed sessions made feasible
TRIES = 20  # forced insertions of the full method


@dataclass(frozen=True, slots=True)
class Solution:
    """bound: no session of this shape is worth more; 0 when it was not computed."""

    selection: Selection
    bound: int = 0


def solve(inst: Instance, *, quick: bool) -> Solution:
    """The best session found in the first shape of the ladder that has one."""
    solution = Solution(Selection(inst))
    for shape in ladder(inst.shape):
        solution = _solve(inst.reshaped(shape), quick=quick)
        if not solution.selection.lacking:
            return solution
    return solution


def _solve(inst: Instance, *, quick: bool) -> Solution:
    pool = Pool(inst, shortlist(inst))
    tried = search.starts(inst, pool)
    if quick or not pool.all:
        return Solution(_quickly(tried, pool))
    best = _short(inst, tried, pool) if inst.shape.minutes <= VERY_SHORT else _polished(tried[0], pool)
    found = dual(inst, best, pool.all)
    return Solution(_refine(inst, best, found), found.bound)


def _quickly(tried: Sequence[Selection], pool: Pool) -> Selection:
    minutes = tried[0].inst.shape.minutes
    best = min([_polished(sel, pool) for sel in tried[: 2 if minutes <= VERY_SHORT else 1]], key=_order)
    return search.ruins(best, pool) if minutes <= SHORT else best


def _short(inst: Instance, tried: Sequence[Selection], pool: Pool) -> Selection:
    """From many beginnings: a short session has room for few, so which come first decides the rest."""
    begun = sorted(search.seeds(inst, pool, SEEDS), key=_order)[:KEPT]
    for sel in begun:
        search.improve(sel, pool, passes=3)
    different = {sel.snapshot(): sel for sel in sorted([*tried, *begun], key=_order)}
    first = list(different.values())[:RUINED]
    first[:POLISHED] = [_polished(sel, pool) for sel in first[:POLISHED]]
    return min([search.ruins(sel, pool) for sel in first], key=_order)


def _polished(sel: Selection, pool: Pool) -> Selection:
    return search.polish(sel, pool, _promising(sel, pool, QUICK_TRIES))


def shortlist(inst: Instance) -> Sequence[int]:
    """All candidates of a library like ours; of a large one those that promise most, in every way a session needs.

    What is left out can still come in: the dual prices all candidates at the end, and its best join the core.
    """
    everything = range(len(inst.candidates))
    if len(everything) <= LARGE:
        return everything
    ranked = sorted(everything, key=lambda k: (-inst.potential[k] / inst.root[k], k))
    left: Counter[object] = Counter()
    chosen = []
    for k in ranked:
        ways = [(inst.block[k], inst.posture[k]), *(("need", i) for i, a in inst.pairs[k] if a >= MUCH)]
        ways += [("group", g) for g in range(len(inst.minimum)) if inst.groups[k] >> g & 1]
        if any(left[way] < EACH for way in ways):
            chosen.append(k)
            left.update(ways)
    return sorted(chosen)


def _refine(inst: Instance, best: Selection, found: Dual) -> Selection:
    """Repairs the relaxed sessions and searches again among the candidates that the prices favour."""
    core = Pool(inst, _core(best, found))
    for picked in found.tries[:REPAIRS]:
        sel = Selection(inst)
        for k in sorted(picked, key=lambda k: (-found.worth[k], k)):
            if sel.fits(k):
                sel.add(k)
        search.improve(sel, core, passes=3)
        best = min(best, sel, key=_order)
    best = search.polish(best, core, _promising(best, core, TRIES))
    return search.ruins(best, core)


def _order(sel: Selection) -> tuple[tuple[int, int], tuple[int, ...]]:
    return sel.rank, sel.snapshot()


def _core(best: Selection, found: Dual) -> list[int]:
    worth = found.worth
    ranked = sorted(range(len(worth)), key=lambda k: (-worth[k], k))
    return sorted({*ranked[:CORE], *best.picked})


def _promising(sel: Selection, pool: Pool, most: int) -> list[int]:
    """The candidates outside the session that would bring most for their time, whether they fit or not."""
    inside = set(sel.picked)
    outside = [(-sel.gain(k) / sel.inst.units[k], k) for k in pool.all if k not in inside]
    return [k for _, k in sorted(outside)[:most]]
