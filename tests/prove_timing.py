"""`make prove-timing`: can a stranger tell from the time of an answer whether we know an email address?

Asks each door for addresses we know and for addresses we do not, in turn, and prints how well the times tell them
apart: 0.5 is a coin, 1.0 or 0.0 is certainty. A stranger sees these times only through the noise of a network.
"""

import argparse
import gc
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

Attempt = Callable[[str], object]
BOUNDS = 0.45, 0.55
PASSWORD = "a long password"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tries", type=int, default=500, help="of known and of unknown addresses each")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        found = [show(name, *times(attempt, arguments.tries)) for name, attempt in doors().items()]
    sys.exit(0 if all(found) else 1)


def show(name: str, known_times: list[float], unknown_times: list[float]) -> bool:
    told = auc(known_times, unknown_times)
    middle = [statistics.median(times) * 1000 for times in (known_times, unknown_times)]
    sys.stdout.write(f"{name:8} {told:.3f}   known {middle[0]:.2f} ms, unknown {middle[1]:.2f} ms\n")
    return BOUNDS[0] <= told <= BOUNDS[1]


def prepare(folder: Path) -> None:
    os.environ |= {
        "LOG_LEVEL": "ERROR",
        "VAR_DIR": str(folder),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    import django
    from django.conf import settings

    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.CACHES["default"]["BACKEND"] = "django.core.cache.backends.locmem.LocMemCache"
    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    from tests.accounts.test_signing_in import create_account

    logging.disable()
    setup_test_environment()
    call_command("migrate", verbosity=0)
    for number in range(20):
        create_account(known(number))


def known(number: int) -> str:
    return f"someone{number % 20:04}@example.org"


def unknown(number: int) -> str:
    return f"anybody{number % 20:04}@example.org"


def doors() -> dict[str, Attempt]:
    from django.urls import reverse

    return {
        "sign in": post(reverse("account_login"), lambda who: {"login": who, "password": "not that one"}),
        "sign up": post(reverse("account_signup"), lambda who: {"email": who, "password1": PASSWORD}),
        "code": post(reverse("account_request_login_code"), lambda who: {"email": who}),
        "reset": post(reverse("account_reset_password"), lambda who: {"email": who}),
    }


def post(url: str, fields: Callable[[str], dict[str, str]]) -> Attempt:
    from django.test import Client

    return lambda who: Client().post(url, fields(who))


def times(attempt: Attempt, tries: int) -> tuple[list[float], list[float]]:
    """Seconds for addresses we know, and for others."""
    taken: dict[Callable[[int], str], list[float]] = {known: [], unknown: []}
    for number in range(tries + 5):
        for kind in (known, unknown) if number % 2 else (unknown, known):
            seconds = timed(attempt, kind(number))
            if number >= 5:  # the first warm up
                taken[kind].append(seconds)
    return taken[known], taken[unknown]


def timed(attempt: Attempt, who: str) -> float:
    """Afterwards all is as it was: no new account, no used-up limit, no mail."""
    from django.core import mail
    from django.core.cache import cache
    from django.db import transaction

    cache.clear()
    mail.outbox = []
    gc.collect()
    with transaction.atomic():
        begun = time.perf_counter()
        attempt(who)
        seconds = time.perf_counter() - begun
        transaction.set_rollback(True)
    return seconds


def auc(some: list[float], others: list[float]) -> float:
    """The chance that one of `some` took longer than one of `others`."""
    longer = sum((a > b) + (a == b) / 2 for a in some for b in others)
    return longer / (len(some) * len(others))


if __name__ == "__main__":
    main()
