"""A routine for somebody who wants nothing kept."""

import re
from html import unescape

import pytest
from django.apps import apps
from django.test import Client

from exercises.catalogue import Catalogue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_library")]

URL = "/just-show-me/"
SAFE = {"nerves": "none", "sudden": "none", "illness": "none", "pattern": "none", "health": "none"}
TOLD = SAFE | {"areas": "lower-back", "pain_now": "3", "minutes": "12", "days": "3"}
PAGES = ["nerves", "sudden", "illness", "pattern", "health", "where", "time"]


def rows() -> int:
    return sum(m._default_manager.count() for m in apps.get_models() if "exercises" not in m.__module__)


def carried(page: str) -> dict[str, list[str]]:
    """What the page's form would send back by itself."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page):
        if name != "csrfmiddlewaretoken":
            found.setdefault(name, []).append(unescape(value))
    return found


def test_walking_through_ends_at_a_routine_and_keeps_nothing(client: Client) -> None:
    before, fields, page = rows(), {}, client.get(URL).content.decode()
    answers = {"where": {"areas": "lower-back", "pain_now": "3"}, "time": {"minutes": "12", "days": "3"}}
    for slug in PAGES:
        fields = carried(page)
        assert fields["page"][-1] == slug
        response = client.post(URL, fields | answers.get(slug, {slug: "none"}))
        page = response.content.decode()

    assert "None of it is stored" in page
    assert page.count('class="item"') >= 5
    assert rows() == before
    assert set(client.cookies) <= {"csrf", "__Host-csrf"}
    assert "no-store" in response["Cache-Control"]


def test_other_minutes_give_another_routine_with_the_same_answers(client: Client) -> None:
    page = client.post(URL, TOLD | {"page": PAGES}).content.decode()

    longer = client.post(URL, carried(page) | {"minutes": "30"}).content.decode()

    assert "minutes" not in carried(page)
    assert longer.count('class="item"') > page.count('class="item"')


def test_a_warning_sign_stops_here_too_and_can_be_taken_back(client: Client) -> None:
    page = client.post(URL, {"page": ["nerves"], "nerves": "saddle-numbness"}).content.decode()

    assert "Please get checked before you exercise" in page
    assert 'class="item"' not in page
    again = client.post(URL, carried(page) | {"back": "1"}).content.decode()
    assert re.search(r'value="saddle-numbness" checked', again)


def test_what_needs_a_clinician_waits(client: Client, library: Catalogue) -> None:
    heart = {"health": "heart", "heart": "heart-disease", "clearance": "not-yet"}

    page = client.post(URL, TOLD | heart | {"page": [*PAGES, "heart", "clearance"]}).content.decode()

    assert library.precautions["heart-disease"].name in page
    assert 'class="item"' not in page


@pytest.mark.parametrize(
    "forged",
    [
        {"page": PAGES},
        {"page": ["time"], "minutes": "12", "days": "3"},
        TOLD | {"page": PAGES, "nerves": ["none", "saddle-numbness"]},
        TOLD | {"page": PAGES, "minutes": "99999999999"},
        TOLD | {"page": PAGES[1:]},
        {"page": ["", "\0", "x" * 5000], "back": "1"},
    ],
)
def test_what_is_missing_or_forged_is_asked_again(client: Client, forged: dict[str, object]) -> None:
    response = client.post(URL, forged)

    assert response.status_code in (200, 422)
    assert 'id="asked"' in response.content.decode()
    assert 'class="item"' not in response.content.decode()


def test_back_shows_the_page_before_as_it_was_answered(client: Client) -> None:
    page = client.post(URL, {"page": ["nerves"], "nerves": "none"}).content.decode()

    before = client.post(URL, carried(page) | {"back": "1"}).content.decode()

    assert carried(before)["page"] == ["nerves"]
    assert re.search(r'name="nerves" value="none" checked', before)


def test_keeping_it_is_consent_and_leads_to_the_same_routine(client: Client) -> None:
    shown = client.post(URL, TOLD | {"page": PAGES}).content.decode()

    response = client.post(URL, TOLD | {"page": PAGES, "keep": "1"}, follow=True)

    names = re.compile(r'<h3><a href="/exercises/([a-z0-9-]+)/"')
    assert response.redirect_chain[-1][0] == "/build/"
    assert names.findall(response.content.decode()) == names.findall(shown)
    assert response.wsgi_request.user.consents.given().count() == 1
