from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from routines.adapting import leave_out_what_hurt
from routines.models import Revision, Routine
from routines.records import Done, Record
from tests.factories import create_answers, create_person, create_routine
from tests.routines.views.test_today import without_csrf

BUILD = "/build/"


def test_build_shows_a_plan_and_stores_nothing(here):
    page = here.get(BUILD)

    assert page.status_code == 200
    assert page.context["sheet"].minutes == 12
    assert Routine.objects.count() == 0


def test_build_shows_other_minutes_without_saving_them(here):
    assert here.get(BUILD, {"minutes": "20"}).context["plan"].minutes == 20


def test_build_looks_at_other_minutes_without_a_script_and_saves_nothing(here, person):
    page = here.post(BUILD, {"name": "Mornings", "minutes": "20", "look": "1"})

    assert (page.status_code, page.context["plan"].minutes, person.routines.count()) == (200, 20, 0)


@pytest.mark.parametrize("minutes", ["0", "4", "46", "-5", "x", "9" * 40, "\0", "1e1"])
def test_build_ignores_minutes_that_cannot_be(here, minutes):
    assert here.get(BUILD, {"minutes": minutes}).context["plan"].minutes == 12


def done_by(person, plan):
    items = [{"exercise": item.exercise, "block": item.block, "seconds": 60} for item in plan.items]
    now = timezone.now()
    person.sessions.create(client_id=uuid4(), started_at=now, local_date=now.date(), items=items)


def test_what_others_did_lately_changes_nothing_here(here, person):
    before = here.get(BUILD)
    done_by(create_person(), before.context["plan"])
    theirs = without_csrf(here.get(BUILD).text)
    done_by(person, before.context["plan"])
    mine = without_csrf(here.get(BUILD).text)

    assert theirs == without_csrf(before.text) != mine


def test_build_answers_htmx_with_the_preview_of_its_page(here):
    fragment = here.get(BUILD, {"minutes": "20"}, headers={"HX-Request": "true", "HX-Target": "preview"})

    assert fragment.text.lstrip().startswith('<div id="preview"')
    assert without_csrf(fragment.text).strip() in without_csrf(here.get(BUILD, {"minutes": "20"}).text)
    assert "HX-Target" in fragment.headers["Vary"]


def test_build_at_the_limit_keeps_what_was_typed(here, person, monkeypatch):
    monkeypatch.setattr(Routine, "MOST", 1)
    here.post(BUILD, {"name": "First", "minutes": "12"})

    page = here.post(BUILD, {"name": "Mornings", "minutes": "20"})

    assert page.status_code == 422
    assert "Delete one you do not need, then try again." in page.text
    assert 'value="Mornings"' in page.text
    assert (page.context["plan"].minutes, person.routines.count()) == (20, 1)


def test_build_saves_under_a_name_and_shows_it_today(here, person):
    response = here.post(BUILD, {"name": " Mornings ", "minutes": "20"})

    saved = Revision.objects.get()
    assert response.url == reverse("routines:today")
    assert (saved.routine.name, saved.owner, saved.plan.minutes, saved.profile.minutes) == (
        "Mornings",
        person,
        20,
        20,
    )


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": "", "minutes": "12"}, "Give your routine a name."),
        ({"name": "x" * 81, "minutes": "12"}, "Use 80 characters or fewer."),
        ({"name": "x" * 300_000, "minutes": "12"}, "Use 80 characters or fewer."),
        ({"name": "a\0b", "minutes": "12"}, "Null characters are not allowed."),
        ({"name": "Mornings", "minutes": "90"}, "Choose 45 minutes or fewer."),
        ({"name": "Mornings"}, "Choose how many minutes."),
    ],
)
def test_build_says_what_is_wrong_and_saves_nothing(here, fields, message):
    page = here.post(BUILD, fields)

    assert page.status_code == 422
    assert message in page.text
    assert Routine.objects.count() == 0


def test_build_without_a_person_leads_to_the_first_question(client, db):
    assert client.get(BUILD).url == reverse("accounts:intake")


def test_build_without_answers_leads_to_the_first_question(client, db):
    client.force_login(create_person())

    assert client.get(BUILD).url == reverse("accounts:intake")


def test_build_stops_for_a_sign_that_is_urgent(here, person):
    create_answers(person, nerves=["saddle-numbness"])

    assert here.get(BUILD).url == reverse("accounts:stop")
    assert here.post(BUILD, {"name": "Mornings", "minutes": "12"}).url == reverse("accounts:stop")
    assert Routine.objects.count() == 0


def test_build_names_the_clearance_it_waits_for(here, person, library):
    create_answers(person, health=["operation"], operation=["recent-spinal-surgery"])

    page = here.get(BUILD)

    assert library.precautions["recent-spinal-surgery"].name in page.text
    assert reverse("accounts:question", args=["clearance"]) in page.text
    here.post(BUILD, {"name": "Mornings", "minutes": "12"})
    assert Routine.objects.count() == 0


def test_build_keeps_the_card_of_a_sign_to_be_seen_soon(here, person):
    create_answers(person, pattern=["not-better"])

    assert "care--soon" in here.get(BUILD).text


def test_what_hurt_sharply_does_not_come_back_in_another_routine(here, person):
    before = here.get(BUILD).context["plan"]
    routine = create_routine(person, before)
    first, *rest = (item.exercise for item in before.items)
    hurt = Done(first, before.items[0].block, felt="sharp")

    leave_out_what_hurt(person, Record(timezone.now(), "UTC", (hurt,), routine=routine.pk))

    after = [item.exercise for item in here.get(BUILD).context["plan"].items]
    assert first not in after
    assert not set(rest).isdisjoint(after)
    here.post(BUILD, {"name": "Another", "minutes": 12})
    assert first in person.revisions.get(routine__name="Another").profile.disliked


def test_build_cannot_be_deleted(here):
    assert here.delete(BUILD).status_code == 405


def test_build_asks_few_questions_of_the_database(here, django_assert_num_queries):
    here.get(BUILD)

    with django_assert_num_queries(6):
        here.get(BUILD)


def test_a_second_routine_prefers_what_was_not_done_of_late(here, person):
    here.post(BUILD, {"name": "First", "minutes": "12"})
    done = [item.exercise for item in Revision.objects.get().plan.items]
    now = timezone.now()
    record = Record(now, "UTC", tuple(Done(slug, "stretching", 60) for slug in done))
    person.sessions.keep(person, uuid4(), record)

    page = here.get(BUILD)

    anew = {item.exercise for item in page.context["plan"].items}
    assert page.context["profile"].recent == dict.fromkeys(done, 1)
    assert len(anew & set(done)) < len(done)
