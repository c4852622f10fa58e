"""Which candidates a session has room for, what it still lacks, and which candidate would mend that best."""

from collections.abc import Iterator, Sequence
from math import inf

from routines.builder.lanes import TOP, WIDTH
from routines.builder.problem import POSTURE, Instance
from routines.builder.selection import GROUP, Selection


class Pool:
    """The candidates a search goes through. What it found out about a session is kept by the session's mask."""

    def __init__(self, inst: Instance, candidates: Sequence[int] | None = None) -> None:
        self.inst, self.lanes = inst, inst.lanes
        self.all = range(len(inst.candidates)) if candidates is None else candidates
        self.open = self.lanes.chosen(self.all)
        self._filled: dict[int, float] = {}  # by hole: no candidate makes more of it
        self._next: dict[tuple[int, int], int | None] = {}

    def fitting(self, sel: Selection) -> int:
        """The candidates that family, count, window and time leave room for."""
        lanes = self.lanes
        room = self.inst.shape.limit - sel.total - sel.moves
        timely = lanes.top + room * lanes.one - lanes.units - sel.moved
        return self.open & sel.room & timely & ~sel.taken

    def gains(self, sel: Selection) -> int:
        """What each candidate would bring, getting there included."""
        return sel.gains - POSTURE * sel.moved

    def replacement(self, sel: Selection, j: int) -> int | None:
        """What makes most of the session in the place of j, if that is better; of a session that lacks nothing."""
        value, mask = sel.value, sel.mask ^ 1 << j
        if self._filled.get(mask, inf) <= value:
            return None
        hole = sel.minus(j)
        among, gains = self.fitting(hole), self.gains(hole)
        if hole.lacking:
            among &= self._sufficient(hole)
        among &= self.lanes.above(gains, value - hole.value)
        if not among:
            self._filled[mask] = value
            return None
        return self.lanes.highest(gains, among)[1]

    def mending(self, sel: Selection, j: int) -> int | None:
        """What ends most of the lack of the session in the place of j, and then makes most of it, if that is better."""
        hole = sel.minus(j)
        fitting = self.fitting(hole)
        if not fitting:
            return None
        ended = self.lanes.top + self._ended(hole)
        most, _ = self.lanes.highest(ended, fitting)
        gain, k = self.lanes.highest(self.gains(hole), fitting & self.lanes.above(ended, most - 1))
        return k if (hole.lacking - most, -hole.value - gain) < min(sel.rank, hole.rank) else None

    def _sufficient(self, sel: Selection) -> int:
        """The candidates that would end the whole lack."""
        shape, lanes = self.inst.shape, self.lanes
        time = shape.least - sel.total - sel.moves
        found = lanes.top
        if time > 0:
            found &= lanes.top + lanes.units + sel.moved - time * lanes.one
        if sel.short:
            for block, low in enumerate(shape.low):
                if sel.time[block] < low:
                    found &= lanes.blocks[block] & ~lanes.within(block, low - sel.time[block] - 1)
            for g, least in enumerate(self.inst.minimum):
                if sel.members[g] < least:
                    found &= lanes.groups[g] if least - sel.members[g] == 1 else 0
        return found

    def _ended(self, sel: Selection) -> int:
        """How much of the lack each candidate would end."""
        shape, lanes = self.inst.shape, self.lanes
        total = 0
        if (time := shape.least - sel.total - sel.moves) > 0:
            total = lanes.lesser(lanes.units + sel.moved, time * lanes.one)
        for block, low in enumerate(shape.low):
            if sel.time[block] < low:
                total += lanes.upto(block, low - sel.time[block])
        for g, least in enumerate(self.inst.minimum):
            if sel.members[g] < least:
                total += GROUP * (lanes.groups[g] >> 31)
        return total

    def next(self, sel: Selection, thrift: int) -> int | None:
        """What brings most for its time; a block below its window, or a group without its number, comes first.

        thrift: how much time counts, in halves of what the candidate with the highest gain brings for its own.
        """
        key = sel.mask, thrift
        if key not in self._next:
            self._next[key] = next(self.ranked(sel, self._wanted(sel), thrift), None)
        return self._next[key]

    def ranked(self, sel: Selection, among: int, thrift: int = 1) -> Iterator[int]:
        """These candidates, those that bring most for their time first."""
        if not among:
            return
        lanes, gains = self.lanes, self.gains(sel)
        gain, first = lanes.highest(gains, among)
        price = max(0, gain * thrift // (2 * self.inst.units[first]))
        numbers = gains - price * lanes.units
        least = gain - price * self.inst.units[first]
        while among:
            _, k = lanes.highest(numbers, among, least)
            yield k
            least = 0
            among ^= TOP << WIDTH * k

    def _wanted(self, sel: Selection) -> int:
        """The candidates that fit and end a lack, or else that fit and are worth their time, or fill time lacking."""
        fitting = self.fitting(sel)
        if sel.short and (among := fitting & self._grouped(sel) or fitting & self._below(sel)):
            return among
        if sel.total + sel.moves < self.inst.shape.least:
            return fitting
        return fitting & self.lanes.above(self.gains(sel), 0)

    def _grouped(self, sel: Selection) -> int:
        """The candidates of groups without their number."""
        groups, found = zip(self.inst.minimum, sel.members, self.lanes.groups, strict=True), 0
        for least, n, members in groups:
            if n < least:
                found |= members
        return found

    def _below(self, sel: Selection) -> int:
        """The candidates of blocks below their windows; the last one of a block must be long enough to end that."""
        shape, lanes, found = self.inst.shape, self.lanes, 0
        for block, low in enumerate(shape.low):
            lack = low - sel.time[block]
            if lack > 0:
                last = sel.count[block] == shape.most[block] - 1
                found |= lanes.blocks[block] & ~lanes.within(block, lack - 1 if last else 0)
        return found
