"""A session under construction: candidates picked, and in whole numbers what it is worth and what it still lacks.

Upper limits (time, the top of each block's window, counts, one of a family) always hold. What may be lacking while
a session grows is counted by `lacking`: units below the lower limits, and groups not yet met.
"""

from array import array
from collections.abc import Iterable
from functools import reduce

from routines.builder import postures
from routines.builder.lanes import LANE, WIDTH, Row
from routines.builder.problem import POSTURE, Instance

GROUP = 60  # a missing group weighs as much as five minutes


class Selection:
    """A value: `plus` and `minus` give another one, the same whenever they lead to the same picks.

    mask: a bit for each pick. room: the candidates that family, count and window leave room for. gains: what each
    candidate is worth to it, getting there aside. short: units below the windows and in missing groups; lacking: and
    below the least time of the session. rank: smaller is better, nothing lacking first, then value.
    """

    __slots__ = (
        "_picked",
        "count",
        "cover",
        "gains",
        "inst",
        "key",
        "lacking",
        "mask",
        "members",
        "merit",
        "moved",
        "moves",
        "places",
        "rank",
        "room",
        "served",
        "short",
        "taken",
        "time",
        "total",
        "value",
    )

    def __init__(self, inst: Instance) -> None:
        """The empty one."""
        shape, lanes = inst.shape, inst.lanes
        self.inst = inst
        # Arrays, as the collector of garbage need not look into them.
        self.cover = array("H", [0] * len(inst.needs))
        self.time = array("H", [0] * 6)
        self.count = array("H", [0] * 6)
        self.members = [0] * len(inst.minimum)
        self.mask = self.total = self.merit = self.served = self.key = self.places = self.taken = 0
        self.short = sum(shape.low) + GROUP * sum(inst.minimum)
        self.gains = lanes.start
        self.room = sum([lanes.within(b, shape.high[b]) for b in range(6) if shape.most[b]])
        self.moves, self.moved = lanes.moved(0)
        self._weigh()

    @classmethod
    def of(cls, inst: Instance, picks: Iterable[int]) -> "Selection":
        return reduce(cls.plus, picks, cls(inst))

    def plus(self, k: int) -> "Selection":
        return self._other(k, 1)

    def minus(self, k: int) -> "Selection":
        return self._other(k, -1)

    def _other(self, k: int, by: int) -> "Selection":
        mask = self.mask ^ 1 << k
        found = self.inst.sessions.get(mask)
        if found is None:
            found = self.inst.sessions[mask] = Selection.__new__(Selection)
            found.mask = mask
            self._change(found, self.inst.lanes.rows[k], by)
        return found

    def _change(self, to: "Selection", row: Row, by: int) -> None:
        inst, lanes = self.inst, self.inst.lanes
        to.inst = inst
        to.total = self.total + by * row.units
        to.merit = self.merit + by * row.merit
        to.taken = self.taken ^ row.kin
        to.places = places = self.places + (by << row.place)
        to.key = self.key | row.bit if places >> row.place & 255 else self.key & ~row.bit
        to.moves, to.moved = lanes.moved(to.key)
        to.short, to.members = self.short, self.members
        self._spend(to, row, by)
        self._cover(to, row.pairs, by)
        if row.groups:
            to.members = [n + by * (row.groups >> g & 1) for g, n in enumerate(self.members)]
            to.short += GROUP * (self._missing(to.members) - self._missing(self.members))
        to._weigh()

    def _weigh(self) -> None:
        self._picked: tuple[int, ...] | None = None
        time = self.inst.shape.least - self.total - self.moves
        self.lacking = self.short + time if time > 0 else self.short
        self.value = self.served + self.merit - POSTURE * self.moves
        self.rank = self.lacking, -self.value

    def _spend(self, to: "Selection", row: Row, by: int) -> None:
        lanes, shape, block = self.inst.lanes, self.inst.shape, row.block
        most, high, low = shape.most[block], shape.high[block], shape.low[block]
        before, count = self.time[block], self.count[block]
        to.time, to.count, to.room = self.time[:], self.count[:], self.room
        to.time[block] = after = before + by * row.units
        to.count[block] = count + by
        if before < low or after < low:
            to.short += max(0, low - after) - max(0, low - before)
        if count < most:
            to.room ^= lanes.within(block, high - before)
        if count + by < most:
            to.room ^= lanes.within(block, high - after)

    def _cover(self, to: "Selection", pairs: Iterable[tuple[int, int]], by: int) -> None:
        lanes, phi, weights = self.inst.lanes, self.inst.phi, self.inst.weights
        columns, column = lanes.columns, lanes.column
        cover, served, gains = self.cover[:], self.served, self.gains
        for i, a in pairs:
            before, known = cover[i], columns[i]
            cover[i] = after = before + by * a
            served += weights[i] * (phi[after] - phi[before])
            gains += (known.get(after) or column(i, after)) - (known.get(before) or column(i, before))
        to.cover, to.served, to.gains = cover, served, gains

    def _missing(self, members: Iterable[int]) -> int:
        return sum([max(0, least - n) for least, n in zip(self.inst.minimum, members, strict=True)])

    @property
    def picked(self) -> tuple[int, ...]:
        """In order."""
        if self._picked is None:
            found, mask = [], self.mask
            while mask:
                found.append((mask & -mask).bit_length() - 1)
                mask &= mask - 1
            self._picked = tuple(found)
        return self._picked

    @property
    def units(self) -> int:
        return self.total + self.moves

    def units_with(self, k: int) -> int:
        return self.total + self.inst.units[k] + postures.cost(self.key | self.inst.bit[k])

    def gain(self, k: int) -> int:
        """What adding the candidate brings, getting there included."""
        inst = self.inst
        phi, weights, cover = inst.phi, inst.weights, self.cover
        served = sum([weights[i] * (phi[cover[i] + a] - phi[cover[i]]) for i, a in inst.pairs[k]])
        return served + inst.merit[k] - POSTURE * (postures.cost(self.key | inst.bit[k]) - self.moves)

    def loss(self, k: int) -> int:
        """What the session would be worth less without the pick."""
        return self.value - self.minus(k).value

    def holds_kin(self, k: int) -> bool:
        """Whether a pick is of the same family."""
        return bool(self.taken >> (WIDTH * k) & LANE)

    def fits(self, k: int) -> bool:
        inst, shape = self.inst, self.inst.shape
        block = inst.block[k]
        return (
            not self.holds_kin(k)
            and self.count[block] < shape.most[block]
            and self.time[block] + inst.units[k] <= shape.high[block]
            and self.units_with(k) <= shape.limit
        )
