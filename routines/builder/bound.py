"""How good could any session be? A Lagrangian dual: prices for needs, time, windows, counts and groups.

At fixed prices the best session falls apart into one choice for each family and a set of postures, so it is found
exactly. Whatever the prices, its value is an upper bound; subgradient steps look for prices that make it small, and the
prices themselves show which candidates belong into good sessions. Prices and values are whole 64ths of a point.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from routines.builder import postures
from routines.builder.lanes import TOP, packed, whole
from routines.builder.offers import Offer
from routines.builder.problem import POSTURE, Instance, joined
from routines.builder.selection import Selection

STEPS = 28
MORE = 6  # steps after what was not shortlisted has joined
SCALE = 64
STEEPEST, GENTLE, GENTLER, FLATTEST = 12 * SCALE, 5 * SCALE, 2 * SCALE, SCALE  # slopes of phi
SPEED = 200.0  # a unit of time is worth so much more than a unit of coverage that its price must move faster
FIRM = 1e6  # and a pick more than either
DEAREST = 1 << 19  # no price is higher, or a lane would not hold what it makes of a candidate


@dataclass(slots=True)
class Prices:
    """slope by need, time over all, window and count by block, group by group. Slope, count and group are >= 0."""

    slope: list[int]
    time: int
    window: list[int] = field(default_factory=lambda: [0] * 6)
    count: list[int] = field(default_factory=lambda: [0] * 6)
    group: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The best session at the prices: its value, its candidates, the coverage it would like; what each is worth."""

    value: int
    picked: list[int]
    cover: list[int]
    moves: int
    worth: int  # lanes


@dataclass(frozen=True, slots=True)
class Descent:
    """The best prices found, what is best at them, and relaxed sessions on the way."""

    prices: Prices
    least: Relaxed
    tries: list[list[int]]


@dataclass(frozen=True, slots=True)
class Dual:
    bound: int
    worth: list[int]  # of each candidate at the best prices
    tries: list[list[int]]  # relaxed sessions worth repairing, the last first, dearest candidates first


class Relaxation:
    """The problem at prices. Candidates that cannot be in a better session than the incumbent are dropped for good."""

    def __init__(self, inst: Instance) -> None:
        self.inst, self.lanes = inst, inst.lanes
        self.alive = self.lanes.top
        self.merit = packed([TOP + SCALE * merit for merit in inst.merit])
        self.units = [self.lanes.units & whole(block) for block in self.lanes.blocks]
        u = inst.shape.saturation
        self.marks = [(SCALE * inst.phi[c], c) for c in (u // 2, 3 * u // 2, 3 * u)]

    def solve(self, prices: Prices) -> Relaxed:
        worth = self._worth(prices)
        positive = self.lanes.read(worth, self.alive & self.lanes.above(worth, 0))
        value, cover = self._wanted(prices)
        gained, picked, moves = _picks(self.inst, positive, SCALE * POSTURE + prices.time)
        return Relaxed(value + _paid_back(prices, self.inst) + gained, picked, cover, moves, worth)

    def _wanted(self, prices: Prices) -> tuple[int, list[int]]:
        """The coverage each need would take at its price, and the value left after paying."""
        total, cover = 0, []
        for weight, slope in zip(self.inst.weights, prices.slope, strict=True):
            value, best = self.marks[(slope <= GENTLE) + (slope <= GENTLER)]
            total += weight * (value - slope * best)
            cover.append(best)
        return total, cover

    def _worth(self, prices: Prices) -> int:
        lanes, worth = self.lanes, self.merit
        for weight, slope, (coverage, most) in zip(
            self.inst.weights, prices.slope, lanes.coverage, strict=True
        ):
            if most:
                worth += weight * slope * coverage
        for block in range(6):
            if members := lanes.blocks[block]:
                worth -= (prices.time + prices.window[block]) * self.units[block]
                worth -= prices.count[block] * (members >> 31)
        for price, members in zip(prices.group, lanes.groups, strict=True):
            worth += price * (members >> 31)
        return worth

    def drop_hopeless(self, relaxed: Relaxed, incumbent: int) -> None:
        self.alive &= self.lanes.above(relaxed.worth, SCALE * incumbent - relaxed.value)


def _paid_back(prices: Prices, inst: Instance) -> int:
    """What limits are worth at their prices."""
    shape = inst.shape
    value = prices.time * (shape.limit if prices.time > 0 else shape.least)
    for block in range(6):
        window = prices.window[block]
        value += window * (shape.high[block] if window > 0 else shape.low[block])
        value += prices.count[block] * shape.most[block]
    return value - sum([p * least for p, least in zip(prices.group, inst.minimum, strict=True)])


def _split(inst: Instance, prices: Prices) -> tuple[list[Offer], list[Offer]]:
    """What was not shortlisted: those that may be worth something at the prices, and those that are not."""
    slopes = {need.key: need.weight * slope for need, slope in zip(inst.needs, prices.slope, strict=True)}
    unit = [prices.time + window for window in prices.window]
    dear: list[Offer] = []
    rest: list[Offer] = []
    for offer in inst.rest:
        full = sum([slopes[key] * a for key, a in offer.part.covered if key in slopes])
        fixed = SCALE * offer.merit - prices.count[offer.part.block]
        if offer.groups:
            fixed += sum([price for g, price in enumerate(prices.group) if offer.groups >> g & 1])
        time = unit[offer.part.block]
        worthy = any(full * o.factor > 1000 * (time * o.units - fixed) for o in offer.doses)
        (dear if worthy else rest).append(offer)
    return dear, rest


def _picks(inst: Instance, positive: Iterable[tuple[int, int]], move: int) -> tuple[int, list[int], int]:
    """The best of each family within the best set of postures; each but the first costs at least a move."""
    families = _best(inst, positive)
    alone, shared = [0] * postures.WIDTH, [0] * postures.WIDTH
    several = []
    for best in families:
        for p, (gain, _) in best.items():
            (alone if len(best) == 1 else shared)[p] += gain
        if len(best) > 1:
            several.append([(1 << p, gain) for p, (gain, _) in best.items()])
    value, mask = max(
        [(_within(m, alone, several) - LEAST[m] * move, m) for m in _masks(alone, shared, move)]
    )
    kept = [[found for p, found in best.items() if mask >> p & 1] for best in families]
    return value, [-max(found)[1] for found in sorted(kept, reverse=True) if found], LEAST[mask]


def _best(inst: Instance, positive: Iterable[tuple[int, int]]) -> list[dict[int, tuple[int, int]]]:
    """By family and posture, what its best candidate is worth, and the candidate below zero."""
    families: dict[int, dict[int, tuple[int, int]]] = {}
    family, posture = inst.family, inst.posture
    for k, gain in positive:
        best = families.setdefault(family[k], {})
        p = posture[k]
        if p not in best or gain > best[p][0]:
            best[p] = gain, -k
    return list(families.values())


def _within(mask: int, alone: list[int], several: list[list[tuple[int, int]]]) -> int:
    value = sum([alone[p] for p in MEMBERS[mask]])
    for choices in several:
        value += max([gain for bit, gain in choices if bit & mask], default=0)
    return value


def _least(mask: int) -> int:
    """Units that any session with these postures needs at least."""
    zones = bool(mask & 3) + bool(mask & ~3)
    return max(0, mask.bit_count() - 1) * postures.CHANGE + max(0, zones - 1) * postures.FLOOR


def _masks(alone: list[int], shared: list[int], move: int) -> list[int]:
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


def dual(inst: Instance, incumbent: Selection) -> Dual:
    """Looks for prices with the candidates of a problem, and for a bound over what was not shortlisted as well."""
    found = _descent(inst, incumbent, _first_prices(inst, incumbent), STEPS)
    worth = dict(inst.lanes.read(found.least.worth, inst.lanes.top))
    bound = _over_all(inst, incumbent, found) if inst.rest else found.least.value
    return Dual(-(-bound // SCALE), [worth[k] for k in range(len(inst.candidates))], found.tries[::-1])


def _over_all(inst: Instance, incumbent: Selection, found: Descent) -> int:
    """What is worth something at the prices joins the candidates, better prices are looked for, and all is priced."""
    dear, rest = _split(inst, found.prices)
    if dear:
        inst = joined(inst, dear, rest)
        found = _descent(inst, incumbent, found.prices, MORE)
        dear, rest = _split(inst, found.prices)
    return Relaxation(joined(inst, dear, rest)).solve(found.prices).value if dear else found.least.value


def _descent(inst: Instance, incumbent: Selection, prices: Prices, steps: int) -> Descent:
    relaxation = Relaxation(inst)
    value = incumbent.value
    relaxed = least = relaxation.solve(prices)
    best = prices
    pace, stalled = 1.0, 0
    tries: list[list[int]] = []
    for n in range(steps):
        stalled += 1
        if relaxed.value < least.value:
            least, best, stalled = relaxed, prices, 0
        if stalled > 4:
            pace, stalled = pace * 0.6, 0
        if n % 3 == 0:
            tries.append(relaxed.picked)
        if n % 10 == 9 and not incumbent.lacking:
            relaxation.drop_hopeless(relaxed, value)
        prices = _moved(prices, inst, relaxed, pace * (relaxed.value - SCALE * value))
        relaxed = relaxation.solve(prices)
    return Descent(best, least, tries)


def _first_prices(inst: Instance, incumbent: Selection) -> Prices:
    """What the incumbent pays: the slope of each need where it stands, and a low gain for its time."""
    phi = inst.phi
    slope = [phi[c + 1] - phi[c] for c in incumbent.cover]
    rates = sorted(
        sum(inst.weights[i] * slope[i] * a for i, a in inst.pairs[k]) / inst.units[k]
        for k in incumbent.picked
    )
    time = int(0.8 * SCALE * rates[len(rates) // 4]) if rates else 0
    return Prices([SCALE * s for s in slope], time, group=[0] * len(inst.minimum))


def _moved(prices: Prices, inst: Instance, relaxed: Relaxed, gap: float) -> Prices:
    """One step against the subgradient, as long as the gap divided by its square (Polyak)."""
    shape = inst.shape
    cover, time, count, group = _taken(inst, relaxed)
    weighted = [w * c for w, c in zip(inst.weights, cover, strict=True)]
    total = sum(time) + relaxed.moves
    slack = (shape.limit if prices.time > 0 else shape.least) - total
    windows = [
        (high if price > 0 else low) - t
        for high, low, price, t in zip(shape.high, shape.low, prices.window, time, strict=True)
    ]
    counts = [most - n for most, n in zip(shape.most, count, strict=True)]
    norm = sum([g * g for g in weighted]) + SPEED * SPEED * (slack * slack + sum([s * s for s in windows]))
    norm += FIRM * (sum([c * c for c in counts]) + sum([g * g for g in group]))
    length = max(0.0, gap) / max(1.0, norm)
    slow, fast = length * SPEED * SPEED, length * FIRM
    return Prices(
        [
            min(STEEPEST, max(FLATTEST, s - int(length * g)))
            for s, g in zip(prices.slope, weighted, strict=True)
        ],
        min(DEAREST, max(-SCALE * POSTURE, prices.time - int(slow * slack))),
        [min(DEAREST, max(-DEAREST, p - int(slow * s))) for p, s in zip(prices.window, windows, strict=True)],
        [min(DEAREST << 5, max(0, p - int(fast * c))) for p, c in zip(prices.count, counts, strict=True)],
        [min(DEAREST << 5, max(0, p - int(fast * g))) for p, g in zip(prices.group, group, strict=True)],
    )


def _taken(inst: Instance, relaxed: Relaxed) -> tuple[list[int], list[int], list[int], list[int]]:
    """Coverage by need beyond what it would like, time and picks by block, picks by group beyond its least."""
    cover = [-c for c in relaxed.cover]
    time, count, group = [0] * 6, [0] * 6, [-least for least in inst.minimum]
    for k in relaxed.picked:
        for i, a in inst.pairs[k]:
            cover[i] += a
        time[inst.block[k]] += inst.units[k]
        count[inst.block[k]] += 1
        if inst.groups[k]:
            group = [n + (inst.groups[k] >> g & 1) for g, n in enumerate(group)]
    return cover, time, count, group
