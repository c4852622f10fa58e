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


def offers(sel: Selection, pool: Sequence[int]) -> list[Offer]:
    """Every candidate that fits now. The hot loop of the builder: it repeats Selection.gain and .fits in place."""
    inst, shape = sel.inst, sel.inst.shape
    blocks, units, bits, family, pairs, merit = (
        inst.block,
        inst.units,
        inst.bit,
        inst.family,
        inst.pairs,
        inst.merit,
    )
    phi, weights, cover, cost = inst.phi, inst.weights, sel.cover, postures.cost
    room = [
        min(high - time, shape.limit - sel.total) if count < most else -1
        for high, time, count, most in zip(shape.high, sel.time, sel.count, shape.most, strict=True)
    ]
    taken, key = sel.families, sel.key
    now = cost(key)
    left = shape.limit - sel.total
    moves: dict[int, int] = {}
    lacks = _lacks(sel)
    found: list[Offer] = []
    for k in pool:
        t = units[k]
        if t > room[blocks[k]] or taken & family[k]:
            continue
        bit = bits[k]
        there = moves.get(bit)
        if there is None:
            there = moves[bit] = cost(key | bit)
        if t + there > left:
            continue
        gain = merit[k] - POSTURE * (there - now)
        for i, a in pairs[k]:
            c = cover[i]
            gain += weights[i] * (phi[c + a] - phi[c])
        found.append((k, gain, lacks.ended_by(k, t, there - now) if lacks else 0))
    return found


class _Lacks:
    """What a selection lacks, and how much of it a candidate would end."""

    __slots__ = ("groups", "inst", "least", "low")

    def __init__(self, sel: Selection) -> None:
        shape = sel.inst.shape
        self.inst = sel.inst
        self.low = [max(0, low - time) for low, time in zip(shape.low, sel.time, strict=True)]
        self.least = max(0, shape.least - sel.units)
        unmet = [m > n for m, n in zip(sel.inst.minimum, sel.members, strict=True)]
        self.groups = sum(1 << g for g, missing in enumerate(unmet) if missing)

    def __bool__(self) -> bool:
        return bool(self.least or self.groups or any(self.low))

    def ended_by(self, k: int, units: int, moved: int) -> int:
        groups = (self.groups & self.inst.groups[k]).bit_count()
        return min(self.low[self.inst.block[k]], units) + min(self.least, units + moved) + GROUP * groups

    def urgent(self, k: int) -> bool:
        """Ends a lack that only some candidates can end; any of them fills the session's time."""
        return bool(self.low[self.inst.block[k]] or self.groups & self.inst.groups[k])


def _lacks(sel: Selection) -> _Lacks:
    return _Lacks(sel)


def greedy(sel: Selection, pool: Sequence[int], power: float) -> None:
    """Adds by gain for its time until nothing is lacking and nothing more is worth its time."""
    units = sel.inst.units
    while found := offers(sel, pool):
        lacks = _lacks(sel)
        urgent = [offer for offer in found if lacks.urgent(offer[0])]
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
    best = _best(offers(sel, pool))
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
