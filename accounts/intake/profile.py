"""Who a person is to the routine builder: what scoring makes of their answers. Plain and frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from exercises.catalogue import Limits, Urgency
from exercises.safety import ON_THE_FLOOR


@dataclass(frozen=True, slots=True)
class FactorScore:
    """One risk factor: 0-3, and None when it was not answered (never counted as 0)."""

    factor: str
    score: int | None
    because: str = ""  # the person's own answer in words: "More than 8 hours a day"
    rule: str = ""  # the rule that gave the score


@dataclass(frozen=True, slots=True)
class Profile:
    """minutes: a session's length, 5-45. days: a week, 2-7. pain: NRS 0-10 now.

    stage: 1-3, where doses start. level: the hardest exercise level to offer, 1-3.
    unconfirmed: precautions that need a clinician's clearance the person has not confirmed; while any is here
    no routine is built. `outlook` is low, medium or high, None when not asked.
    """

    factors: tuple[FactorScore, ...] = ()
    precautions: frozenset[str] = frozenset()
    unconfirmed: frozenset[str] = frozenset()
    red_flags: tuple[str, ...] = ()
    urgency: Urgency | None = None  # the worst red flag's
    regions: frozenset[str] = frozenset()  # where it hurts
    pain: int | None = None
    outlook: str | None = None
    age_band: str = ""
    minutes: int = 15
    days: int = 3
    stage: int = 1
    level: int = 1
    equipment: frozenset[str] = frozenset()
    without_positions: frozenset[str] = frozenset()
    goal: str = ""
    disliked: frozenset[str] = frozenset()
    pinned: frozenset[str] = frozenset()
    # Exercise to how many sessions ago it was last done, 1-3.
    recent: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_unknown(self) -> bool:
        """Nothing is known of the person's health, as after they took their consent back: scoring names each factor."""
        return not self.factors

    @property
    def ceiling(self) -> int:
        """The hardest level that is ever offered unasked, however easy the ones before have become."""
        return 2 if self.age_band == "75-up" else 3

    @property
    def limits(self) -> Limits:
        """As far as the library needs to know the person."""
        floor = ON_THE_FLOOR if "floor" in self.without_positions else frozenset[str]()
        return Limits(self.precautions, self.without_positions | floor, self.equipment, self.level)

    @property
    def scores(self) -> dict[str, int]:
        """Answered factors only."""
        return {f.factor: f.score for f in self.factors if f.score is not None}
