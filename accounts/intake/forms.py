"""One page of questions as a form: what was posted becomes answers, or a message beside what was posted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from accounts.intake.measures import measured
from accounts.intake.questions import Answers, Option, Page, Question, chosen

NONE = "none"  # the row that stands apart: none of these
SHOWN = 100  # characters of unreadable input that are shown again
BRIEF = 24  # characters of an answer that fits half a line
SCALE = tuple(str(number) for number in range(11))


class Posted(forms.Widget):
    """All values of a name: a browser sends one radio once, anything else is not from our page."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        return data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name, [])


class QuestionField(forms.Field):
    """Cleans the posted values of one question to its answer; None when it was left open."""

    widget = Posted

    def __init__(self, question: Question, uncleared: Iterable[str] = ()) -> None:
        super().__init__(required=False, label=question.label or question.short)
        self.question = question
        self.uncleared = sorted(uncleared)

    def clean(self, value: list[str]) -> object:
        if self.question.kind == "many":
            return self.clean_many(value)
        if len(value) > 1:
            raise forms.ValidationError(_("Choose one answer only"))
        text = value[0].strip() if value else ""
        return CLEAN[self.question.kind](self, text) if text else None

    def clean_many(self, values: list[str]) -> list[str] | None:
        options = [option.slug for option in self.question.options]
        if set(values) - {*options, NONE}:
            raise forms.ValidationError(_("Choose from the answers on this page"))
        if NONE in values and len(set(values)) > 1:
            message = _("Choose “%(none)s” or the rows that fit, not both")
            raise forms.ValidationError(message % {"none": self.question.none})
        if not values and not self.question.preset:
            return None
        return [slug for slug in options if slug in values]

    def clean_one(self, text: str) -> str:
        if self.question.option(text) is None:
            raise forms.ValidationError(_("Choose from the answers on this page"))
        return text

    def clean_clearance(self, text: str) -> list[str]:
        """The precautions that the yes was given for, so that one ticked later asks again."""
        return self.uncleared if self.clean_one(text) == "yes" else []

    def clean_scale(self, text: str) -> int:
        if text not in SCALE:
            raise forms.ValidationError(_("Choose a number from 0 to 10"))
        return int(text)

    def clean_number(self, text: str) -> float:
        question = self.question
        number = measured(text, question.unit)
        if number is None or not question.minimum <= number <= question.maximum:
            message = _("%(label)s: enter %(from)g to %(to)g %(unit)s, %(example)s, or leave it empty")
            values = {"label": question.short, "from": question.minimum, "to": question.maximum}
            values |= {"unit": question.unit, "example": question.example}
            raise forms.ValidationError(message % values)
        return number


CLEAN = {
    "one": QuestionField.clean_one,
    "scale": QuestionField.clean_scale,
    "number": QuestionField.clean_number,
    "clearance": QuestionField.clean_clearance,
}


@dataclass(frozen=True, slots=True)
class Row:
    """A question as the page shows it. `given` is what stands in it: posted, answered, or filled in to begin with."""

    question: Question
    given: frozenset[str]
    errors: list[str]

    @property
    def options(self) -> list[tuple[Option, bool]]:
        rows = [(option, option.slug in self.given) for option in self.question.options]
        return [(option, is_given) for option, is_given in rows if is_given or option.is_offered]

    @property
    def scale(self) -> list[tuple[str, bool]]:
        return [(number, number in self.given) for number in SCALE]

    @property
    def is_compact(self) -> bool:
        """Short answers stand two to a line."""
        return all(len(option.label) <= BRIEF and not option.hint for option in self.question.options)

    @property
    def is_none(self) -> bool:
        return NONE in self.given

    @property
    def text(self) -> str:
        return next(iter(self.given), "")[:SHOWN]


class PageForm(forms.Form):
    """answers: what is known already. uncleared: the precautions that a clinician's yes would cover."""

    def __init__(
        self, page: Page, data: Any = None, *, answers: Answers, uncleared: Iterable[str] = ()
    ) -> None:
        super().__init__(data)
        self.page = page
        self.known = answers
        self.fields = {question.slug: QuestionField(question, uncleared) for question in page.questions}

    def clean(self) -> dict[str, Any]:
        answered = self.cleaned_data
        for question in self.page.questions:
            is_open = answered.get(question.slug) is None and question.slug not in self.errors
            if is_open and question.required and answered.get(question.unless_none) != []:
                self.add_error(question.slug, question.error or _default_error(question))
            if question.clashes(answered):
                self.add_error(question.slug, question.clash)
        if not self.errors and not any(value is not None for value in answered.values()):
            first = self.page.questions[0]
            self.add_error(first.slug, _("Choose an answer, or skip the question"))
        return answered

    @property
    def is_blank(self) -> bool:
        """Asked for the first time: then the page is the same for everybody."""
        asked = self.page.questions
        return not self.is_bound and not any(q.slug in self.known or q.kind == "clearance" for q in asked)

    @property
    def rows(self) -> list[Row]:
        return [
            Row(question, self._given(question), [str(error) for error in self.errors.get(question.slug, ())])
            for question in self.page.questions
        ]

    def _given(self, question: Question) -> frozenset[str]:
        if self.is_bound:
            return frozenset(self[question.slug].data)
        return shown(question, self.known)


def _default_error(question: Question) -> str:
    if question.kind == "many":
        return _("Tick what fits, or “%(none)s”") % {"none": question.none}
    return _("Choose an answer")


def shown(question: Question, answers: Answers) -> frozenset[str]:
    """An answer as the rows that are ticked for it."""
    value = answers.get(question.slug)
    if question.slug not in answers:
        return frozenset(question.preset)
    if question.kind == "clearance":
        return frozenset(["yes" if value else "not-yet"]) if value is not None else frozenset()
    if isinstance(value, int | float):
        return frozenset([f"{value:g}"])
    return chosen(value) or (frozenset([NONE]) if value == [] and question.has_none else frozenset())
