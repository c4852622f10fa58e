from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.ids import uuid7
from accounts.models import User
from accounts.prepared import Prepared

pytestmark = pytest.mark.django_db
SEEN = Prepared(
    lambda pk, day, then: User.objects.filter(pk=pk, seen_on=day, joined_at__lt=then),
    uuid7(),
    date(2026, 1, 1),
    datetime(2026, 1, 1, tzinfo=UTC),
)


@pytest.fixture
def person():
    return User.objects.create_user(seen_on=date(2026, 5, 4))


def test_prepared_finds_what_the_queryset_finds_each_time_for_other_values(person):
    other, now = User.objects.create_user(seen_on=date(2026, 5, 5)), timezone.now()

    assert list(SEEN.objects(person.pk, date(2026, 5, 4), now)) == [person]
    assert list(SEEN.objects(other.pk, date(2026, 5, 5), now)) == [other]
    assert list(SEEN.objects(other.pk, date(2026, 5, 4), now)) == []
    assert list(SEEN.objects(person.pk, date(2026, 5, 4), now - timedelta(days=1))) == []


def test_values_are_as_django_gives_them(person):
    User.objects.filter(pk=person.pk).update(settings={"voice": True})
    asked = User.objects.filter(pk=person.pk).values_list("pk", "joined_at", "seen_on", "settings", "email")
    prepared = Prepared(lambda pk: asked.filter(pk=pk), uuid7())

    assert prepared.values(person.pk) == list(asked)
    assert prepared.values(uuid7()) == []


def test_rows_are_texts_and_numbers_that_can_be_read_as_django_gives_them(person):
    User.objects.filter(pk=person.pk).update(stopped_at=timezone.now(), warned_on=None)
    fields = "pk", "joined_at", "stopped_at", "seen_on", "warned_on", "idle_warnings"
    asked = User.objects.filter(pk=person.pk).values_list(*fields)
    prepared = Prepared(lambda pk: asked.filter(pk=pk), uuid7())

    rows = prepared.rows(person.pk)

    assert {type(value) for value in rows[0]} == {str, int, type(None)}
    assert prepared.read(rows) == list(asked)


def test_objects_can_be_made_of_rows(person):
    rows = SEEN.rows(person.pk, date(2026, 5, 4), timezone.now())

    (made,) = SEEN.made_of(rows)

    assert (made.pk, made.joined_at, made.seen_on) == (person.pk, person.joined_at, person.seen_on)


def test_rows_are_equal_until_something_changes(person):
    def rows():
        return SEEN.rows(person.pk, date(2026, 5, 4), timezone.now() + timedelta(days=1))

    before = rows()
    same = rows()
    User.objects.filter(pk=person.pk).update(idle_warnings=1)

    assert before == same
    assert len(before) == 1
    assert rows() != before


def test_who_is_signed_in_costs_two_queries(client, person, django_assert_num_queries):
    client.force_login(person)
    person.see(timezone.localdate())

    with django_assert_num_queries(2):
        client.get("/offline/")


@pytest.mark.asvs("V7.4.2")
def test_somebody_who_may_not_sign_in_any_more_is_nobody(client, person):
    client.force_login(person)
    User.objects.filter(pk=person.pk).update(is_active=False)

    assert not client.get("/offline/").wsgi_request.user.is_authenticated


@pytest.mark.asvs("V7.2.1")
def test_a_session_that_ended_is_nobodys(client, person):
    client.force_login(person)
    Session.objects.update(expire_date=timezone.now())

    response = client.get("/offline/")

    assert not response.wsgi_request.user.is_authenticated
    assert client.session.session_key != client.cookies[settings.SESSION_COOKIE_NAME].value
