"""Requests that no page of ours makes: where they end, where they come from, and what they carry twice."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from gunicorn.config import Config
from gunicorn.http import get_parser
from gunicorn.http.errors import ParseException

from accounts.models import User
from tests.factories import create_answers, create_person, create_routine

SESSION = "/sessions/0192f0c1-2345-7abc-8def-0123456789ab/"
HEAD = "POST / HTTP/1.1\r\nHost: x\r\n"
DOUBTFUL = {
    "two lengths": "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
    "two lengths in one": "Content-Length: 4, 5\r\n\r\nabcd",
    "a length below nothing": "Content-Length: -1\r\n\r\n",
    "a length with a sign": "Content-Length: +4\r\n\r\nabcd",
    "a length in hexadecimal": "Content-Length: 0x4\r\n\r\nabcd",
    "a length and chunks": "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks twice": "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks not last": "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
    "an encoding unknown": "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "a tab before the value": "Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n",
    "a space before the colon": "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "a folded line": "X: 1\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a bare line feed in a name": "X\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
}
BAD_CHUNKS = [
    "x\r\nabcd\r\n0\r\n\r\n",
    "0x4\r\nabcd\r\n0\r\n\r\n",
    "-4\r\nabcd\r\n0\r\n\r\n",
    "4\r\nabcde\r\n0\r\n\r\n",
]


def read(text):
    """What gunicorn makes of it, to the end of the body."""
    parser = get_parser(Config(), iter([text.encode("latin1")]), ("127.0.0.1", 1))
    return next(parser).body.read()


def test_a_sound_request_is_read():
    assert read(f"{HEAD}Content-Length: 4\r\n\r\nabcd") == b"abcd"
    assert read(f"{HEAD}Transfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n") == b"abcd"


@pytest.mark.asvs("V4.2.1")
@pytest.mark.parametrize("doubt", DOUBTFUL)
def test_a_request_whose_end_is_in_doubt_is_not_read(doubt):
    with pytest.raises(ParseException):
        read(HEAD + DOUBTFUL[doubt])


@pytest.mark.asvs("V4.2.1")
@pytest.mark.parametrize("chunk", BAD_CHUNKS)
def test_a_chunk_of_doubtful_length_is_not_read(chunk):
    with pytest.raises(ParseException):
        read(f"{HEAD}Transfer-Encoding: chunked\r\n\r\n{chunk}")


@pytest.mark.django_db
@pytest.mark.asvs("V3.5.1", "V3.5.2")
def test_a_session_is_not_recorded_by_a_page_of_somebody_else():
    person = create_person()
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(person)
    body = {"started_at": "2026-11-20T09:00:00Z", "time_zone": "UTC", "items": []}

    put = careful.put(SESSION, body, content_type="application/json")
    plain = careful.post(SESSION, "{}", content_type="text/plain")

    assert (put.status_code, plain.status_code, person.sessions.count()) == (403, 403, 0)


@pytest.mark.django_db
@pytest.mark.asvs("V1.3.11")
@pytest.mark.parametrize(
    "address",
    ["a@example.org\r\nBcc: b@example.org", "a@example.org\nSubject: x", "a@example.org,b@example.org"],
)
@pytest.mark.parametrize("form", ["account_signup", "account_reset_password", "account_request_login_code"])
def test_an_address_cannot_add_to_a_mail(client, form, address):
    client.post(reverse(form), {"email": address, "password1": "three-quiet-words"})

    assert mail.outbox == []


@pytest.fixture
def routine(loaded_library):
    person = create_person()
    create_answers(person)
    return create_routine(person)


@pytest.mark.asvs("V15.3.7")
def test_what_stands_in_the_address_is_not_taken_for_what_was_sent(client, routine):
    client.force_login(routine.owner)
    rename = reverse("routines:rename", args=[routine.pk])

    client.post(f"{rename}?name=Elsewhere", {"name": ["First", "Last"]})
    client.post(f"{rename}?name=Elsewhere", {"x": "y"})

    assert routine.owner.routines.get().name == "Last"


@pytest.mark.asvs("V15.3.3", "V8.2.3")
def test_a_form_sets_no_field_that_is_not_on_it(client, routine):
    """Every field of the row and of its owner is sent along with a new name."""
    other = create_person()
    client.force_login(routine.owner)
    fields = {f.attname for model in (type(routine), User) for f in model._meta.concrete_fields}
    before = {f.attname: getattr(routine, f.attname) for f in routine._meta.concrete_fields}
    sent = dict.fromkeys(fields - {"name"}, "1") | {"owner": str(other.pk), "owner_id": str(other.pk)}

    client.post(reverse("routines:rename", args=[routine.pk]), sent | {"name": "Evenings"})

    row = routine.owner.routines.get()
    after = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    assert after == before | {"name": "Evenings"}
    assert (row.owner.is_staff, row.owner.is_superuser, row.owner.email) == (False, False, None)


@pytest.mark.django_db
@pytest.mark.asvs("V15.3.3", "V8.2.3")
def test_nobody_signs_up_as_an_administrator(client):
    rights = {"is_staff": "on", "is_superuser": "on", "is_active": "", "groups": "1", "user_permissions": "1"}

    client.post(
        reverse("account_signup"), {"email": "a@example.org", "password1": "three-quiet-words"} | rights
    )

    person = User.objects.get(email="a@example.org")
    assert (person.is_staff, person.is_superuser, person.is_active) == (False, False, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "given"), [("en", "en"), ("en-gb,en;q=0.5", "en-gb"), ("xx", "en-gb"), ("", "en-gb")]
)
def test_a_page_says_its_language_and_that_it_depends_on_the_reader(client, asked, given):
    response = client.get("/help/", headers={"Accept-Language": asked})

    assert response["Content-Language"] == given
    assert "Accept-Language" in response["Vary"]
    assert f'lang="{given.lower()}"' in response.text.lower()
