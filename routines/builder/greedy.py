"""Fills a session with what brings most for its time, weighing a candidate again only when it may be the best."""

from collections.abc import Sequence
from math import inf

from routines.builder import postures
from routines.builder.problem import POSTURE, Instance
from routines.builder.room import Lack, Pool, room_left
from routines.builder.selection import Selection

# What a candidate would gain at most for its time, below zero, and the candidate: the most promising stand first.
Waiting = list[tuple[float, int]]


def greedy(sel: Selection, waiting: Waiting, rate: Sequence[float]) -> None:
    """Adds by gain for its rate, a measure of time, until nothing is lacking and nothing more is worth its time."""
    while (k := best_waiting(sel, waiting, rate)) is not None:
        sel.add(k)


def waiting(inst: Instance, pool: Pool, rate: Sequence[float]) -> Waiting:
    return sorted([(-inst.potential[k] / rate[k], k) for k in pool.all])


def best_waiting(sel: Selection, waiting: Waiting, rate: Sequence[float]) -> int | None:
    """Lazily: what a candidate would gain at most stands in `waiting`, so most need not be weighed again.

    A block below its window, or a group without its number, comes first.
    """
    lack = Lack(sel)
    for first in (True, False) if lack.groups or any(lack.low) else (False,):
        found = _weighed(sel, waiting, rate, lack, urgent=first)
        waiting.sort()
        if found is not None:
            return found
    return None


def _weighed(
    sel: Selection, waiting: Waiting, rate: Sequence[float], lack: Lack, *, urgent: bool
) -> int | None:
    inst, key, taken = sel.inst, sel.key, sel.families
    phi, weights, cover = inst.phi, inst.weights, sel.cover
    room = room_left(sel)
    now = postures.cost(key)
    found, top = None, 0.0
    least = -inf if urgent or lack.time else 0.0
    for n, (bound, k) in enumerate(waiting):
        if found is not None and -bound < top:
            break
        block, t = inst.block[k], inst.units[k]
        moved = postures.cost(key | inst.bit[k]) - now
        if t > room[block] or taken & inst.family[k] or t + moved > lack.room:
            continue
        if urgent and not (lack.low[block] or lack.groups & inst.groups[k]):
            continue
        worth = inst.merit[k]
        for i, a in inst.pairs[k]:
            c = cover[i]
            worth += weights[i] * (phi[c + a] - phi[c])
        waiting[n] = -worth / rate[k], k
        score = (worth - POSTURE * moved) / rate[k]
        if score <= least or (found is not None and (-score, k) > (-top, found)):
            continue
        found, top = k, score
    return found
