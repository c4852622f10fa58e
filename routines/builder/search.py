"""Looks for the best session: greedy starts, then moves that add, drop or exchange, then forced insertions.

Moves are ranked by (what is lacking, -value); equal ones by the candidate's number. Effort is bounded by counts,
never by a clock, so the same problem gives the same session on any machine.
"""

from collections.abc import Sequence
from itertools import combinations
from math import sqrt

from routines.builder import postures
from routines.builder.problem import POSTURE, Instance
from routines.builder.selection import GROUP, Selection

PASSES = 12
SEATED = 1
UPRIGHT = (0, SEATED)
SINGLE = 8  # beginnings that a hole of one pick is refilled with
PAIRED = 60  # and holes of two, over all of them
Offer = tuple[int, int, int]  # candidate, gain, units of lack it would end


def offers(sel: Selection, pool: Sequence[int]) -> list[Offer]:
    """Every candidate that fits. A hot loop: it spells out Selection.gain."""
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
        ended = lack.ended(blocks[k], inst.groups[k], t, moved) if lack.any else 0
        gain = merit[k] - POSTURE * moved
        for i, a in pairs[k]:
            c = cover[i]
            gain += weights[i] * (phi[c + a] - phi[c])
        found.append((k, gain, ended))
    return found


def replacement(sel: Selection, pool: Sequence[int], least: int, above: int) -> int | None:
    """The candidate that ends so much of the lack and gains most, more than `above`. The hottest loop of all.

    Most candidates are left out unweighed: `potential` says that they cannot gain enough, whatever is picked.
    """
    inst, key, lack = sel.inst, sel.key, Lack(sel)
    bits, pairs, merit, potential = inst.bit, inst.pairs, inst.merit, inst.potential
    phi, weights, cover = inst.phi, inst.weights, sel.cover
    now = postures.cost(key)
    best = None
    for k, t in fitting(sel, pool):
        if potential[k] <= above:
            continue
        moved = postures.cost(key | bits[k]) - now
        if t + moved > lack.room or lack.ended(inst.block[k], inst.groups[k], t, moved) < least:
            continue
        gain = merit[k] - POSTURE * moved
        for i, a in pairs[k]:
            c = cover[i]
            gain += weights[i] * (phi[c + a] - phi[c])
        if gain > above:
            best, above = k, gain
    return best


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

    def ended(self, block: int, groups: int, units: int, moved: int) -> int:
        """How much of it a candidate would end."""
        low, time = self.low[block], units + moved
        short = (low if low < units else units) + (self.time if self.time < time else time)
        return short + GROUP * (self.groups & groups).bit_count() if self.groups else short


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
        units = sel.inst.units
        found = [offer for offer in offers(sel, pool) if offer[1] > 0 or offer[2] > 0]
        if not found:
            return changed
        sel.add(max(found, key=lambda o: (o[1] / sqrt(units[o[0]]), -o[0]))[0])
        changed = True


def exchange(sel: Selection, j: int, pool: Sequence[int]) -> bool:
    """Puts something better, or nothing, in the place of j."""
    before = sel.rank
    sel.drop(j)
    after = sel.rank
    least, lost = after[0] - before[0], after[1] - before[1]
    if before[0]:
        best = _mending(sel, pool, before)
    else:
        best = replacement(sel, pool, least, lost if after[0] else max(0, lost))
    if best is not None:
        sel.add(best)
    elif after >= before:
        sel.add(j)
        return False
    return True


def _mending(sel: Selection, pool: Sequence[int], before: tuple[int, int]) -> int | None:
    """While something is lacking, what ends most of it counts before what gains most."""
    lacking, minus = sel.rank
    k, gain, ended = max(offers(sel, pool), key=lambda o: (o[2], o[1], -o[0]), default=(-1, 0, 0))
    better = k >= 0 and (lacking - ended, minus - gain) < min(before, (lacking, minus))
    return k if better else None


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
    """Greedy sessions brought to rest, the best first.

    Two over all postures, one that spares time and one that spares picks; then one that stays up and one that does
    without a chair: no single exchange leads from one of these kinds to another.
    """
    up = [k for k in pool if inst.posture[k] in UPRIGHT]
    without_chair = [k for k in pool if inst.posture[k] != SEATED]
    found = []
    for power, allowed in ((1.0, pool), (0.5, pool), (0.5, up), (0.5, without_chair)):
        sel = Selection(inst)
        greedy(sel, allowed, power)
        improve(sel, allowed)
        found.append(sel)
    return sorted(found, key=lambda sel: (sel.rank, sel.snapshot()))


def ruins(sel: Selection, pool: Sequence[int]) -> Selection:
    """Takes out every pick and every two, fills the room again beginning with each of a few, and keeps what is better.

    Short sessions have few pairs, so each is tried with more beginnings.
    """
    best = sel
    alone = [(k,) for k in sel.snapshot()]
    couples = list(combinations(sel.snapshot(), 2))
    for gone in (*alone, *couples):
        if best.holds(gone):
            beginnings = SINGLE if len(gone) == 1 else min(SINGLE, max(1, PAIRED // len(couples)))
            best = _refilled(best, gone, pool, beginnings)
    return best


def _refilled(sel: Selection, gone: tuple[int, ...], pool: Sequence[int], beginnings: int) -> Selection:
    best, units = sel, sel.inst.units
    rest = Selection(sel.inst, tuple(k for k in sel.snapshot() if k not in gone))
    found = sorted(offers(rest, pool), key=lambda o: (-o[1] / sqrt(units[o[0]]), o[0]))
    for k, _, _ in found[:beginnings]:
        copy = Selection(sel.inst, (*rest.picked, k))
        greedy(copy, pool, 0.5)
        if copy.rank < best.rank:
            best = copy
    return best
