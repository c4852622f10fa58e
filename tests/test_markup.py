"""What a person wrote is text: with it every page has just the elements and attributes that it has without."""

import os
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from django.test import Client

from tests.hostile import create_hostile, places
from tests.payloads import PAYLOADS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_library")]
CHOSEN = PAYLOADS if os.environ.get("PROVE") else PAYLOADS[::9]
BLAND = "mornings"


class Bones(HTMLParser):
    """What of a page the browser acts on: the elements, their attributes, and where links lead."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, tuple(name for name, _ in attributes)))
        for name, value in attributes:
            assert not (value or "").strip().lower().startswith("javascript:") or name in {"value", "title"}


def bones(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    return Bones(response.content.decode()).found


def pages_of(text):
    routine = create_hostile(text)
    client = Client()
    client.force_login(routine.owner)
    return {path.replace(str(routine.pk), "X"): bones(client, path) for path in places(routine, text)}


@pytest.mark.asvs("V1.2.1")
def test_stored_text_is_never_markup():
    bland = list(pages_of(BLAND).values())

    for text in CHOSEN:
        shown = pages_of(text)
        different = [
            path for (path, bones), plain in zip(shown.items(), bland, strict=True) if bones != plain
        ]
        assert different == [], text


@pytest.mark.parametrize(
    ("url", "field"),
    [
        ("/intake/about/", "height_cm"),
        ("/accounts/login/", "login"),
        ("/accounts/signup/", "email"),
        ("/accounts/password/reset/", "email"),
        ("/just-show-me/", "page"),
        ("/just-show-me/", "nerves"),
    ],
)
def test_sent_text_is_never_markup(url, field):
    client = Client()
    client.post("/intake/begin/", {"way": "full"})
    for page in ("nerves", "sudden", "illness", "pattern", "health"):
        client.post(f"/intake/{page}/", {page: "none"})

    def answer(text):
        return Bones(client.post(url, {field: text}).content.decode()).found

    bland = answer("not that")

    assert [text for text in CHOSEN if answer(text) != bland] == []


def test_text_in_an_address_is_never_markup(client):
    def answer(text):
        return Bones(client.get(f"/exercises/?q={quote(text)}zzzz").content.decode()).found

    assert [text for text in CHOSEN if answer(text) != answer("zzzz")] == []
