"""Where a request finds a person in the intake: on which walk, in which intake, and what is asked of them again."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from accounts.intake import recording
from accounts.intake.questions import Answers, Page, questionnaire
from accounts.intake.reading import catalogue, intakes_of, to_look_at, walk_of
from accounts.intake.walk import Walk
from accounts.models import Intake, User


@dataclass(frozen=True)
class Place:
    """Where a person is. intake: None until the first answer. before: what they said in an earlier intake.

    looking: the lists that are asked again, because a session was stopped for a new sign.
    """

    walk: Walk
    intake: Intake | None
    before: Answers
    looking: tuple[Page, ...] = ()

    def known(self, page: Page) -> Answers:
        """What stands in the page's fields; safety and health are always answered afresh."""
        if page in self.looking:  # "none of these" was said before the new sign
            return {slug: value for slug, value in self.walk.valid.items() if value}
        is_fresh = page.quick and page.part in ("safety", "health")
        return self.walk.valid if is_fresh else {**self.before, **self.walk.valid}


def place_of(request: HttpRequest) -> Place | None:
    """None for who has not pressed Start."""
    person = request.user if isinstance(request.user, User) else None
    intakes, looking = (intakes_of(person), to_look_at(person)) if person else ([], ())
    quick = recording.begun_quick(request)
    if quick is not None:
        return Place(Walk({}, catalogue(), quick=quick), None, _earlier(intakes), looking)
    if not intakes:
        return None
    return Place(walk_of(intakes[0]), intakes[0], _earlier(intakes[1:]), looking)


def _earlier(intakes: list[Intake]) -> dict[str, object]:
    return questionnaire().valid(intakes[0].values) if intakes else {}


def walking(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hands the view where the person is; without consent there is only the start page."""

    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        at = place_of(request)
        return redirect("accounts:intake") if at is None else view(request, at, *args, **kwargs)

    return wrapped
