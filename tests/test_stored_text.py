"""What people write is text wherever it is shown; tests/browser/test_stored_text.py asks a browser too.

With it every page has just the elements and attributes that it has without.
"""

import json
import os
import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.factories import create_answers, create_person, create_routine
from tests.hostile import CONTEXTS, PAYLOADS, create_hostile, fill, places
from tests.test_regressions import ELSEWHERE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_library")]
CHOSEN = PAYLOADS if os.environ.get("PROVE") else PAYLOADS[::9]
BLAND = "mornings"
TWICE = [
    "&lt;b&gt;",
    "&amp;lt;b&amp;gt;",
    "%3Cb%3E",
    "%253Cb%253E",
    "\\u003cb\\u003e",
    "a+b%20c",
    "&#60;b&#62;",
]


class Reader(HTMLParser):
    """Text as a reader has it, and what the browser acts on: data blocks, links, elements with their attributes."""

    def __init__(self, page):
        super().__init__()
        self.text, self.data, self.links, self.elements, self.within = "", [], [], [], None
        self.feed(page)

    @property
    def names(self):
        return {name for tag, attributes in self.elements for name in (tag, *attributes)}

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, tuple(name for name, _ in attributes)))
        self.links += [value for name, value in attributes if name in {"href", "src", "action", "formaction"}]
        self.within = tag
        if tag == "script":
            self.data.append("")

        for name, value in attributes:
            assert not (value or "").strip().lower().startswith("javascript:") or name in {"value", "title"}

    def handle_data(self, data):
        if self.within == "script":
            self.data[-1] += data
        self.text += data

    def handle_endtag(self, tag):
        self.within = None


@pytest.mark.asvs("V1.2.1", "V1.2.2", "V1.2.3", "V1.3.5")
def test_no_text_of_a_person_becomes_part_of_a_page(client):
    person = create_person()
    create_answers(person)
    pages = fill(person)
    client.force_login(person)

    reads = {page: Reader(client.get(page).text) for page in pages}

    assert not {
        name for read in reads.values() for name in read.names if "canary9" in name or name[:2] == "on"
    }
    assert {link[:1] for read in reads.values() for link in read.links} <= {"/", "#", "?", "t"}  # t: tel:
    assert all(json.loads(data) for read in reads.values() for data in read.data if data.strip())
    missing = {page: [p for p in PAYLOADS if p not in reads[page].text] for page in ("/routines/",)}
    missing |= {
        page: [p for p in CONTEXTS[:3] if p not in reads[page].text] for page in ("/progress/", "/habits/")
    }
    one = {page for page in pages if re.match("/(routines|sessions)/.{36}/(?!session)", page)}
    assert missing == {"/routines/": [], "/progress/": [], "/habits/": []}
    assert {page for page in one if not any(p in reads[page].text for p in CONTEXTS)} == set()


@pytest.mark.asvs("V1.1.1")
def test_what_is_written_is_read_once_and_shown_as_it_was_written(client):
    person = create_person()
    create_answers(person)
    rename = reverse("routines:rename", args=[create_routine(person).pk])
    client.force_login(person)
    kept, shown = [], []

    for name in TWICE:
        client.post(rename, {"name": name})
        kept.append(person.routines.get().name)
        shown.append(name in Reader(client.get(rename).text).text)

    assert (kept, shown) == (TWICE, [True] * len(TWICE))


@pytest.mark.asvs("V1.2.2")
def test_where_to_go_on_is_never_a_link_to_elsewhere(client):
    ways = ["javascript:canary9()", "data:text/html,canary9", '"><a href=//x>', *ELSEWHERE]
    led = {link for way in ways for link in Reader(client.get("/accounts/login/", {"next": way}).text).links}

    assert {link for link in led if not re.match(r"/(?![/\\])|#|\?|tel:", link)} == set()


@pytest.mark.asvs("V1.2.2")
def test_words_searched_for_are_encoded_in_links(client):
    words = '"><script>canary9()</script>&block=stretching#x'

    page = Reader(client.get(f"/exercises/?q={quote(words)}&level=1").text)

    assert "canary9" not in "".join(page.names)
    assert [link for link in page.links if "canary9" in link and quote("<script>") not in link] == []


def elements(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    return Reader(response.text).elements


def pages_of(text):
    routine = create_hostile(text)
    client = Client()
    client.force_login(routine.owner)
    return {path.replace(str(routine.pk), "X"): elements(client, path) for path in places(routine, text)}


@pytest.mark.slow
@pytest.mark.asvs("V1.2.1")
def test_stored_text_is_never_markup():
    bland = list(pages_of(BLAND).values())

    for text in CHOSEN:
        shown = pages_of(text)
        different = [
            path for (path, found), plain in zip(shown.items(), bland, strict=True) if found != plain
        ]
        assert different == [], text


@pytest.mark.slow
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
        cache.clear()  # nobody is told that they tried too often
        return Reader(client.post(url, {field: text}).text).elements

    bland = answer("not that")

    assert [text for text in CHOSEN if answer(text) != bland] == []


@pytest.mark.slow
def test_text_in_an_address_is_never_markup(client):
    def kinds(text):
        """Which elements there are: how many depends on what is found."""
        return set(Reader(client.get(f"/exercises/?q={quote(text)}zzzz").text).elements)

    assert [text for text in CHOSEN if kinds(text) != kinds("zzzz")] == []
