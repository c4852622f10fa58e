"""The quick start without keeping anything: each post brings all that was told before and is read afresh."""

from dataclasses import dataclass

from django.http import QueryDict

from accounts.intake.forms import PageForm
from accounts.intake.questions import Page
from accounts.intake.walk import Walk
from exercises.catalogue import Catalogue

# Fields beside the answers: the pages shown so far, and the button that goes back.
ASKED, BACK = "page", "back"


@dataclass(frozen=True, slots=True)
class Told:
    """form: the page to show next, None when all is told or a sign stops it. carried: what it has to bring again."""

    walk: Walk
    form: PageForm | None
    carried: tuple[tuple[str, str], ...]


def replay(data: QueryDict, catalogue: Catalogue) -> Told:
    """Whatever is missing, unreadable or forged is asked again: nothing after it counts."""
    asked = data.getlist(ASKED)
    is_back = BACK in data
    believed = frozenset(asked[:-2] if is_back else asked)
    walk = Walk({}, catalogue, quick=True)
    carried: list[tuple[str, str]] = []
    while not walk.is_stopped and (page := walk.next_open):
        form = PageForm(page, data, answers={}, uncleared=walk.uncleared)
        if page.slug not in believed:
            known = form.cleaned_data if is_back and form.is_valid() else {}
            return Told(walk, PageForm(page, answers=known, uncleared=walk.uncleared), tuple(carried))
        if not form.is_valid():
            return Told(walk, form, tuple(carried))
        carried += as_posted(page, data)
        walk = Walk({**walk.answers, **form.cleaned_data}, catalogue, quick=True)
    return Told(walk, None, tuple(carried))


def as_posted(page: Page, data: QueryDict) -> list[tuple[str, str]]:
    answers = [(question.slug, value) for question in page.questions for value in data.getlist(question.slug)]
    return [(ASKED, page.slug), *answers]
