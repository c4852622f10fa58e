"""`python -m tests.live.people 8`: signs people in and prints their cookies; with --demo, one of them has a routine."""

import argparse
import json
from typing import Any

import django

SECRET = "s" * 32  # of the CSRF cookie; sent back as the token


def make(count: int, *, demo: bool) -> dict[str, Any]:
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from accounts.models import User
    from routines import demo as three_months

    def cookie(person: User) -> str:
        client = Client()
        client.force_login(person)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={SECRET}"

    people: dict[str, Any] = {"guests": [cookie(User.objects.create_guest()) for _ in range(count)]}
    if demo:
        person = three_months.make(timezone.localdate())
        people |= {"demo": cookie(person), "routine": str(person.routines.get().pk)}
    return people


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--demo", action="store_true")
    chosen = parser.parse_args()
    django.setup()
    print(json.dumps(make(chosen.count, demo=chosen.demo)))  # noqa: T201 - the answer
