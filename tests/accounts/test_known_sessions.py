"""A process that knows a session asks for it and its person in one question. What happened meanwhile counts at once."""

from datetime import timedelta

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts import sessions
from accounts.models import User
from tests.accounts.test_sessions import is_in, key
from tests.factories import create_person

pytestmark = pytest.mark.django_db

ENDINGS = {
    "the session is deleted": lambda person: Session.objects.all().delete(),
    "the session is over": lambda person: Session.objects.update(expire_date=timezone.now()),
    "the person is deleted": lambda person: User.objects.filter(pk=person.pk).delete(),
    "the person may not sign in": lambda person: User.objects.filter(pk=person.pk).update(is_active=False),
    "the password is another": lambda person: User.objects.filter(pk=person.pk).update(password="other"),
    "the session is changed": lambda person: Session.objects.update(session_data="made:up"),
}


@pytest.fixture
def known(client):
    """A person whose session this process knows."""
    person = create_person()
    client.force_login(person)
    assert is_in(client)
    return person


@pytest.mark.asvs("V7.4.1", "V7.4.2")
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_known_session_ends_at_once(client, known, ending):
    assert is_in(client)

    ENDINGS[ending](known)

    assert not is_in(client)


def test_a_known_session_costs_one_query(client, known, django_assert_num_queries):
    known.see(timezone.localdate())

    with django_assert_num_queries(1):
        assert is_in(client)


@pytest.mark.asvs("V7.2.1")
def test_what_the_session_says_counts_and_not_who_it_was_last_time(client, known):
    other = create_person()
    session = sessions.SessionStore(key(client))
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(other.pk), other.get_session_auth_hash()
    session.save()

    assert client.get("/offline/").wsgi_request.user == other


@pytest.mark.parametrize("missing", [HASH_SESSION_KEY, SESSION_KEY, BACKEND_SESSION_KEY])
def test_a_known_session_that_lost_what_proves_it_is_nobodys(client, known, missing):
    session = sessions.SessionStore(key(client))
    del session[missing]
    session.save()

    assert not is_in(client)


def test_what_one_page_does_to_a_session_and_does_not_keep_no_other_page_sees(client, known):
    session = sessions.SessionStore(key(client))
    session["words"] = ["one"]
    session.save()

    for _ in range(2):
        sessions.SessionStore(key(client))["words"].append("two")

    assert sessions.SessionStore(key(client))["words"] == ["one"]


def test_who_is_found_with_a_session_is_as_the_database_has_them(client, known):
    User.objects.filter(pk=known.pk).update(settings={"voice": True}, time_zone="Asia/Tokyo")

    found = client.get("/offline/").wsgi_request.user

    assert (found.settings, found.time_zone) == ({"voice": True}, "Asia/Tokyo")
    assert found.joined_at == known.joined_at


def test_a_key_given_to_a_retired_secret_still_opens(client, known, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new one, as long as it takes to be one"

    assert is_in(client)
    assert is_in(client)


@pytest.mark.django_db(transaction=True)
def test_a_session_whose_end_cannot_be_moved_shows_pages_all_the_same(
    client, known, full_disk, loaded_library
):
    Session.objects.update(expire_date=timezone.now() + timedelta(days=3))

    with full_disk:
        during = client.get("/offline/").status_code
    client.get("/offline/")

    ends = Session.objects.get().expire_date - timezone.now()
    assert (during, ends > timedelta(days=89)) == (200, True)
