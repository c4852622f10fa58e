"""Ways through the intake for tests: people, and the browser that posts for them."""

from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.intake.questions import Page, Question, questionnaire
from accounts.models import Consent, Intake, User

FLAGS = {
    option.slug: page.slug
    for page in reversed(questionnaire().pages)
    for question in page.questions
    if question.gives == "red-flags"
    for option in question.options
}


def page_of(slug: str) -> Page:
    return next(page for page in questionnaire().pages if page.slug == slug)


def question_of(slug: str) -> Question:
    return next(question for question in questionnaire().questions if question.slug == slug)


def url_of(page: str) -> str:
    return reverse("accounts:question", args=[page])


def healthy(question: Question) -> str | list[str]:
    """Posts what somebody without precautions and with a sore lower back would."""
    given = {"areas": ["lower-back"], "minutes": "12", "days": "3", "equipment": ["chair", "wall"]}
    if question.slug in given:
        return given[question.slug]
    if question.kind == "number":
        return "170" if question.slug == "height_cm" else "72"
    if question.kind == "scale":
        return "3"
    return "none" if question.kind == "many" else question.options[0].slug


def answers(**overrides: Any) -> dict[str, object]:
    """The whole intake of that person as values, on the pages that are theirs."""
    values: dict[str, object] = {}
    for question in questionnaire().questions:
        posted = healthy(question)
        values[question.slug] = {
            "many": [] if posted == "none" else posted,
            "scale": 3,
            "number": 170.0 if question.slug == "height_cm" else 72.0,
            "clearance": [],
        }.get(question.kind, posted)
    values |= overrides
    shown = {q.slug for page in questionnaire().shown(values) for q in page.questions}
    return {slug: value for slug, value in values.items() if slug in shown or slug in overrides}


def begin(client: Client, way: str = "full") -> str:
    return client.post(reverse("accounts:begin"), {"way": way}).url


def post(client: Client, url: str, **overrides: Any) -> Any:
    """Sees a page and answers it as a healthy person, but for the overrides."""
    shown = client.get(url)
    page = page_of(slug_of(url))
    assert all(f'name="{question.slug}"' in shown.text for question in page.questions)
    return client.post(url, {q.slug: overrides.get(q.slug, healthy(q)) for q in page.questions})


def slug_of(url: str) -> str:
    return url.split("?")[0].rstrip("/").rsplit("/", 1)[-1]


def walk(client: Client, url: str, **overrides: Any) -> list[str]:
    """The pages seen until something else than a question comes; the last is where it led."""
    seen = [url]
    while slug_of(seen[-1]) in {page.slug for page in questionnaire().pages}:
        seen.append(post(client, seen[-1], **overrides).url)
        assert len(seen) < 60, seen
    return seen


def create_intake(
    owner: User, values: dict[str, object], *, is_finished: bool = True, **fields: Any
) -> Intake:
    consent = Consent.objects.create(owner=owner, version="test")
    intake = Intake.objects.create(owner=owner, consent=consent, **fields)
    intake.record(values)
    if is_finished:
        intake.finish()
    return intake
