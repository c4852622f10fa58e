"""What strangers are handed again: the same to all of them, and never anything that was made for somebody."""

import gzip

import pytest
from django.db import OperationalError

from config import public
from exercises.models import Exercise, LibraryState, latest
from tests.factories import create_person

PAGES = ["/", "/exercises/", "/exercises/bridge/", "/exercises/?region=neck&level=1", "/help/", "/about/"]
LONG = f"/exercises/?level={'1' * 200}"


@pytest.fixture
def stranger(client, loaded_library):
    latest.version()
    return client


@pytest.mark.parametrize("path", PAGES)
def test_a_page_handed_out_again_is_the_page_itself(stranger, path):
    first, second = stranger.get(path), stranger.get(path)

    assert len(public._kept) == 1
    assert second.content == first.content
    assert {**second.headers, "X-Request-ID": ""} == {**first.headers, "X-Request-ID": ""}
    assert first["Cache-Control"] == "public, max-age=300"
    assert {"Cookie", "Accept-Encoding", "Accept-Language"} <= set(first["Vary"].split(", "))


def test_a_reader_who_has_the_page_is_told_so(stranger):
    mark = stranger.get("/exercises/")["ETag"]

    again = stranger.get("/exercises/", headers={"if-none-match": mark})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", mark)


def test_the_compressed_page_is_the_same_page(stranger):
    plain = stranger.get("/exercises/").content

    small = stranger.get("/exercises/", headers={"accept-encoding": "br, gzip"})

    assert small["Content-Encoding"] == "gzip"
    assert int(small["Content-Length"]) == len(small.content)
    assert gzip.decompress(small.content) == plain


def test_head_answers_as_get_does(stranger):
    page = stranger.get("/exercises/")

    head = stranger.head("/exercises/")

    assert (head.status_code, head.content, head["ETag"]) == (200, b"", page["ETag"])


def test_a_fragment_and_its_page_are_kept_apart(stranger):
    page = stranger.get("/exercises/?level=1").text
    asked = {"HX-Request": "true", "HX-Target": "results"}

    pieces = [stranger.get("/exercises/?level=1", headers=asked).text for _ in range(2)]

    assert pieces[0] == pieces[1] != page


def test_languages_are_kept_apart(stranger):
    pages = [
        stranger.get("/about/", headers={"accept-language": tag}).text for tag in ("en-GB", "en", "en-GB")
    ]

    assert pages[0] == pages[2] != pages[1]


@pytest.mark.asvs("V14.2.2")
@pytest.mark.parametrize("path", PAGES)
def test_a_person_is_never_given_the_strangers_answer_nor_leaves_one(client, loaded_library, path):
    client.force_login(create_person())
    client.get(path)
    held = len(public._kept)
    client.cookies.clear()
    for_strangers = client.get(path)
    client.force_login(create_person())

    for_person = client.get(path)

    assert held == 0
    assert "ETag" not in for_person
    assert for_person["Cache-Control"] == "private, no-store"
    assert "Cookie" in for_strangers["Vary"]


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/intake/",
        "/nothing-here/",
        "/you/",
        "/exercises/?q=bridge",
        "/exercises/?x=1",
        LONG,
    ],
)
def test_forms_searches_and_what_is_not_there_are_not_held(stranger, path):
    stranger.get(path)

    assert len(public._kept) == 0


@pytest.mark.asvs("V15.2.2")
def test_only_so_many_answers_are_held(stranger, monkeypatch):
    monkeypatch.setattr(public._kept, "most", 3)

    for number in range(6):
        stranger.get(f"/exercises/?show={number}")

    assert len(public._kept) == 3


def test_an_edited_library_is_seen_at_once(stranger):
    before = stranger.get("/exercises/bridge/").content
    Exercise.objects.filter(slug="bridge").update(summary="Lift it.")
    LibraryState.objects.bump()

    after = stranger.get("/exercises/bridge/")

    assert after.content != before
    assert "Lift it." in after.text


@pytest.mark.asvs("V16.5.2")
def test_strangers_read_on_while_the_database_is_away(stranger, monkeypatch):
    def broken(self):
        raise OperationalError

    page = stranger.get("/exercises/").content
    monkeypatch.setattr(type(LibraryState.objects.all()), "version", broken)

    assert stranger.get("/exercises/").content == page
