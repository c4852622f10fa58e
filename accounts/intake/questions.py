"""What the intake asks, in which order and when: questions.toml as plain values."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

# Question to what was answered. None was skipped on purpose; a question that was not asked yet is absent.
Answers = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Option:
    """score: 0-3 toward the question's factor; a negative one lowers the others'. sets: a precaution it switches on.

    is_offered: whether it is shown to who has not given it; an answer either way.
    """

    slug: str
    label: str
    hint: str = ""
    score: int | None = None
    says: str = ""  # the answer as a sentence about the person
    sets: str = ""
    is_offered: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """Answers are, by kind: one: a slug; many: slugs, none of them is []; scale: 0-10; number: a float;
    clearance: the precautions that a clinician said yes to.
    """

    slug: str
    kind: str
    short: str
    label: str = ""
    hint: str = ""
    error: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    none: str = "None of these"
    gives: str = ""  # red-flags or precautions: what the ticked slugs are
    factor: str = ""
    outlook: str = ""  # body or mind
    sets: str = ""  # precaution switched on from at_least up
    at_least: int = 0
    bands: tuple[int, ...] = ()  # a scale's value scores 1, 2, 3 from these on
    says: str = "{}"
    unless_none: str = ""  # not required when that list was answered with none
    clash: str = ""  # what is said to a number above 0 beside a list answered with none
    preset: tuple[str, ...] = ()
    minimum: float = 0
    maximum: float = 0
    unit: str = ""
    example: str = ""  # another way to write a number
    low: str = ""
    high: str = ""

    @property
    def has_none(self) -> bool:
        """A list can be answered with none; one that comes filled in is emptied instead."""
        return self.kind == "many" and not self.preset

    @property
    def is_sign(self) -> bool:
        """Whether an answer switches a precaution on, beside the lists of conditions."""
        return bool(self.sets) or any(option.sets for option in self.options)

    def has_lost(self, value: object) -> bool:
        """Whether something was ticked that is asked no more, in another release or where a file comes from."""
        return self.kind == "many" and not chosen(value) <= {option.slug for option in self.options}

    def option(self, slug: object) -> Option | None:
        return next((option for option in self.options if option.slug == slug), None)

    def clashes(self, answers: Answers) -> bool:
        """A number above 0 beside “nothing”: one of the two was meant otherwise."""
        return bool(self.clash) and answers.get(self.unless_none) == [] and bool(answers.get(self.slug))

    def accepts(self, value: object) -> bool:
        """Whether `value` can be an answer to this question as it is asked today."""
        if value is None:
            return True
        if self.kind == "one":
            return self.option(value) is not None
        if self.kind in ("many", "clearance"):
            return isinstance(value, list)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return value in range(11) if self.kind == "scale" else self.minimum <= value <= self.maximum


@dataclass(frozen=True, slots=True)
class Condition:
    question: str = ""
    has: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    clearance: bool = False

    def holds(self, answers: Answers, *, needs_clearance: bool) -> bool:
        if self.clearance:
            return needs_clearance
        given = chosen(answers.get(self.question))
        return not given.isdisjoint(self.has) if self.has else given.isdisjoint(self.lacks)


@dataclass(frozen=True, slots=True)
class Page:
    slug: str
    part: str
    title: str
    questions: tuple[Question, ...]
    hint: str = ""
    why: str = ""
    quick: bool = False
    shown_if: tuple[Condition, ...] = ()

    @property
    def can_skip(self) -> bool:
        return not any(question.required for question in self.questions)

    @property
    def gives(self) -> bool:
        """Whether ticks on it are signs or conditions."""
        return any(question.gives for question in self.questions)


@dataclass(frozen=True, slots=True)
class Part:
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Questionnaire:
    parts: tuple[Part, ...]
    pages: tuple[Page, ...]
    questions: tuple[Question, ...]

    @property
    def safety_lists(self) -> tuple[Page, ...]:
        """Those that everybody is asked."""
        return tuple(page for page in self.pages if page.part == "safety" and not page.shown_if)

    def valid(self, answers: Answers) -> dict[str, object]:
        """Without what another day's questionnaire, or a file brought in, may have answered."""
        known = {question.slug: question for question in self.questions}
        return {
            slug: value for slug, value in answers.items() if slug in known and known[slug].accepts(value)
        }

    def shown(self, answers: Answers, *, needs_clearance: bool = False) -> tuple[Page, ...]:
        """The pages that these answers open. An answer on a closed page does not count: it opens nothing."""
        open_pages: list[Page] = []
        given: dict[str, object] = {}
        for page in self.pages:
            if all(condition.holds(given, needs_clearance=needs_clearance) for condition in page.shown_if):
                open_pages.append(page)
                given |= {q.slug: answers[q.slug] for q in page.questions if q.slug in answers}
        return tuple(open_pages)


def chosen(value: object) -> frozenset[str]:
    """The slugs in an answer, whatever its kind."""
    if isinstance(value, str):
        return frozenset([value])
    return (
        frozenset(item for item in value if isinstance(item, str)) if isinstance(value, list) else frozenset()
    )


@cache
def questionnaire() -> Questionnaire:
    data = tomllib.loads(Path(__file__).with_name("questions.toml").read_text())
    pages = tuple(_page(page) for page in data["pages"])
    return Questionnaire(
        parts=tuple(Part(**part) for part in data["parts"]),
        pages=pages,
        questions=tuple(question for page in pages for question in page.questions),
    )


def _page(data: dict[str, Any]) -> Page:
    questions = tuple(_question(question) for question in data["questions"])
    conditions = tuple(_condition(condition) for condition in data.get("shown_if", []))
    return Page(**data | {"questions": questions, "shown_if": conditions})


def _question(data: dict[str, Any]) -> Question:
    lists = {name: tuple(data.get(name, ())) for name in ("bands", "preset")}
    options = tuple(Option(**option) for option in data.get("options", []))
    return Question(**data | lists | {"options": options})


def _condition(data: dict[str, Any]) -> Condition:
    sets = {name: frozenset(data.get(name, ())) for name in ("has", "lacks")}
    return Condition(**data | sets)
