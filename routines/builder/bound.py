"""How good could any session be? A Lagrangian dual: prices for needs, time, windows, counts and groups.

At fixed prices the best session falls apart into one choice for each family and a set of postures, so it is found
exactly. Whatever the prices, its value is an upper bound; subgradient steps look for prices that make it small, and the
prices themselves show which candidates belong into good sessions.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

from routines.builder import postures
from routines.builder.problem import POSTURE, Instance
from routines.builder.selection import Selection

STEPS = 40
SCALE = 64  # prices of the final bound are whole 64ths
STEEPEST, FLATTEST = 12.0, 1.0  # slopes of phi
SPEED = 200.0  # a unit of time is worth so much more than a unit of coverage that its price must move faster
MARGIN = 500.0  # points of float error that no candidate is dropped for


@dataclass(slots=True)
class Prices:
    """slope by need, time over all, window and count by block, group by group. Slope, count and group are >= 0."""

    slope: list[float]
    time: float
    window: list[float] = field(default_factory=lambda: [0.0] * 6)
    count: list[float] = field(default_factory=lambda: [0.0] * 6)
    group: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The best session at the prices: its value, its candidates, the coverage it would like, and what each is worth."""

    value: float
    picked: list[int]
    cover: list[int]
    moves: int
    worth: list[float]


@dataclass(frozen=True, slots=True)
class Dual:
    bound: int
    worth: list[float]  # of each candidate at the last prices
    tries: list[list[int]]  # relaxed sessions worth repairing, the last first


class Relaxation:
    """The problem at prices. Candidates that cannot be in a better session than the incumbent are dropped for good."""

    def __init__(self, inst: Instance, pool: Sequence[int]) -> None:
        self.inst = inst
        self.keep(pool)
        self.marks = [
            0,
            inst.shape.saturation // 2,
            3 * inst.shape.saturation // 2,
            3 * inst.shape.saturation,
        ]

    def keep(self, candidates: Sequence[int]) -> None:
        self.alive = list(candidates)
        self.vectors = sorted({self.inst.vector[k] for k in self.alive})

    def solve(self, prices: Prices) -> Relaxed:
        value, cover = self._wanted(prices)
        worth = self._worth(prices)
        shape = self.inst.shape
        value += prices.time * (shape.limit if prices.time > 0 else shape.least)
        for block in range(6):
            window = prices.window[block]
            value += window * (shape.high[block] if window > 0 else shape.low[block])
            value += prices.count[block] * shape.most[block]
        value -= sum(p * least for p, least in zip(prices.group, self.inst.minimum, strict=True))
        gained, picked, moves = self._picks(worth, POSTURE + prices.time)
        return Relaxed(value + gained, picked, cover, moves, worth)

    def _wanted(self, prices: Prices) -> tuple[float, list[int]]:
        """The coverage each need would take at its price, and the value left after paying."""
        phi, total, cover = self.inst.phi, 0.0, []
        for weight, slope in zip(self.inst.weights, prices.slope, strict=True):
            best = max(self.marks, key=lambda c: phi[c] - slope * c)
            total += weight * (phi[best] - slope * best)
            cover.append(best)
        return total, cover

    def _worth(self, prices: Prices) -> list[float]:
        inst = self.inst
        paid = [w * s for w, s in zip(inst.weights, prices.slope, strict=True)]
        served = [0.0] * len(inst.vectors)
        for v in self.vectors:
            served[v] = sum([paid[i] * a for i, a in inst.vectors[v]])
        per_unit = [prices.time + window for window in prices.window]
        grouped = {g: sum(p for i, p in enumerate(prices.group) if g >> i & 1) for g in set(inst.groups)}
        worth = [-1e12] * len(inst.candidates)
        blocks, factor, vector, merit = inst.block, inst.factor, inst.vector, inst.merit
        units, count, groups = inst.units, prices.count, inst.groups
        for k in self.alive:
            b = blocks[k]
            worth[k] = (
                merit[k]
                + served[vector[k]] * factor[k] * 0.001
                - per_unit[b] * units[k]
                - count[b]
                + grouped[groups[k]]
            )
        return worth

    def _picks(self, worth: Sequence[float], move: float) -> tuple[float, list[int], int]:
        """The best of each family within the best set of postures; each but the first costs at least a move."""
        best: dict[int, dict[int, int]] = {}
        family, posture = self.inst.family, self.inst.posture
        for k in self.alive:
            if worth[k] > 0:
                of_family = best.setdefault(family[k], {})
                p = posture[k]
                if p not in of_family or worth[k] > worth[of_family[p]]:
                    of_family[p] = k
        alone = [0.0] * postures.WIDTH
        shared = [0.0] * postures.WIDTH
        several = []
        for of_family in best.values():
            if len(of_family) == 1:
                ((p, k),) = of_family.items()
                alone[p] += worth[k]
            else:
                several.append([(1 << p, worth[k]) for p, k in of_family.items()])
                for p, k in of_family.items():
                    shared[p] += worth[k]
        value, mask = max(
            (self._within(m, alone, several) - LEAST[m] * move, m) for m in _masks(alone, shared, move)
        )
        picked = [
            max((worth[k], -k) for k in inside)[1] * -1
            for of_family in best.values()
            if (inside := [k for p, k in of_family.items() if mask >> p & 1])
        ]
        return value, picked, LEAST[mask]

    def _within(self, mask: int, alone: list[float], several: list[list[tuple[int, float]]]) -> float:
        value = sum([alone[p] for p in MEMBERS[mask]])
        for choices in several:
            value += max([worth for bit, worth in choices if bit & mask], default=0.0)
        return value

    def drop_hopeless(self, relaxed: Relaxed, incumbent: int) -> None:
        room = relaxed.value - incumbent + MARGIN
        self.keep([k for k in self.alive if relaxed.worth[k] > -room])


def _least(mask: int) -> int:
    """Units that any session with these postures needs at least."""
    zones = bool(mask & 3) + bool(mask & ~3)
    return max(0, mask.bit_count() - 1) * postures.CHANGE + max(0, zones - 1) * postures.FLOOR


def _masks(alone: list[float], shared: list[float], move: float) -> list[int]:
    """The posture sets that can be best: all that pay for getting there by themselves, none that cannot."""
    most = max(range(postures.WIDTH), key=lambda p: alone[p] + shared[p])
    surely, perhaps = 0, [0]
    for p in range(postures.WIDTH):
        if alone[p] > (postures.CHANGE + postures.FLOOR) * move:
            surely |= 1 << p
        elif alone[p] + shared[p] > postures.CHANGE * move or p == most:
            perhaps += [mask | 1 << p for mask in perhaps]
    return [surely | mask for mask in perhaps]


LEAST = [_least(mask) for mask in range(postures.FULL + 1)]
MEMBERS = [[p for p in range(postures.WIDTH) if mask >> p & 1] for mask in range(postures.FULL + 1)]


def dual(inst: Instance, incumbent: Selection, pool: Sequence[int], steps: int = STEPS) -> Dual:
    """Looks for prices with the candidates of the pool; the last pass prices all, so the bound holds for all."""
    relaxation = Relaxation(inst, pool)
    prices = _first_prices(inst, incumbent)
    value = incumbent.value
    least, best, pace, stalled = float("inf"), prices, 1.0, 0
    tries: list[list[int]] = []
    relaxed = relaxation.solve(prices)
    for n in range(steps):
        if relaxed.value < least - 1:
            least, best, stalled = relaxed.value, _copy(prices), 0
        else:
            stalled += 1
        if stalled > 4:
            pace, stalled = pace * 0.6, 0
        if n % 3 == 0:
            tries.append(relaxed.picked)
        if n % 10 == 9 and not incumbent.lacking:
            relaxation.drop_hopeless(relaxed, value)
        _move(prices, inst, relaxed, pace * (relaxed.value - value))
        relaxed = relaxation.solve(prices)
    relaxation.keep(range(len(inst.candidates)))
    final = relaxation.solve(best)
    bound = least if len(pool) == len(inst.candidates) else final.value
    return Dual(ceil(bound) + 1, final.worth, tries[::-1])


def _first_prices(inst: Instance, incumbent: Selection) -> Prices:
    """What the incumbent pays: the slope of each need where it stands, and a low gain for its time."""
    phi = inst.phi
    slope = [float(phi[c + 1] - phi[c]) for c in incumbent.cover]
    rates = sorted(
        sum(inst.weights[i] * slope[i] * a for i, a in inst.pairs[k]) / inst.units[k]
        for k in incumbent.picked
    )
    return Prices(slope, 0.8 * rates[len(rates) // 4] if rates else 0.0, group=[0.0] * len(inst.minimum))


def _copy(prices: Prices) -> Prices:
    return Prices(prices.slope[:], prices.time, prices.window[:], prices.count[:], prices.group[:])


def _move(prices: Prices, inst: Instance, relaxed: Relaxed, gap: float) -> None:
    """One step against the subgradient, as long as the gap divided by its square (Polyak)."""
    shape = inst.shape
    cover = [-c for c in relaxed.cover]
    time, count, group = [0] * 6, [0] * 6, [-least for least in inst.minimum]
    for k in relaxed.picked:
        for i, a in inst.pairs[k]:
            cover[i] += a
        time[inst.block[k]] += inst.units[k]
        count[inst.block[k]] += 1
        for g in range(len(group)):
            group[g] += inst.groups[k] >> g & 1
    weighted = [w * c for w, c in zip(inst.weights, cover, strict=True)]
    total = sum(time) + relaxed.moves
    slack = (shape.limit if prices.time > 0 else shape.least) - total
    windows = [
        (high if price > 0 else low) - t
        for high, low, price, t in zip(shape.high, shape.low, prices.window, time, strict=True)
    ]
    counts = [most - n for most, n in zip(shape.most, count, strict=True)]
    norm = sum(g * g for g in weighted) + SPEED * SPEED * (slack * slack + sum(s * s for s in windows))
    norm += 1e6 * (sum(c * c for c in counts) + sum(g * g for g in group))
    length = max(0.0, gap) / max(1.0, norm)
    prices.slope = [
        min(STEEPEST, max(FLATTEST, s - length * g)) for s, g in zip(prices.slope, weighted, strict=True)
    ]
    prices.time -= length * SPEED * SPEED * slack
    prices.window = [p - length * SPEED * SPEED * s for p, s in zip(prices.window, windows, strict=True)]
    prices.count = [max(0.0, p - length * 1e6 * c) for p, c in zip(prices.count, counts, strict=True)]
    prices.group = [max(0.0, p - length * 1e6 * g) for p, g in zip(prices.group, group, strict=True)]
