import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from routines.models import Revision, Session
from tests.factories import create_person, create_routine, make_item, make_plan

BRIDGE = {"exercise": "bridge", "block": "strengthening", "seconds": 90, "sets": 2, "reps": 16}


def told(**fields):
    return {"started_at": timezone.now().isoformat(), "time_zone": "Asia/Tokyo", "items": [BRIDGE]} | fields


def put(client, client_id, body):
    return client.put(
        reverse("routines:record", args=[client_id]), json.dumps(body), content_type="application/json"
    )


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.asvs("V2.3.4")
@pytest.mark.django_db
def test_record_keeps_a_session_once_however_often_it_comes():
    person, client_id, body = create_person(), uuid4(), told(note="first")
    client = signed_in(person)

    answers = [put(client, client_id, body) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert len({answer.content for answer in answers}) == 1
    assert Session.objects.get().note == "first"


@pytest.mark.django_db
def test_record_keeps_the_latest_edit_in_any_order():
    person, client_id = create_person(), uuid4()
    client = signed_in(person)

    for edit, pain in ((2, 3), (1, None), (3, 5), (2, 3)):
        put(client, client_id, told(edit=edit, pain_after=pain))

    assert (Session.objects.get().edit, Session.objects.get().pain_after) == (3, 5)


@pytest.mark.django_db
def test_record_takes_three_queries(django_assert_num_queries):
    person = create_person()
    routine, client = create_routine(person), signed_in(person)
    body = told(routine=str(routine.pk), revision=1)
    put(client, uuid4(), told())  # notes in which time zone the person is
    put(client, uuid4(), told())  # notes that it is a new day there

    with django_assert_num_queries(3):
        put(client, uuid4(), body)

    assert Session.objects.get(routine=routine)


@pytest.mark.django_db
def test_the_day_is_that_of_the_place_where_a_person_was_last(time_machine, loaded_library):
    time_machine.move_to("2026-11-21T20:00:00Z")
    person = create_person()
    routine, client = create_routine(person), signed_in(person)

    def day():
        page = client.get(reverse("routines:session", args=[routine.pk]))
        return re.search(r'name="on_day" value="([0-9-]+)"', page.text)[1]

    days = [day()]
    for zone in ("Pacific/Auckland", "UTC", "Nowhere/Else", "America/New_York"):
        put(client, uuid4(), told(time_zone=zone))
        days.append(day())

    assert days == ["2026-11-21", "2026-11-22", "2026-11-22", "2026-11-22", "2026-11-21"]


@pytest.mark.django_db
def test_record_of_anothers_id_is_another_session():
    client_id = uuid4()

    statuses = [put(signed_in(create_person()), client_id, told()).status_code for _ in range(2)]

    assert statuses == [201, 201]
    assert Session.objects.count() == 2


@pytest.mark.django_db
def test_record_leaves_out_a_routine_of_somebody_else():
    routine = create_routine(create_person())

    put(signed_in(create_person()), uuid4(), told(routine=str(routine.pk)))

    assert Session.objects.get().routine is None


@pytest.mark.django_db
def test_record_says_when_nobody_is_signed_in(client):
    assert put(client, uuid4(), told()).status_code == 401


@pytest.mark.django_db
@pytest.mark.parametrize("body", ["", "{", "[]", json.dumps(["x"] * 10)])
def test_record_refuses_what_was_cut_off(body):
    client = signed_in(create_person())

    response = client.put(reverse("routines:record", args=[uuid4()]), body, content_type="application/json")

    assert response.status_code == 422


@pytest.mark.django_db
def test_record_keeps_a_note_that_was_cut_in_the_middle_of_an_emoji():
    person, half = create_person(), "\ud83d"

    kept = put(signed_in(person), uuid4(), told(note=f"better {half}", items=[BRIDGE | {"exercise": half}]))

    assert kept.status_code == 201
    session = Session.objects.get()
    assert (session.note, session.items[0]["exercise"]) == ("better ?", "?")


@pytest.mark.django_db
def test_record_refuses_the_future():
    later = (timezone.now() + timedelta(days=3)).isoformat()

    assert put(signed_in(create_person()), uuid4(), told(started_at=later)).status_code == 422


@pytest.mark.django_db
def test_what_hurt_sharply_is_left_out_of_the_routine_once():
    person = create_person()
    routine = create_routine(person, make_plan(make_item("bridge"), make_item("side-plank")))
    body = told(routine=str(routine.pk), revision=1, items=[BRIDGE | {"felt": "sharp"}])
    client, client_id = signed_in(person), uuid4()

    for _ in range(2):
        put(client, client_id, body)

    version = Revision.objects.get(number=2)
    assert version.change == "Left out because it hurt: Bridge."
    assert [item.exercise for item in version.plan.items] == ["side-plank"]
    assert version.plan.left_out[0].exercise == "bridge"
    assert "bridge" in version.profile.disliked
    assert Revision.objects.count() == 2


@pytest.mark.asvs("V15.3.1")
@pytest.mark.django_db
def test_token_says_who_is_signed_in(client):
    person = create_person()

    assert client.get(reverse("routines:token")).json()["person"] is None
    client.force_login(person)

    assert client.get(reverse("routines:token")).json()["person"] == str(person.pk)
