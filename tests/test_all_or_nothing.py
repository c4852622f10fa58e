"""Each call to the database fails once, one after another: what is more than one row happens wholly or not at all."""

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from accounts import privacy
from accounts.models import User
from tests.factories import create_answers, create_person, create_routine, make_item, make_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_library")]
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
MOST = 60  # calls of one action; more would never end


class Failing:
    """Lets so many calls through, then fails each."""

    def __init__(self, after):
        self.left = after

    def __call__(self, execute, sql, parameters, many, context):
        is_bracket = sql.startswith(("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT"))
        self.left -= not is_bracket
        if self.left < 0 and not is_bracket:
            raise OperationalError("disk full")
        return execute(sql, parameters, many, context)


def state(*people):
    """All rows of these people, and whether they are here."""
    here = [User.objects.filter(pk=person.pk).exists() for person in people]
    rows = [privacy.export(person, now=NOW)["rows"] for person in people]
    return json.dumps([here, rows], default=str)


def outcomes(act, people):
    """What is there after each failure, until nothing fails any more."""
    found = []
    for after in range(MOST):
        with connection.execute_wrapper(Failing(after)):
            done = act()
        found.append(state(*people))
        if done:
            return found
    raise AssertionError("it never ends")


def tried(action):
    def act():
        try:
            action()
        except OperationalError:
            return False
        return True

    return act


@pytest.fixture
def person():
    person = create_person()
    create_answers(person)
    create_routine(person, make_plan(make_item(), make_item("bird-dog")))
    person.sessions.create(
        client_id=uuid4(), started_at=NOW, local_date=NOW.date(), pain_before=3, note="sore"
    )
    return person


@pytest.mark.asvs("V2.3.3", "V16.5.3")
def test_consent_is_taken_back_with_all_that_hangs_on_it_or_not_at_all(person):
    before = state(person)

    found = outcomes(tried(lambda: privacy.withdraw_consent(person, now=NOW)), [person])

    assert len(found) > 5
    assert set(found[:-1]) == {before} != {found[-1]}


@pytest.mark.asvs("V2.3.3", "V16.5.3")
def test_a_guest_becomes_an_account_with_everything_or_not_at_all(person):
    account = create_person("ann@example.org")
    before = state(person, account)

    found = outcomes(tried(lambda: privacy.merge(User.objects.get(pk=person.pk), account)), [person, account])

    assert len(found) > 10
    assert set(found[:-1]) == {before} != {found[-1]}


@pytest.mark.asvs("V2.3.3", "V16.5.3")
@pytest.mark.parametrize(
    ("name", "place"),
    [("change_item", {"block": "strengthening", "slug": "bridge", "action": "pin"}), ("duplicate", {})],
)
def test_what_is_sent_is_kept_wholly_or_answered_503(person, name, place):
    routine = person.routines.get()
    client = Client()
    client.force_login(person)
    client.get("/today/")
    address = reverse(f"routines:{name}", kwargs={"pk": routine.pk} | place)
    before = state(person)
    statuses = []

    def act():
        statuses.append(client.post(address, {"revision": "1"}).status_code)
        return statuses[-1] < 400

    found = outcomes(act, [person])

    assert set(found[:-1]) == {before} != {found[-1]}
    assert set(statuses[:-1]) == {503}
