"""Looks for the best session: greedy starts, then moves that add, drop or exchange, then forced insertions.

Moves are ranked by (what is lacking, -value); equal ones by the candidate's number. Effort is bounded by counts,
never by a clock, so the same problem gives the same session on any machine.
"""

from collections.abc import Sequence
from itertools import combinations

from routines.builder import postures
from routines.builder.greedy import Waiting, greedy, waiting
from routines.builder.problem import POSTURE, Instance
from routines.builder.room import Lack, Pool, fitting
from routines.builder.selection import Selection

PASSES = 12
SEATED = 1
UPRIGHT = (0, SEATED)
SINGLE = 8  # beginnings that a hole of one pick is refilled with
PAIRED = 60  # and holes of two, over all of them
Offer = tuple[int, int, int]  # candidate, gain, units of lack it would end
Rank = tuple[int, int]


def offers(sel: Selection, pool: Pool, bounds: Waiting | None = None) -> list[Offer]:
    """Every candidate that fits. A hot loop: it spells out Selection.gain.

    bounds takes in what each would gain at most once more is picked, also of those that lack only time.
    """
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
        if t + moved > lack.room and bounds is None:
            continue
        worth = merit[k]
        for i, a in pairs[k]:
            c = cover[i]
            worth += weights[i] * (phi[c + a] - phi[c])
        if bounds is not None:
            bounds.append((-worth / inst.root[k], k))
        if t + moved <= lack.room:
            ended = lack.ended(blocks[k], inst.groups[k], t, moved) if lack.any else 0
            found.append((k, worth - POSTURE * moved, ended))
    return found


def replacement(sel: Selection, pool: Pool, least: int, above: int) -> int | None:
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
        if gain > above or (gain == above and best is not None and k < best):
            best, above = k, gain
    return best


def improve(sel: Selection, pool: Pool, passes: int = PASSES) -> None:
    """Local search to the point where no single addition, removal or exchange helps."""
    for _ in range(passes):
        changed = fill(sel, pool)
        rank = sel.rank
        for j in sel.snapshot():
            if exchange(sel, j, pool, rank):
                changed, rank = True, sel.rank
        if not changed:
            return


def fill(sel: Selection, pool: Pool) -> bool:
    """Adds the best candidate while one helps."""
    changed = False
    while True:
        root = sel.inst.root
        found = [offer for offer in offers(sel, pool) if offer[1] > 0 or offer[2] > 0]
        if not found:
            return changed
        sel.add(max(found, key=lambda o: (o[1] / root[o[0]], -o[0]))[0])
        changed = True


def exchange(sel: Selection, j: int, pool: Pool, before: Rank) -> bool:
    """Puts something better, or nothing, in the place of j; before: the rank with it."""
    sel.drop(j)
    after = sel.rank
    least, lost = after[0] - before[0], after[1] - before[1]
    if before[0]:
        best = _mending(sel, pool, before, after)
    else:
        best = replacement(sel, pool, least, lost if after[0] else max(0, lost))
    if best is not None:
        sel.add(best)
    elif after >= before:
        sel.add(j)
        return False
    return True


def _mending(sel: Selection, pool: Pool, before: Rank, now: Rank) -> int | None:
    """While something is lacking, what ends most of it counts before what gains most."""
    inst, key, lack = sel.inst, sel.key, Lack(sel)
    least = now[0] - before[0]
    best: tuple[int, int, int] = (-1, 0, 0)
    cost = postures.cost(key)
    for k, t in fitting(sel, pool):
        moved = postures.cost(key | inst.bit[k]) - cost
        if t + moved > lack.room:
            continue
        ended = lack.ended(inst.block[k], inst.groups[k], t, moved)
        if ended >= least and ended >= best[0]:
            best = max(best, (ended, sel.gain(k), -k))
    ended, gain, k = best
    better = ended >= 0 and (now[0] - ended, now[1] - gain) < min(before, now)
    return -k if better else None


def force(sel: Selection, k: int, pool: Pool) -> Selection:
    """A copy that holds k: what stands against it is ejected, the least loss first, and the room refilled."""
    inst = sel.inst
    copy = sel.copy()
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


def polish(sel: Selection, pool: Pool, tries: Sequence[int]) -> Selection:
    """Forces each of the tries in and keeps the result when it is better."""
    best = sel
    for k in tries:
        if k not in best.picked:
            other = force(best, k, pool)
            if other.rank < best.rank:
                best = other
    return best


def starts(inst: Instance, pool: Pool) -> list[Selection]:
    """Greedy sessions brought to rest, the best first.

    Two over all postures, one that spares time and one that spares picks; then one that stays up and one that does
    without a chair: no single exchange leads from one of these kinds to another.
    """
    up = Pool(inst, [k for k in pool.all if inst.posture[k] in UPRIGHT])
    without_chair = Pool(inst, [k for k in pool.all if inst.posture[k] != SEATED])
    found = []
    for rate, allowed in ((inst.units, pool), (inst.root, pool), (inst.root, up), (inst.root, without_chair)):
        sel = Selection(inst)
        greedy(sel, waiting(inst, allowed, rate), rate)
        improve(sel, allowed)
        found.append(sel)
    return sorted(found, key=lambda sel: (sel.rank, sel.snapshot()))


def seeds(inst: Instance, pool: Pool, count: int) -> list[Selection]:
    """One greedy session begun with each of the candidates that promise most for their time."""
    empty, order = Selection(inst), waiting(inst, pool, inst.root)
    fitting = [k for _, k in order if empty.fits(k)]
    found = [Selection(inst, (k,)) for k in fitting[:count]]
    for sel in found:
        greedy(sel, order[:], inst.root)
    return found


def ruins(sel: Selection, pool: Pool) -> Selection:
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


def _refilled(sel: Selection, gone: tuple[int, ...], pool: Pool, beginnings: int) -> Selection:
    best, root = sel, sel.inst.root
    rest = sel.copy()
    for k in gone:
        rest.drop(k)
    bounds: Waiting = []
    found = sorted(offers(rest, pool, bounds), key=lambda o: (-o[1] / root[o[0]], o[0]))
    bounds.sort()
    for k, _, _ in found[:beginnings]:
        copy = rest.copy()
        copy.add(k)
        greedy(copy, bounds[:], root)
        if copy.rank < best.rank:
            best = copy
    return best
