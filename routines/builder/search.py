"""Looks for the best session: greedy starts, then moves that add, drop or exchange, then forced insertions.

Moves are ranked by (what is lacking, -value); equal ones by the candidate's number. Effort is bounded by counts,
never by a clock, so the same problem gives the same session on any machine.
"""

from collections.abc import Sequence

from routines.builder import postures
from routines.builder.problem import POSTURE, Instance
from routines.builder.selection import GROUP, Selection

PASSES = 12
Offer = tuple[int, int, int]  # candidate, gain, units of lack it would end


def offers(sel: Selection, pool: Sequence[int], least: int = 0) -> list[Offer]:
    """Every candidate that fits and ends at least so much of the lack. The hot loop: it spells out Selection.gain."""
    inst = sel.inst
    blocks, bits, pairs, merit = inst.block, inst.bit, inst.pairs, inst.merit
    phi, weights, cover, key = inst.phi, inst.weights, sel.cover, sel.key
    lack = Lack(sel)
    now = postures.cost(key)
    there: dict[int, int] = {}
    found: list[Offer] = []
    for k, t in fitting(sel, pool):
        bit = bits[k]
        if bit not in there:
            there[bit] = postures.cost(key | bit) - now
        moved = there[bit]
        if t + moved > lack.room:
            continue
        ended = 0
        if lack.any:
            low = lack.low[blocks[k]]
            ended = (low if low < t else t) + (lack.time if lack.time < t + moved else t + moved)
            if lack.groups:
                ended += GROUP * (lack.groups & inst.groups[k]).bit_count()
            if ended < least:
                continue
        gain = merit[k] - POSTURE * moved
        for i, a in pairs[k]:
            c = cover[i]
            gain += weights[i] * (phi[c + a] - phi[c])
        found.append((k, gain, ended))
    return found


def fitting(sel: Selection, pool: Sequence[int]) -> list[tuple[int, int]]:
    """Candidates and their units that family, count and the window of their block leave room for."""
    inst, shape = sel.inst, sel.inst.shape
    blocks, units, family, taken = inst.block, inst.units, inst.family, sel.families
    room = [
        high - time if count < most else -1
        for high, time, count, most in zip(shape.high, sel.time, sel.count, shape.most, strict=True)
    ]
    return [(k, units[k]) for k in pool if units[k] <= room[blocks[k]] and not taken & family[k]]


class Lack:
    """What a selection still lacks, by kind, and the room it has left."""

    __slots__ = ("any", "groups", "low", "room", "time")

    def __init__(self, sel: Selection) -> None:
        shape, used = sel.inst.shape, sel.units
        self.room = shape.limit - used
        self.time = shape.least - used if used < shape.least else 0
        self.low = [low - t if t < low else 0 for low, t in zip(shape.low, sel.time, strict=True)]
        self.groups = 0
        for g, least in enumerate(sel.inst.minimum):
            if sel.members[g] < least:
                self.groups |= 1 << g
        self.any = bool(self.time or self.groups or any(self.low))


def greedy(sel: Selection, pool: Sequence[int], power: float) -> None:
    """Adds by gain for its time until nothing is lacking and nothing more is worth its time."""
    units = sel.inst.units
    while found := offers(sel, pool):
        lack, inst = Lack(sel), sel.inst
        urgent = [o for o in found if lack.low[inst.block[o[0]]] or lack.groups & inst.groups[o[0]]]
        chosen = urgent or [offer for offer in found if offer[2] or offer[1] > 0]
        if not chosen:
            return
        best = max(chosen, key=lambda offer: (offer[1] / units[offer[0]] ** power, -offer[0]))
        sel.add(best[0])


def improve(sel: Selection, pool: Sequence[int], passes: int = PASSES) -> None:
    """Local search to the point where no single addition, removal or exchange helps."""
    for _ in range(passes):
        changed = fill(sel, pool)
        for j in sel.snapshot():
            changed |= exchange(sel, j, pool)
        if not changed:
            return


def fill(sel: Selection, pool: Sequence[int]) -> bool:
    """Adds the best candidate while one helps."""
    changed = False
    while True:
        best = _best(offers(sel, pool))
        if best is None or (best[2] <= 0 and best[1] <= 0):
            return changed
        sel.add(best[0])
        changed = True


def exchange(sel: Selection, j: int, pool: Sequence[int]) -> bool:
    """Puts something better, or nothing, in the place of j."""
    before = sel.rank
    sel.drop(j)
    lacking, minus = sel.rank
    best = _best(offers(sel, pool, lacking - before[0]))
    keep = best is not None and (lacking - best[2], minus - best[1]) < (lacking, minus)
    after = (lacking - best[2], minus - best[1]) if best and keep else (lacking, minus)
    if after >= before:
        sel.add(j)
        return False
    if best and keep:
        sel.add(best[0])
    return True


def _best(found: list[Offer]) -> Offer | None:
    return max(found, key=lambda offer: (offer[2], offer[1], -offer[0]), default=None)


def force(sel: Selection, k: int, pool: Sequence[int]) -> Selection:
    """A copy that holds k: what stands against it is ejected, the least loss first, and the room refilled."""
    inst = sel.inst
    copy = Selection(inst, sel.snapshot())
    for j in copy.snapshot():
        if inst.family[j] & inst.family[k]:
            copy.drop(j)
    while not copy.fits(k) and (out := _ejection(copy, k)) is not None:
        copy.drop(out)
    if copy.fits(k):
        copy.add(k)
        improve(copy, pool, passes=1)
    return copy


def _ejection(sel: Selection, k: int) -> int | None:
    """The pick whose going costs least for its time, in k's block when the block is full."""
    inst, block = sel.inst, sel.inst.block[k]
    full = (
        sel.count[block] >= inst.shape.most[block] or sel.time[block] + inst.units[k] > inst.shape.high[block]
    )
    losses = [(loss(sel, j) / inst.units[j], j) for j in sel.snapshot() if not full or inst.block[j] == block]
    return min(losses)[1] if losses else None


def loss(sel: Selection, j: int) -> int:
    before = sel.value
    sel.drop(j)
    after = sel.value
    sel.add(j)
    return before - after


def polish(sel: Selection, pool: Sequence[int], tries: Sequence[int]) -> Selection:
    """Forces each of the tries in and keeps the result when it is better."""
    best = sel
    for k in tries:
        if k not in best.picked:
            other = force(best, k, pool)
            if other.rank < best.rank:
                best = other
    return best


def starts(inst: Instance, pool: Sequence[int]) -> list[Selection]:
    """Two greedy sessions, one that spares time and one that spares picks, each brought to rest; the better first."""
    found = []
    for power in (1.0, 0.5):
        sel = Selection(inst)
        greedy(sel, pool, power)
        improve(sel, pool)
        found.append(sel)
    return sorted(found, key=lambda sel: (sel.rank, sel.snapshot()))


def pairs(sel: Selection, pool: Sequence[int]) -> Selection:
    """Takes out every two picks and fills the room again; keeps what is better."""
    best = sel
    picked = sel.snapshot()
    for n, i in enumerate(picked):
        for j in picked[n + 1 :]:
            if i in best.picked and j in best.picked:
                copy = Selection(best.inst, tuple(k for k in best.snapshot() if k not in (i, j)))
                greedy(copy, pool, 0.5)
                if copy.rank < best.rank:
                    best = copy
    return best
