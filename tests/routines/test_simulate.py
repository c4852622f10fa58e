"""Made-up people: refused where they would do harm, and real enough for every page."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User
from exercises.loading.storing import load
from routines.models import Routine, Session
from tests.factories import create_person
from tests.prove_country.asking import asked
from tests.prove_country.judging import judge

on_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="simulate fills PostgreSQL only; `make postgres` runs this"
)


@pytest.fixture
def country(transactional_db):
    load()
    call_command("simulate", people=20, sessions_each=12)


def indexes():
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename LIKE 'routines_%' ORDER BY indexname")
        return cursor.fetchall()


@pytest.mark.skipif("connection.vendor == 'postgresql'", reason="about the other databases")
def test_simulate_refuses_another_database(db):
    with pytest.raises(CommandError, match="fills PostgreSQL only"):
        call_command("simulate")


@on_postgresql
@pytest.mark.parametrize(("people", "sessions_each"), [(0, 1), (1, -1), (1, 3001)])
def test_simulate_refuses_sizes_that_make_no_sense(db, people, sessions_each):
    with pytest.raises(CommandError, match="At least one person"):
        call_command("simulate", people=people, sessions_each=sessions_each)


@on_postgresql
def test_simulate_refuses_a_database_without_a_library(no_library):
    with pytest.raises(CommandError, match="library is empty"):
        call_command("simulate")


@on_postgresql
def test_simulate_leaves_a_database_with_people_alone(db):
    create_person()

    with pytest.raises(CommandError, match="holds 1 people"):
        call_command("simulate")


@on_postgresql
def test_simulate_makes_people_that_every_page_knows(country, client):
    person = User.objects.order_by("pk")[7]
    client.force_login(person)
    routine = person.routines.get()

    pages = ["/today/", "/routines/", f"/routines/{routine.pk}/", f"/routines/{routine.pk}/session/",
             "/progress/", "/habits/", "/profile/", "/you/"]  # fmt: skip
    status = {page: client.get(page).status_code for page in pages}

    assert status == dict.fromkeys(pages, 200)
    assert (User.objects.count(), Session.objects.count(), person.sessions.count()) == (20, 240, 12)
    assert routine.version.plan.items


@on_postgresql
def test_every_query_of_the_private_pages_has_an_index_to_use(country):
    questions = asked(User.objects.order_by("pk")[7])

    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")  # so few rows are read from end to end otherwise
        faults = {one.sql: judge(cursor, one.sql, most=112).faults for one in questions}
        without = judge(cursor, "SELECT name FROM routines_activity WHERE name = 'Dance'", most=112)
        cursor.execute("RESET enable_seqscan")

    assert without.faults == ["Seq Scan on routines_activity"]
    assert len(faults) > 30
    assert {sql: found for sql, found in faults.items() if found} == {}


@on_postgresql
def test_simulate_makes_the_same_indexes_again(transactional_db):
    load()
    before = indexes()

    call_command("simulate", people=2, sessions_each=2)

    assert indexes() == before


@on_postgresql
def test_simulate_adds_to_people_when_told(country):
    call_command("simulate", people=5, sessions_each=2, beside_others=True)

    assert (User.objects.count(), Routine.objects.count(), Session.objects.count()) == (25, 25, 250)
