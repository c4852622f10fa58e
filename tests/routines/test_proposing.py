from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from routines.models import Session
from routines.proposing import DONE, last_done
from tests.factories import create_person

pytestmark = pytest.mark.django_db


def create_session(person, day, **fields):
    started = datetime(2026, 5, day, 8, tzinfo=UTC)
    return Session.objects.create(
        owner=person, client_id=uuid4(), started_at=started, local_date=date(2026, 5, day), **fields
    )


def read(person):
    return last_done(person, DONE.rows(person.pk))


def test_what_was_done_last_is_read_once(django_assert_num_queries):
    person = create_person()
    create_session(person, 1)

    with django_assert_num_queries(2):
        read(person)
    with django_assert_num_queries(1):
        read(person)


def test_a_session_that_is_new_changed_or_gone_is_seen():
    person = create_person()
    first, second = create_session(person, 1, pain_after=3), create_session(person, 2, pain_after=4)
    before = [one.pain_after for one in read(person)]

    first.check_in(pain_after=7, effort="", note="")
    create_session(person, 3, pain_after=5)
    second.delete()

    assert before == [3, 4]
    assert [one.pain_after for one in read(person)] == [7, 5]
