"""What goes every night, and what stays."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from routines.models import Routine
from tests.factories import create_person, create_routine

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def cache_table(settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "swept"}
    }
    call_command("createcachetable", verbosity=0)


def cached():
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM swept")
        return [key for (key,) in cursor.fetchall()]


def test_sweep_deletes_what_ran_out_and_nothing_else(cache_table, capsys):
    now, person = timezone.now(), create_person()
    create_routine(person, deleted_at=now - 8 * DAY)
    kept = [create_routine(person), create_routine(person, deleted_at=now - 6 * DAY)]
    Session.objects.create(session_key="old", session_data="", expire_date=now - DAY)
    Session.objects.create(session_key="new", session_data="", expire_date=now + DAY)
    cache.set("old", 1, timeout=-5)
    cache.set("new", 1, timeout=60)

    call_command("sweep")

    assert set(Routine.objects.all()) == set(kept)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
    assert cached() == [cache.make_key("new")]
    assert capsys.readouterr().out.split("\n")[:3] == [
        "1 deleted routines",
        "1 sign-ins that ran out",
        "1 cached rows that ran out",
    ]


def test_sweep_leaves_caches_that_are_not_in_the_database_alone():
    cache.set("new", 1)

    call_command("sweep")

    assert cache.get("new") == 1


def test_sweep_runs_every_night():
    assert "manage.py sweep" in (ROOT / "deploy/steadyback-daily.service").read_text()
