"""Pages that are remembered: each answer with a token of its own, and never anybody else's."""

import re
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts import memory, parts, privacy
from tests.factories import create_answers, create_person, create_routine

TODAY = "/today/"


def tokens(page):
    return set(re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page))


def without_tokens(page):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


@pytest.fixture
def pages(routine):
    return [TODAY, reverse("routines:routine", args=[routine.pk])]


def test_a_page_asked_for_again_is_the_same_but_for_its_token(here, pages):
    for path in pages:
        first, second = here.get(path).text, here.get(path).text

        assert without_tokens(first) == without_tokens(second)
        assert len(tokens(first)) == len(tokens(second)) == 1
        assert tokens(first) != tokens(second)
        assert parts.TOKEN not in first + second


def test_the_token_of_a_remembered_page_is_taken(person, routine):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(person)
    careful.get(TODAY)
    token = tokens(careful.get(TODAY).text).pop()

    response = careful.post(
        reverse("routines:change_minutes", args=[routine.pk]),
        {"csrfmiddlewaretoken": token, "revision": 1, "minutes": 20, "on": "today"},
    )

    assert response.status_code == 302
    assert "Today, 20 minutes" in careful.get(TODAY).text


def test_what_is_said_once_is_said_once(here, routine):
    here.get(TODAY)
    here.post(reverse("routines:rename", args=[routine.pk]), {"name": "Mornings"})
    path = reverse("routines:routine", args=[routine.pk])

    pages = [here.get(path).text for _ in range(3)]

    assert [page.count("Renamed.") for page in pages] == [1, 0, 0]
    assert all("Mornings" in page for page in pages)


def test_a_session_shows_at_once(here, person, routine):
    before = here.get(TODAY).text
    shown = here.get(reverse("routines:session", args=[routine.pk]))
    form = shown.context["form"]
    done = form.fields["done"].choices[0][0]
    sent = {"client_id": uuid4(), "on_day": form["on_day"].value(), "done": done}

    here.post(shown.wsgi_request.path, sent)

    assert "1 session this week" in here.get(TODAY).text
    assert "1 session this week" not in before


def test_each_list_of_a_session_has_an_id_of_its_own(here, routine):
    path = reverse("routines:session", args=[routine.pk])

    ids = [re.search(r'name="client_id" value="([^"]+)"', here.get(path).text)[1] for _ in range(3)]

    assert len({UUID(one) for one in ids}) == 3


def test_each_person_is_shown_their_own(here, routine):
    other = create_person()
    create_answers(other)
    theirs = create_routine(other, name="Canary")
    browser = Client()
    browser.force_login(other)

    pages = [who.get(TODAY).text for who in (here, browser, here, browser)]

    assert [str(routine.pk) in page for page in pages] == [True, False, True, False]
    assert [str(theirs.pk) in page for page in pages] == [False, True, False, True]


def test_nothing_is_remembered_of_somebody_who_left(here, person, pages):
    for path in pages:
        here.get(path)
    owner = person.pk
    assert owner in memory._people

    privacy.erase(person)

    assert owner not in memory._people


def test_a_plan_without_its_answers_is_shown_without_them(here, person, routine):
    reason = here.get(TODAY).context["sheet"].rows[0].because
    assert reason

    here.post(reverse("accounts:consent"))

    assert reason not in here.get(TODAY).text
