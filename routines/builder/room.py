"""Which candidates a session has room for, and what it still lacks."""

from collections.abc import Iterable

from routines.builder.problem import Instance
from routines.builder.selection import GROUP, Selection


class Pool:
    """The candidates a search goes through. blocks: (candidate, units, family) of each block."""

    __slots__ = ("all", "blocks")

    def __init__(self, inst: Instance, candidates: Iterable[int]) -> None:
        self.all = list(candidates)
        self.blocks: list[list[tuple[int, int, int]]] = [[] for _ in inst.shape.most]
        for k in self.all:
            self.blocks[inst.block[k]].append((k, inst.units[k], inst.family[k]))


def fitting(sel: Selection, pool: Pool) -> list[tuple[int, int]]:
    """Candidates and their units that family, count and the window of their block leave room for."""
    taken = sel.families
    found: list[tuple[int, int]] = []
    for room, entries in zip(room_left(sel), pool.blocks, strict=True):
        if room > 0:
            found += [(k, t) for k, t, family in entries if t <= room and not taken & family]
    return found


def room_left(sel: Selection) -> list[int]:
    """Units that the window of each block leaves; -1 where it holds as many as it may."""
    shape = sel.inst.shape
    return [
        high - time if count < most else -1
        for high, time, count, most in zip(shape.high, sel.time, sel.count, shape.most, strict=True)
    ]


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
