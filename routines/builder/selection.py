"""A session under construction: candidates picked, and in whole numbers what it is worth and what it still lacks.

Upper limits (time, the top of each block's window, counts, one of a family) always hold. What may be lacking while
a session grows is counted by `lacking`: units below the lower limits, and groups not yet met.
"""

from collections.abc import Iterable

from routines.builder import postures
from routines.builder.problem import POSTURE, Instance

GROUP = 60  # a missing group weighs as much as five minutes


class Selection:
    """Picks with their running sums. All changes go through `add` and `drop`, which undo each other exactly."""

    __slots__ = (
        "count",
        "cover",
        "families",
        "inst",
        "key",
        "marks",
        "members",
        "merit",
        "picked",
        "served",
        "time",
        "total",
    )

    def __init__(self, inst: Instance, picked: tuple[int, ...] = ()) -> None:
        self.inst = inst
        self.picked: list[int] = []
        self.cover = [0] * len(inst.needs)
        self.time = [0] * 6
        self.count = [0] * 6
        self.marks: dict[int, int] = {}
        self.members = [0] * len(inst.minimum)
        self.total = self.merit = self.served = self.families = self.key = 0
        for k in picked:
            self.add(k)

    def copy(self) -> "Selection":
        other = Selection.__new__(Selection)
        other.inst, other.picked = self.inst, self.picked[:]
        other.cover, other.time, other.count = self.cover[:], self.time[:], self.count[:]
        other.marks, other.members = self.marks.copy(), self.members[:]
        other.total, other.merit, other.served = self.total, self.merit, self.served
        other.families, other.key = self.families, self.key
        return other

    def add(self, k: int) -> None:
        inst = self.inst
        block, bit = inst.block[k], inst.bit[k]
        self.picked.append(k)
        phi, weights, cover = inst.phi, inst.weights, self.cover
        for i, a in inst.pairs[k]:
            c = cover[i]
            cover[i] = c + a
            self.served += weights[i] * (phi[c + a] - phi[c])
        self.time[block] += inst.units[k]
        self.count[block] += 1
        self.total += inst.units[k]
        self.merit += inst.merit[k]
        self.families |= inst.family[k]
        self.marks[bit] = self.marks.get(bit, 0) + 1
        self.key |= bit
        self._mark(inst.groups[k], 1)

    def drop(self, k: int) -> None:
        inst = self.inst
        block, bit = inst.block[k], inst.bit[k]
        self.picked.remove(k)
        phi, weights, cover = inst.phi, inst.weights, self.cover
        for i, a in inst.pairs[k]:
            c = cover[i]
            cover[i] = c - a
            self.served -= weights[i] * (phi[c] - phi[c - a])
        self.time[block] -= inst.units[k]
        self.count[block] -= 1
        self.total -= inst.units[k]
        self.merit -= inst.merit[k]
        self.families &= ~inst.family[k]
        self.marks[bit] -= 1
        if not self.marks[bit]:
            self.key &= ~bit
        self._mark(inst.groups[k], -1)

    def _mark(self, groups: int, by: int) -> None:
        g = 0
        while groups:
            if groups & 1:
                self.members[g] += by
            groups >>= 1
            g += 1

    @property
    def value(self) -> int:
        return self.served + self.merit - POSTURE * postures.cost(self.key)

    @property
    def units(self) -> int:
        return self.total + postures.cost(self.key)

    def units_with(self, k: int) -> int:
        return self.total + self.inst.units[k] + postures.cost(self.key | self.inst.bit[k])

    @property
    def lacking(self) -> int:
        shape = self.inst.shape
        time = shape.least - self.units
        lacking = time if time > 0 else 0
        for low, t in zip(shape.low, self.time, strict=True):
            if t < low:
                lacking += low - t
        for least, n in zip(self.inst.minimum, self.members, strict=True):
            if n < least:
                lacking += GROUP * (least - n)
        return lacking

    @property
    def rank(self) -> tuple[int, int]:
        """Smaller is better: nothing lacking first, then value."""
        return self.lacking, -self.value

    def gain(self, k: int) -> int:
        """What adding the candidate brings, getting there included."""
        inst = self.inst
        phi, weights, cover = inst.phi, inst.weights, self.cover
        served = sum([weights[i] * (phi[cover[i] + a] - phi[cover[i]]) for i, a in inst.pairs[k]])
        moved = postures.cost(self.key | inst.bit[k]) - postures.cost(self.key)
        return served + inst.merit[k] - POSTURE * moved

    def fits(self, k: int) -> bool:
        inst, shape = self.inst, self.inst.shape
        block = inst.block[k]
        return (
            not self.families & inst.family[k]
            and self.count[block] < shape.most[block]
            and self.time[block] + inst.units[k] <= shape.high[block]
            and self.units_with(k) <= shape.limit
        )

    def holds(self, picks: Iterable[int]) -> bool:
        return all(k in self.picked for k in picks)

    def snapshot(self) -> tuple[int, ...]:
        return tuple(sorted(self.picked))
