"""What the profile page shows: the factors that matter for a person, in the order and width they matter."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from accounts.intake.profile import FactorScore, Profile
from exercises.catalogue import Catalogue, Evidence, RiskFactor
from exercises.lessons import Lesson, lesson_on

LINK = {Evidence.STRONG: 3, Evidence.MODERATE: 2, Evidence.WEAK: 1}
A_LOT, SOME = 6, 3  # of 9: score times strength of the link
IN_COLUMN = 6
MEASURES = frozenset({"bother"})  # how much it is, rather than something to work on: never drawn


@dataclass(frozen=True, slots=True)
class Weighed:
    """name: in everyday words. weight: 3 a lot, 2 some, 1 a little. does: what the routine does about it."""

    factor: RiskFactor
    score: FactorScore
    weight: int
    name: str
    does: str

    @property
    def lesson(self) -> Lesson | None:
        """What to read about it."""
        return lesson_on(self.factor.slug)


@dataclass(frozen=True, slots=True)
class Portrait:
    """column: drawn, the heaviest first. more: the rest. known: what cannot change."""

    column: tuple[Weighed, ...]
    more: tuple[Weighed, ...]
    known: tuple[Weighed, ...]

    @property
    def top(self) -> tuple[Weighed, ...]:
        return self.column[:2]


def portrait(profile: Profile, catalogue: Catalogue) -> Portrait:
    found = [score for score in profile.factors if score.score and score.factor in catalogue.risk_factors]
    found.sort(key=lambda score: (-_points(score, catalogue), -(score.score or 0), score.factor))
    weighed = [_weighed(score, catalogue) for score in found if score.factor not in MEASURES]
    changeable = [item for item in weighed if item.factor.changeable]
    return Portrait(
        column=tuple(changeable[:IN_COLUMN]),
        more=tuple(changeable[IN_COLUMN:]),
        known=tuple(item for item in weighed if not item.factor.changeable),
    )


def _weighed(score: FactorScore, catalogue: Catalogue) -> Weighed:
    points = _points(score, catalogue)
    weight = 3 if points >= A_LOT else 2 if points >= SOME else 1
    factor = catalogue.risk_factors[score.factor]
    words = everyday_words().get(factor.slug, {})
    return Weighed(factor, score, weight, words.get("name", factor.name), words.get("does", ""))


def _points(score: FactorScore, catalogue: Catalogue) -> int:
    return (score.score or 0) * LINK[catalogue.risk_factors[score.factor].evidence]


@cache
def everyday_words() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("factors.toml").read_text())
