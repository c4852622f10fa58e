"""Each query of a page fails in turn, as with a database that went away: 503 and when to come back, never a 500."""

import itertools
import json
from datetime import date
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from routines import demo

pytestmark = pytest.mark.django_db


class Failing:
    """From the query with this number on."""

    def __init__(self, number):
        self.number, self.asked = number, 0

    def __call__(self, execute, sql, params, many, context):
        self.asked += 1
        if self.asked >= self.number:
            raise OperationalError("gone")
        return execute(sql, params, many, context)


def answers(ask):
    """What comes while every query from the nth on fails, until the page is through before that."""
    for number in itertools.count(1):
        failing = Failing(number)
        with connection.execute_wrapper(failing):
            response = ask()
        yield response
        if failing.asked < number:
            return


@pytest.fixture
def person(loaded_library, client):
    person = demo.make(timezone.localdate())
    client.force_login(person)
    client.raise_request_exception = False
    return person


def test_a_page_without_database_says_when_to_come_back(client, person):
    for path in ("/", "/today/", "/routines/", "/progress/", "/exercises/", "/you/"):
        client.get(path)

        *failed, last = answers(lambda path=path: client.get(path))

        assert {(response.status_code, response.get("Retry-After")) for response in failed} == {(503, "5")}
        assert last.status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_session_that_cannot_be_kept_is_sent_again_later(client, person):
    body = json.dumps({"started_at": timezone.now().isoformat(), "items": []})
    name = uuid4()

    *failed, last = answers(lambda: client.put(f"/sessions/{name}/", body, "application/json"))

    assert {(response.status_code, response.get("Retry-After")) for response in failed} == {(503, "5")}
    assert (last.status_code, person.sessions.filter(client_id=name).count()) == (201, 1)


@pytest.mark.django_db(transaction=True)
def test_signing_in_without_database_says_when_to_come_back(client, person):
    client.logout()
    form = {"login": demo.EMAIL, "password": demo.PASSWORD}

    *failed, last = answers(lambda: client.post("/accounts/login/", form))

    assert {response.status_code for response in failed} == {503}
    assert last.status_code == 302


@pytest.mark.django_db(transaction=True)
def test_a_page_is_shown_though_the_day_cannot_be_written_down(client, person, full_disk):
    type(person).objects.filter(pk=person.pk).update(seen_on=date(2020, 1, 1))

    with full_disk:
        assert client.get("/today/").status_code == 200
