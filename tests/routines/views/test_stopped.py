"""Who stopped a session for a new sign looks at the safety lists again before any exercise is shown or begun."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import privacy
from accounts.models import Intake, User
from tests.factories import create_answers, create_person, create_routine

LISTS = ("nerves", "sudden", "illness", "pattern")
WHY = "You stopped because of new numbness, weakness, dizziness or chest pain."


def stop(client, ago=timedelta(), **fields):
    items = [{"exercise": "bridge", "block": "strengthening", "seconds": 60, "felt": "stop"}]
    body = {"started_at": (timezone.now() - ago - timedelta(seconds=60)).isoformat(), "items": items} | fields
    return client.put(reverse("routines:record", args=[uuid4()]), body, "application/json")


def question(slug, came_from):
    return f"{reverse('accounts:question', args=[slug])}?from={came_from}"


def answer(client, came_from, **ticked):
    """The safety lists, none of it but what is ticked; where the last one led."""
    for slug in LISTS:
        page = client.post(
            reverse("accounts:question", args=[slug]), {slug: ticked.get(slug, "none"), "from": came_from}
        )
    return page.url


@pytest.fixture
def told(here, person, routine):
    """The safety lists were answered an hour ago."""
    assert here.get("/today/").status_code == 200
    answer(here, "today")
    here.post(reverse("accounts:question", args=["health"]), {"health": "none"})
    person.answers.update(answered_at=timezone.now() - timedelta(hours=1))
    return here


def pages(routine):
    base, item = f"/routines/{routine.pk}/", routine.version.plan.items[0]
    return [
        ("/", "today"),
        ("/today/", "today"),
        (base, "today"),
        (f"{base}session/", "today"),
        (f"{base}leaflet/", "today"),
        (f"{base}items/{item.block}/{item.exercise}/swap/", "today"),
        ("/routines/add/bridge/", "today"),
        ("/build/", "routine"),
        ("/build/?minutes=20", "routine"),
        ("/relief/", "relief"),
    ]


def test_every_page_with_exercises_leads_to_the_safety_lists(told, routine):
    stop(told)

    for page, came_from in pages(routine):
        assert told.get(page).url == question("nerves", came_from), page


def test_nothing_is_changed_or_built_before_the_lists(told, person, routine):
    stop(told)

    for page in ("/build/", f"/routines/{routine.pk}/session/", f"/routines/{routine.pk}/minutes/"):
        assert told.post(page, {"name": "New", "minutes": 12, "revision": 1}).url.startswith(
            "/intake/nerves/"
        )

    assert (person.routines.count(), routine.revisions.count(), person.sessions.count()) == (1, 1, 1)


def test_what_something_new_came_on_with_is_left_out_of_the_routine(told, person, routine):
    item = routine.version.plan.items[0]
    items = [{"exercise": item.exercise, "block": item.block, "seconds": 60, "felt": "stop"}]
    stop(told, items=items, routine=str(routine.pk))
    answer(told, "today")

    version = routine.revisions.get(number=2)

    assert item.exercise not in {one.exercise for one in version.plan.items}
    assert version.plan.left_out[0].why.startswith("Something new came on with it on ")
    assert version.change.startswith("Left out because something new came on: ")
    assert item.exercise not in [row.exercise.slug for row in told.get("/today/").context["sheet"].rows]


def test_the_list_says_why_and_nothing_is_ticked_for_the_person(told):
    stop(told)

    page = told.get("/today/", follow=True).text

    assert WHY in page
    assert reverse("accounts:help") in page
    assert " checked" not in page


def test_each_list_leads_to_the_next_and_the_last_one_back(told, routine):
    stop(told)

    for slug, after in zip(LISTS, [*(question(slug, "today") for slug in LISTS[1:]), "/today/"], strict=True):
        assert told.get("/today/").url == question(slug, "today")
        page = told.post(reverse("accounts:question", args=[slug]), {slug: "none", "from": "today"})
        assert page.url == after

    for page, _ in pages(routine):
        assert told.get(page).status_code == 200, page
    assert WHY not in told.get(question("nerves", "today")).text


def test_a_sign_that_is_urgent_leads_to_whom_to_see(told):
    stop(told)

    told.post(reverse("accounts:question", args=["nerves"]), {"nerves": "leg-weakness", "from": "today"})

    assert told.get("/today/").url == told.get("/relief/").url == reverse("accounts:stop")


def test_a_sign_that_was_ticked_before_stays_ticked(told):
    answer(told, "today", pattern="inflammatory")
    stop(told)

    assert 'value="inflammatory" checked' in told.get(question("pattern", "today")).text


def test_a_session_that_arrives_late_counts_from_when_it_was(told):
    stop(told, ago=timedelta(hours=2))
    assert told.get("/today/").status_code == 200

    stop(told, started_at=(timezone.now() + timedelta(hours=3)).isoformat())
    assert told.get("/today/").status_code == 302
    assert answer(told, "today") == "/today/"
    assert told.get("/today/").status_code == 200


def test_a_session_that_arrives_again_asks_nothing_again(told):
    body = {"started_at": (timezone.now() - timedelta(minutes=2)).isoformat()}
    stop(told, **body)
    assert told.get("/today/").status_code == 302
    answer(told, "today")

    stop(told, **body)

    assert told.get("/today/").status_code == 200


def test_the_device_hears_whether_the_lists_come_first(told):
    assert [stop(told, ago=ago).json()["look"] for ago in (timedelta(hours=2), timedelta())] == [False, True]


def test_an_unfinished_intake_is_asked_as_well(here, person):
    Intake.objects.filter(owner=person).update(finished_at=None)
    stop(here, kind="relief")
    assert here.get("/relief/").url == question("nerves", "relief")

    answer(here, "relief")

    assert here.get("/relief/").status_code == 200


def test_who_took_consent_back_and_stops_begins_with_the_lists(here, routine):
    here.post(reverse("accounts:consent"))
    stop(here)

    page = here.get("/today/", follow=True)

    assert page.redirect_chain[-1][0] == reverse("accounts:intake")
    assert WHY in page.text


@pytest.mark.parametrize(
    ("told", "page"),
    [
        ({"nerves": ["both-feet"]}, "nerves"),
        ({"health": ["bones"]}, "health"),
        ({"health": ["spine"], "spine": ["osteopenia", "scoliosis"]}, "spine"),
    ],
)
def test_a_tick_that_is_asked_no_more_is_asked_about_before_any_exercise(client, loaded_library, told, page):
    person = create_person()
    routine = create_routine(person)
    lists = {"nerves": [], "sudden": [], "illness": [], "pattern": [], "health": []}
    create_answers(person, **lists | told)
    client.force_login(person)
    asked = reverse("accounts:question", args=[page])

    ways = ["/today/", f"/routines/{routine.pk}/session/", "/build/", "/relief/"]
    assert {client.get(way).url.split("?")[0] for way in ways} == {asked}
    client.post(f"{asked}?from=today", {page: "none", "from": "today"})
    assert client.get("/today/").status_code == 200


def test_a_list_that_an_intake_came_without_is_asked_before_any_exercise(client, loaded_library):
    person = create_person()
    create_routine(person)
    create_answers(person).answers.filter(question="illness").delete()
    client.force_login(person)
    asked = question("illness", "today")

    assert client.get("/today/").url == asked
    client.post(asked, {"illness": "none", "from": "today"})
    assert client.get("/today/").status_code == 200


def test_consent_taken_back_forgets_that_a_session_was_stopped(told, person):
    stop(told)

    told.post(reverse("accounts:consent"))

    assert User.objects.get(pk=person.pk).stopped_at is None


def test_a_guest_who_stopped_is_still_asked_as_the_person_they_become(told, person, routine):
    account = create_person("a@example.org")
    stop(told)

    privacy.merge(User.objects.get(pk=person.pk), account)

    client = Client()
    client.force_login(account)
    assert client.get("/today/").url == question("nerves", "today")


def test_a_session_brought_back_from_a_file_counts(told, person):
    stop(told)
    document = privacy.read(privacy.export_json(person, now=timezone.now()))
    privacy.erase(person)
    other = create_person()

    privacy.import_rows(other, document)

    client = Client()
    client.force_login(other)
    assert client.get("/today/").url == question("nerves", "today")


def test_who_never_stopped_pays_nothing_for_it(told, person, django_assert_num_queries):
    told.get("/today/")

    with django_assert_num_queries(6):
        told.get("/today/")
    stop(told)
    answer(told, "today")
    told.get("/today/")
    with django_assert_num_queries(7):
        told.get("/today/")


def test_others_are_not_asked(told, stranger):
    create_routine(User.objects.get(pk=stranger.session["_auth_user_id"]))
    stop(told)

    assert stranger.get("/today/").status_code == 200
