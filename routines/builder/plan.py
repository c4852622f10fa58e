"""What the builder answers: blocks of items, a reason for each, and what was left out. Plain and frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from exercises.catalogue import Action, Block, Dose


@dataclass(frozen=True, slots=True)
class Reason:
    """Which answer an item serves, in the person's words.

    kind: factor, region, need, pin, added, routine (every session needs a warm-up).
    share: its part of the item's value, 0-100.
    """

    kind: str
    key: str
    text: str
    share: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One exercise in a plan. `seconds` includes rests, both sides and the change-over.

    verdict and how: what the person's precautions ask to change ("Keep the arch small").
    chosen: pinned only because the person swapped it in or added it.
    """

    exercise: str
    block: Block
    position: str
    dose: Dose
    stage: int
    seconds: int
    reasons: tuple[Reason, ...]
    verdict: Action = Action.ALLOW
    how: tuple[str, ...] = ()
    pinned: bool = False
    gain: int = 0  # what the plan would lose without it, in the builder's points
    chosen: bool = False


ADDED_AGAIN = "When you add it again from its page in the library."


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An exercise the person might expect. kind: precaution, equipment, position, level, disliked or time."""

    exercise: str
    kind: str
    why: str
    until: str = ""  # what brings it back, in words


@dataclass(frozen=True, slots=True)
class UnderServed:
    """A need the library could not meet for this person."""

    need: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """items stand in the order they are done. value and bound are the builder's points; bound 0 means not computed.

    relaxed: the steps of the relax ladder that were needed, in words.
    """

    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...] = ()
    under_served: tuple[UnderServed, ...] = ()
    minutes: int = 15
    value: int = 0
    bound: int = 0
    relaxed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    stopped: str = ""  # why there is no routine: a red flag, or a clearance still to confirm
    block_seconds: Mapping[Block, int] = field(default_factory=dict)

    @property
    def seconds(self) -> int:
        return sum(item.seconds for item in self.items)

    def without_answers(self) -> "Plan":
        """The same exercises, and nothing that repeats what the person told us."""
        items = tuple(replace(item, reasons=(), verdict=Action.ALLOW, how=()) for item in self.items)
        return Plan(items, minutes=self.minutes, block_seconds=self.block_seconds)


@dataclass(frozen=True, slots=True)
class Alternative:
    """What could stand in an item's place. loss: points the plan would lose by it; below 0 it would gain."""

    item: Item
    loss: int


@dataclass(frozen=True, slots=True)
class Week:
    """days: 0 = Monday to the plan of that day. walk: minutes a week still to walk toward 150, and on how many days."""

    days: Mapping[int, Plan]
    aerobic_minutes: int
    walk_minutes: int
    walk_days: int
