"""Answers in words: the page that shows them all, and what changed between two intakes."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.intake.questions import Answers, Page, Part, Question, chosen, questionnaire
from accounts.intake.walk import Walk


@dataclass(frozen=True, slots=True)
class Line:
    """words: one entry for each row that was ticked."""

    page: Page
    question: Question
    words: tuple[str, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Change:
    question: Question
    before: str
    now: str


def summary(walk: Walk) -> list[tuple[Part, list[Line]]]:
    parts = []
    for part in questionnaire().parts:
        lines = [
            line(page, q, walk.valid) for page in walk.pages if page.part == part.slug for q in page.questions
        ]
        if lines:
            parts.append((part, lines))
    return parts


def line(page: Page, question: Question, answers: Answers) -> Line:
    return Line(page, question, in_words(question, answers), answers.get(question.slug) is None)


def changed(before: Answers, now: Answers) -> list[Change]:
    """Only questions answered both times: something asked for the first time has not changed."""
    both = [
        q for q in questionnaire().questions if before.get(q.slug) is not None and now.get(q.slug) is not None
    ]
    words = [Change(q, "; ".join(in_words(q, before)), "; ".join(in_words(q, now))) for q in both]
    return [change for change in words if change.before != change.now]


def in_words(question: Question, answers: Answers) -> tuple[str, ...]:
    value = answers.get(question.slug)
    if value is None:
        return (_("Left open") if question.slug in answers else _("Not asked yet"),)
    if question.kind == "clearance":
        return (question.options[0 if value else 1].label,)
    if isinstance(value, int | float):
        if question.unit:
            return (f"{value:g} {question.unit}",)
        return (_("%(value)s out of 10") % {"value": value},)
    labels = [option.label for option in question.options if option.slug in chosen(value)]
    return tuple(labels) or (question.none,)
