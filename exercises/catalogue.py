"""What is in the library, as plain values: loading reads it, safety judges it, the builder chooses from it.

The database holds the same facts in `exercises.models`; `Exercise.objects.catalogue()` gives them back as these.
Everything is frozen and ordered by slug, so the same library is the same value in any process.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from exercises.vocabulary import AT_HOME


class Block(StrEnum):
    """The parts of a session in their order, and relief, which stands beside them."""

    WARM_UP = "warm-up"
    AEROBIC = "aerobic"
    STRENGTHENING = "strengthening"
    STRETCHING = "stretching"
    COOL_DOWN = "cool-down"
    RELIEF = "relief"

    @property
    def label(self) -> str:
        return "Low-impact aerobic" if self is Block.AEROBIC else self.value.capitalize()


class Action(StrEnum):
    """What a precaution says about an exercise, from mild to strict."""

    ALLOW = "allow"
    MODIFY = "modify"
    AVOID = "avoid"

    @property
    def severity(self) -> int:
        return list(Action).index(self)


class Clearance(StrEnum):
    """Whether a person should speak to a clinician first; `require` waits for their explicit yes."""

    NONE = "none"
    ADVISE = "advise"
    REQUIRE = "require"


class Urgency(StrEnum):
    """How fast a red flag must be seen: `emergency` and `urgent` stop the routine, `soon` keeps its card in view."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    SOON = "soon"


class Evidence(StrEnum):
    """Of a risk factor: strength of its link with back pain. Of an exercise: how well its kind is backed.

    strong: a guideline says it should be used (jospt-2021) or a good trial stands behind it. moderate: a guideline
    says it may be used, or it trains what general guidelines ask for. weak: practice only, or no better than control
    (stretching alone, owen-2020).
    """

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Dose:
    """One stage's prescription: either `minutes`, or sets of repetitions. Per side when the exercise is unilateral.

    hold and rest are seconds; `minutes` may be a fraction (0.5 = 30 s); per_week is days a week.
    """

    sets: int = 1
    reps: int = 1
    hold: int = 0
    rest: int = 0
    minutes: float | None = None
    per_week: int = 7
    scheme: str = ""  # "6-4-2": repetitions fall from set to set


@dataclass(frozen=True, slots=True)
class Rule:
    """Hits a variant when all of `all`, one of `any` (if given) and none of `none` are among its effective tags."""

    action: Action
    why: str
    how: str = ""
    any: frozenset[str] = frozenset()
    all: frozenset[str] = frozenset()
    none: frozenset[str] = frozenset()
    min_level: int = 0
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Precaution:
    slug: str
    name: str
    kind: str  # condition, symptom, state, limitation
    question: str
    clearance: Clearance
    rules: tuple[Rule, ...]
    sources: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """An exception: replaces what one precaution's rules say about one exercise."""

    precaution: str
    exercise: str
    action: Action
    why: str
    how: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement tag: what an exercise does to the body, and which other tags follow from it."""

    slug: str
    meaning: str
    implies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exercise:
    """doses: stage 1-3 (start, build, maintain) to dose. serves: risk factor to weight 0-100.

    easier: nearest first (same family, then the hardest of them). harder: what names this one as easier; an exercise
    that is never picked unasked is nobody's next step, except from another such exercise.
    """

    slug: str
    name: str
    blocks: tuple[Block, ...]
    regions: tuple[str, ...]
    positions: tuple[str, ...]
    equipment: tuple[str, ...]  # needed; empty when nothing is
    level: int  # 1-3, of the exercise itself
    tags: frozenset[str]
    doses: Mapping[int, Dose]
    aliases: tuple[str, ...] = ()
    helpful: tuple[str, ...] = ()
    unilateral: bool = False
    auto_select: bool = True  # False: only when a person asks for it by name
    easier: tuple[str, ...] = ()
    harder: tuple[str, ...] = ()
    serves: Mapping[str, int] = field(default_factory=dict)
    targets: Mapping[str, int] = field(default_factory=dict)  # a word of vocabulary.TARGETS to coverage 1-100
    family: str = ""  # progressions of one movement share it; at most one of a family in a block
    evidence: Evidence = Evidence.MODERATE
    summary: str = ""  # one line: the point of it
    steps: tuple[str, ...] = ()
    cue: str = ""  # at most nine words, said while it is done
    caution: str = ""
    sources: tuple[str, ...] = ()
    reviewed_on: date | None = None


@dataclass(frozen=True, slots=True)
class RiskFactor:
    slug: str
    name: str
    group: str
    evidence: Evidence
    evidence_note: str
    helped_by: tuple[Block, ...]
    habits: tuple[str, ...]
    summary: str = ""  # one myth-free sentence for the profile page
    changeable: bool = True
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RedFlag:
    slug: str
    question: str
    urgency: Urgency
    advice: str
    suspects: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Habit:
    slug: str
    category: str
    tip: str
    risk_factors: tuple[str, ...]
    why: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    slug: str
    name: str
    where: str
    status: str  # confirmed, secondary, general
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The whole library by slug. `version` is a digest of its content: equal versions hold equal facts."""

    version: str
    exercises: Mapping[str, Exercise]
    movements: Mapping[str, Movement]
    precautions: Mapping[str, Precaution]
    overrides: Mapping[tuple[str, str], Override]  # (precaution, exercise)
    risk_factors: Mapping[str, RiskFactor]
    red_flags: Mapping[str, RedFlag]
    habits: Mapping[str, Habit]
    sources: Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a person told us about themselves, as far as it decides which exercises fit: level is 1-3, the hardest."""

    precautions: frozenset[str] = frozenset()
    without_positions: frozenset[str] = frozenset()
    equipment: frozenset[str] = AT_HOME
    level: int = 3
