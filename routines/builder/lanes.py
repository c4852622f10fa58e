"""All candidates side by side in one long whole number, a lane of 32 bits for each, so that one sum weighs them all.

A lane holds zero as TOP: its top bit says that the number is not below zero, and a set of candidates is a number with
those top bits alone. Python adds two numbers of a few hundred lanes in less time than it looks up five values.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from math import inf
from struct import pack, unpack
from typing import TYPE_CHECKING, NamedTuple

from routines.builder import postures

if TYPE_CHECKING:
    from routines.builder.problem import Instance

WIDTH = 32
TOP = 1 << (WIDTH - 1)
LANE = (1 << WIDTH) - 1
PLACE = 8


def packed(numbers: Sequence[int]) -> int:
    return int.from_bytes(pack(f"<{len(numbers)}I", *numbers), "little")


def whole(chosen: int) -> int:
    """The chosen lanes filled with ones."""
    return (chosen << 1) - (chosen >> (WIDTH - 1))


@lru_cache(maxsize=64)
def lines(u: int) -> tuple[tuple[float, int, int], ...]:
    return (u / 2, 12, 0), (3 * u / 2, 5, 7 * u // 2), (3 * u, 2, 8 * u), (inf, 1, 11 * u)


class Row(NamedTuple):
    """A candidate. kin: the candidates of its family; place: where the picks of its block and posture are counted."""

    block: int
    units: int
    merit: int
    pairs: tuple[tuple[int, int], ...]
    kin: int
    bit: int
    place: int
    groups: int


class Lanes:
    """The columns of a problem as lanes, and what is asked of them again and again, kept."""

    def __init__(self, inst: "Instance") -> None:
        self._columns = inst.block, inst.units, inst.merit, inst.pairs, inst.family, inst.bit, inst.groups
        self._phi, self._saturation, self._weights = inst.phi, inst.shape.saturation, inst.weights
        self.size = len(inst.candidates)
        self.one = packed([1] * self.size)
        self.top = self.one << (WIDTH - 1)
        self.units = packed(inst.units)
        self.start = packed([TOP + potential for potential in inst.potential])
        self.coverage = self._covered(inst.pairs)
        self.columns: list[dict[int, int]] = [{} for _ in inst.weights]
        by_block = self._by(inst.block)
        self.blocks = [by_block.get(block, 0) for block in range(6)]
        self.groups = [
            self.chosen([k for k, g in enumerate(inst.groups) if g >> n & 1])
            for n in range(len(inst.minimum))
        ]
        self._postures = self._by(inst.posture)
        self._moved: dict[int, tuple[int, int]] = {}
        self._ways: dict[tuple[int, tuple[int, ...]], int] = {}
        self._within: dict[tuple[int, int], int] = {}
        self._upto: dict[tuple[int, int], int] = {}

    @cached_property
    def rows(self) -> list[Row]:
        *_, families, _bits, _groups = self._columns
        kin = self._by(families)
        return [
            Row(block, units, merit, pairs, kin[family], bit, bit.bit_length() * PLACE, groups)
            for block, units, merit, pairs, family, bit, groups in zip(*self._columns, strict=True)
        ]

    def _covered(self, rows: Sequence[Sequence[tuple[int, int]]]) -> list[tuple[int, int]]:
        """By need: the coverage of each candidate, and the largest."""
        found = [[0] * self.size for _ in self._weights]
        for k, pairs in enumerate(rows):
            for i, a in pairs:
                found[i][k] = a
        return [(packed(row), max(row, default=0)) for row in found]

    def column(self, need: int, covered: int) -> int:
        """What each candidate would add to the value of a need that is covered so far: the least of phi's lines."""
        found = self.columns[need].get(covered)
        if found is None:
            coverage, most = self.coverage[need]
            now, u, found = self._phi[covered], self._saturation, 0
            for end, slope, lift in lines(u):
                if covered < end:
                    line = slope * coverage + (slope * covered + lift - now) * self.one
                    found = self.lesser(found, line) if found else line
                    if covered + most <= end:
                        break
            found = self.columns[need][covered] = found * self._weights[need]
        return found

    def chosen(self, candidates: Iterable[int]) -> int:
        lanes = [0] * self.size
        for k in candidates:
            lanes[k] = TOP
        return packed(lanes)

    def _by(self, column: Sequence[int]) -> dict[int, int]:
        members: dict[int, list[int]] = {}
        for k, value in enumerate(column):
            members.setdefault(value, []).append(k)
        return {value: self.chosen(ks) for value, ks in sorted(members.items())}

    def moved(self, key: int) -> tuple[int, int]:
        """Units of getting about in a session with these postures, and those that each candidate adds."""
        found = self._moved.get(key)
        if found is None:
            now, detours = postures.detours(key)
            found = self._moved[key] = now, sum([self._more(*more) for more in enumerate(detours)])
        return found

    def _more(self, block: int, units: tuple[int, ...]) -> int:
        """The units of getting to each candidate of a block, from those of each posture."""
        found = self._ways.get((block, units))
        if found is None:
            ones = [(units[p], members & self.blocks[block]) for p, members in self._postures.items()]
            found = self._ways[block, units] = sum([n * (members >> (WIDTH - 1)) for n, members in ones])
        return found

    def within(self, block: int, room: int) -> int:
        """The candidates of a block that take so many units at most."""
        if room < 0:
            return 0
        found = self._within.get((block, room))
        if found is None:
            found = self.blocks[block] & (self.top + room * self.one - self.units)
            self._within[block, room] = found
        return found

    def upto(self, block: int, most: int) -> int:
        """The units of the candidates of a block, no more than so many each."""
        found = self._upto.get((block, most))
        if found is None:
            found = self.least(self.units, most) & whole(self.blocks[block])
            self._upto[block, most] = found
        return found

    def least(self, numbers: int, most: int) -> int:
        """The numbers, none above `most`; here zero is zero."""
        return self.lesser(numbers, most * self.one)

    def lesser(self, numbers: int, others: int) -> int:
        """The smaller one in each lane; here zero is zero."""
        return numbers ^ ((numbers ^ others) & whole((self.top + numbers - others) & self.top))

    def above(self, numbers: int, least: int) -> int:
        """The candidates with more than so much."""
        return (numbers - (least + 1) * self.one) & self.top

    def highest(self, numbers: int, among: int, least: int = 0) -> tuple[int, int]:
        """The highest number among the chosen and the first candidate that has it. Climbs from one to a higher one.

        least: one of the chosen has so much, which spares what is below.
        """
        number = k = 0
        if least > 0:
            among &= numbers - least * self.one
        while among:
            k = (among & -among).bit_length() // WIDTH - 1
            number = (numbers >> WIDTH * k & LANE) - TOP
            among &= numbers - (number + 1) * self.one
        return number, k

    def read(self, numbers: int, among: int) -> list[tuple[int, int]]:
        """The chosen candidates and their numbers."""
        lanes = (numbers & whole(among)).to_bytes(self.size * WIDTH // 8, "little")
        return [(k, x - TOP) for k, x in enumerate(unpack(f"<{self.size}I", lanes)) if x]
