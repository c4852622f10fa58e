"""Somebody with three years of daily sessions. `python -m tests.bench.person` prints what their browser sends."""

import json
import uuid
from datetime import UTC, datetime, time, timedelta
from typing import Any

import django

SECRET = "s" * 32  # of the CSRF cookie; sent back as the token


def make() -> dict[str, str]:
    from django.conf import settings
    from django.test import Client

    from accounts.models import User
    from routines import demo
    from routines.models import Routine, Session
    from tests.accounts.intake.walking import answers, create_intake

    today = datetime.now(UTC).date()
    if not User.objects.filter(email=demo.EMAIL).exists():
        create_intake(demo.make(today), answers())
    person = User.objects.get(email=demo.EMAIL)
    routine = Routine.objects.filter(owner=person).latest("created_at")
    known = Session.objects.filter(owner=person).count()
    days = (today - timedelta(days=100 + ago) for ago in range(1095 - known))
    Session.objects.bulk_create(
        Session(
            owner=person,
            client_id=uuid.uuid4(),
            routine=routine,
            revision=1,
            started_at=datetime.combine(day, time(8), UTC),
            local_date=day,
            seconds=720,
            seconds_by_block={"strengthening": 300, "stretching": 240, "aerobic": 180},
            pain_before=day.day % 6,
            pain_after=day.day % 5,
        )
        for day in days
    )

    def cookie(who: Any) -> str:
        client = Client()
        client.force_login(who)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={SECRET}"

    newest = person.sessions.newest_first()[0]
    return {
        "cookie": cookie(person),
        "newcomer": cookie(newcomer()),
        "routine": str(routine.pk),
        "known": str(newest.client_id),
        "record": json.dumps(record(routine.pk, newest.items, today - timedelta(days=200))),
        "today": json.dumps(record(routine.pk, newest.items, today)),
    }


def newcomer() -> Any:
    """In the middle of the questions, before the one about sitting."""
    from accounts.intake.questions import questionnaire
    from accounts.models import User
    from tests.accounts.intake.walking import answers, create_intake

    guest = User.objects.create_guest()
    page = next(page for page in questionnaire().pages if page.slug == "sitting")
    asked = {question.slug for question in page.questions}
    before = {slug: value for slug, value in answers().items() if slug not in asked}
    create_intake(guest, before, is_finished=False)
    return guest


def record(routine: uuid.UUID, items: list[object], day: object) -> dict[str, object]:
    """What the player sends. Thousands go to a day long past, so that Today stays what it is."""
    return {
        "routine": str(routine),
        "revision": 1,
        "started_at": f"{day}T07:30:00+00:00",
        "time_zone": "Europe/London",
        "items": items,
        "pain_before": 3,
        "pain_after": 2,
        "effort": "right",
        "edit": 1,
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(make()))  # noqa: T201 - the answer
