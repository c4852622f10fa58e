"""Looks for the best session: greedy starts, then moves that add, drop or exchange, then forced insertions.

Moves are ranked by (what is lacking, -value); equal ones by the candidate's number. Effort is bounded by counts,
never by a clock, so the same problem gives the same session on any machine.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations, islice

from routines.builder.room import Pool
from routines.builder.selection import Selection

PASSES = 12
SEATED = 1
UPRIGHT = (0, SEATED)
SINGLE = 8  # beginnings that a hole of one pick is refilled with
PAIRED = 90  # and holes of two, over all of them


def fill(sel: Selection, pool: Pool, thrift: int = 1) -> Selection:
    """Adds what brings most for its time, until nothing is lacking and nothing more is worth its time."""
    while (k := pool.next(sel, thrift)) is not None:
        sel = sel.plus(k)
    return sel


def improve(sel: Selection, pool: Pool, passes: int = PASSES) -> Selection:
    """Local search to the point where no single addition, removal or exchange helps. What brings least goes first."""
    for _ in range(passes):
        before = sel.mask
        sel = fill(sel, pool)
        for j in reversed(sel.picked):
            sel = exchange(sel, j, pool)
        if sel.mask == before:
            break
    return sel


def exchange(sel: Selection, j: int, pool: Pool) -> Selection:
    """With something better, or nothing, in the place of j."""
    k = pool.mending(sel, j) if sel.lacking else pool.replacement(sel, j)
    if k is not None:
        return sel.minus(j).plus(k)
    return _better(sel, sel.minus(j))


def _better(sel: Selection, other: Selection) -> Selection:
    return other if other.rank < sel.rank else sel


def force(sel: Selection, k: int, pool: Pool) -> Selection:
    """The session with k: what stands against it is ejected, the least loss first, and the room refilled."""
    inst = sel.inst
    for j in sel.picked:
        if inst.family[j] & inst.family[k]:
            sel = sel.minus(j)
    while not sel.fits(k) and (out := _ejection(sel, k)) is not None:
        sel = sel.minus(out)
    return improve(sel.plus(k), pool, passes=1) if sel.fits(k) else sel


def _ejection(sel: Selection, k: int) -> int | None:
    """The pick whose going costs least for its time, in k's block when the block is full."""
    inst, block = sel.inst, sel.inst.block[k]
    full = (
        sel.count[block] >= inst.shape.most[block] or sel.time[block] + inst.units[k] > inst.shape.high[block]
    )
    losses = [(sel.loss(j) / inst.units[j], j) for j in sel.picked if not full or inst.block[j] == block]
    return min(losses)[1] if losses else None


def polish(sel: Selection, pool: Pool, tries: Sequence[int]) -> Selection:
    """Forces each of the tries in and keeps the result when it is better."""
    best = sel
    for k in tries:
        if k not in best.picked:
            best = _better(best, force(best, k, pool))
    return best


def starts(pool: Pool) -> list[Selection]:
    """Greedy sessions brought to rest, the best first.

    Two over all postures, one that spares time and one that spares picks; then one that stays up and one that does
    without a chair: no single exchange leads from one of these kinds to another.
    """
    inst = pool.inst
    up = Pool(inst, [k for k in pool.all if inst.posture[k] in UPRIGHT])
    without_chair = Pool(inst, [k for k in pool.all if inst.posture[k] != SEATED])
    kinds = ((2, pool), (1, pool), (1, up), (1, without_chair))
    found = [improve(fill(Selection(allowed.inst), allowed, thrift), allowed) for thrift, allowed in kinds]
    return different(sorted(found, key=order))


def different(found: Iterable[Selection]) -> list[Selection]:
    return list({sel.mask: sel for sel in found}.values())


def order(sel: Selection) -> tuple[tuple[int, int], tuple[int, ...]]:
    return sel.rank, sel.picked


def seeds(pool: Pool, count: int) -> list[Selection]:
    """One greedy session begun with each of those that promise most for their time, of all and of all groups' own."""
    inst = pool.inst
    empty, every = Selection(inst), (1 << len(inst.minimum)) - 1
    ranked = sorted(pool.all, key=lambda k: (-inst.potential[k] / inst.root[k], k))
    fitting = [k for k in ranked if empty.fits(k)]
    own = [k for k in fitting if inst.groups[k] == every]
    return [fill(empty.plus(k), pool) for k in dict.fromkeys([*fitting[: count // 2], *own[: count // 2]])]


def ruins(sel: Selection, pool: Pool) -> Selection:
    """Takes out every pick and every two, fills the room again beginning with each of a few, and keeps what is better.

    Short sessions have few pairs, so each is tried with more beginnings.
    """
    best = sel
    alone = [(k,) for k in sel.picked]
    couples = list(combinations(sel.picked, 2))
    for gone in (*alone, *couples):
        if all(k in best.picked for k in gone):
            beginnings = SINGLE if len(gone) == 1 else min(SINGLE, max(1, PAIRED // len(couples)))
            best = _refilled(best, gone, pool, beginnings)
    return best


def _refilled(sel: Selection, gone: tuple[int, ...], pool: Pool, beginnings: int) -> Selection:
    best = rest = sel
    for k in gone:
        rest = rest.minus(k)
    for k in islice(pool.ranked(rest, pool.fitting(rest)), beginnings):
        best = _better(best, fill(rest.plus(k), pool))
    return best
