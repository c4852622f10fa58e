"""From a problem to a session: the quick tier, the full method, and the ladder when a shape has no session."""

from dataclasses import dataclass

from routines.builder import search
from routines.builder.problem import Instance
from routines.builder.selection import Selection
from routines.builder.shape import ladder

TRIES = 10  # forced insertions of the quick tier


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
    pool = range(len(inst.candidates))
    best = search.starts(inst, pool)[0]
    best = search.polish(best, pool, _promising(best, pool))
    return Solution(best)


def _promising(sel: Selection, pool: range) -> list[int]:
    """The candidates outside the session that would bring most for their time, whether they fit or not."""
    inside = set(sel.picked)
    outside = [(-sel.gain(k) / sel.inst.units[k], k) for k in pool if k not in inside]
    return [k for _, k in sorted(outside)[:TRIES]]
