"""Somebody with three years of daily sessions. `python -m tests.bench.person` prints their cookie and routine."""

import json
import uuid
from datetime import UTC, datetime, time, timedelta

import django


def make() -> dict[str, str]:
    from django.conf import settings
    from django.test import Client

    from accounts.models import User
    from routines import demo
    from routines.models import Routine, Session

    today = datetime.now(UTC).date()
    if not User.objects.filter(email=demo.EMAIL).exists():
        demo.make(today)
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
    client = Client()
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}", "routine": str(routine.pk)}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(make()))  # noqa: T201 - the answer
