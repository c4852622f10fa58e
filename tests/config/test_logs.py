"""What a line of the log says, and what can never get into one."""

import json
import logging
import smtplib
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError
from django.test import Client
from django.urls import path, reverse

from accounts.events import note
from accounts.models import Intake, User
from config.http import request_id
from config.logs import JsonFormatter, logging_settings, without_path
from config.urls import urlpatterns as product
from tests.factories import create_person, create_routine

CANARY = "canary-5be1"


def broken(request):
    raise RuntimeError("what went wrong")


urlpatterns = [path(f"{CANARY}/", broken), *product]


def record(message="x", *arguments, **extra):
    logger = logging.getLogger("steadyback.request")
    return logger.makeRecord(logger.name, logging.INFO, "", 0, message, arguments, None, extra=extra)


def lines(caplog):
    found = []
    for each in caplog.records:
        without_path(each)
        found.append(json.loads(JsonFormatter().format(each)))
    return found


def events(caplog):
    return [(line["event"], line["person"]) for line in lines(caplog) if "event" in line]


@pytest.fixture
def log(caplog):
    caplog.set_level(logging.INFO, logger="steadyback")
    return caplog


@pytest.mark.asvs("V16.2.1", "V16.2.4")
def test_a_line_says_when_where_who_and_what(log):
    person = User()
    token = request_id.set("0123456789abcdef")
    note("signed-in", person, how="password")
    [line] = lines(log)
    request_id.reset(token)

    assert {name: value for name, value in line.items() if name != "at"} == {
        "level": "info",
        "logger": "steadyback.security",
        "message": "signed-in",
        "event": "signed-in",
        "person": str(person.pk),
        "how": "password",
        "request": "0123456789abcdef",
    }


@pytest.mark.asvs("V16.2.2")
def test_times_are_utc(time_machine):
    time_machine.move_to(datetime(2026, 3, 29, 1, 30, tzinfo=UTC), tick=False)

    assert json.loads(JsonFormatter().format(record()))["at"] == "2026-03-29T01:30:00.000+00:00"


@pytest.mark.asvs("V16.4.1")
@pytest.mark.parametrize("forged", ['x\n{"event": "signed-in"}', "x\r\ny", "\x1b[2J", "\u2028x", '"}{"a":"b'])
def test_nothing_makes_a_second_line(forged):
    text = JsonFormatter().format(record("asked for %s", forged, facts={"route": forged}))

    assert len(text.split("\n")) == 1
    assert not any(ord(sign) < 32 for sign in text)
    assert json.loads(text)["message"] == f"asked for {forged}"


@pytest.mark.django_db
@pytest.mark.asvs("V16.3.2")
def test_asking_for_what_is_somebody_elses_is_noted(client, log, loaded_library):
    routine, person = create_routine(create_person()), create_person()
    client.force_login(person)

    client.get(f"/routines/{routine.pk}/")
    client.post(reverse("routines:rename", args=[routine.pk]), {"name": "Mine"})
    client.get(f"/routines/{uuid4()}/leaflet/")

    assert events(log) == [("not-theirs", str(person.pk))] * 3
    assert str(routine.pk) not in str(lines(log))


@pytest.mark.django_db
@pytest.mark.asvs("V16.3.3")
def test_forms_from_elsewhere_and_too_much_are_noted(log):
    careful = Client(enforce_csrf_checks=True)
    careful.post(reverse("account_login"), {"login": "x", "password": "y"})
    Client().post(reverse("account_login"), {"login": "x" * 600_000})

    assert events(log) == [("refused", ""), ("too-large", "")]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.asvs("V16.3.4", "V16.5.1")
def test_an_unexpected_error_is_logged_with_its_place_and_without_the_address(caplog):
    client = Client(raise_request_exception=False)

    page = client.get(f"/{CANARY}/?{CANARY}={CANARY}")

    [line] = [line for line in lines(caplog) if line["level"] == "error"]
    assert (line["message"], line["exception"].splitlines()[-1]) == (
        "Internal Server Error",
        "RuntimeError: what went wrong",
    )
    assert "in broken" in line["exception"]
    assert not any(CANARY in part for part in (line["message"], page.text))


@pytest.mark.django_db
@pytest.mark.asvs("V16.2.5", "V16.3.4")
def test_what_a_database_says_of_a_row_is_not_logged():
    """PostgreSQL repeats the whole row that it refused, answers and all."""
    try:
        Intake.objects.create(owner=create_person(), id=uuid4())
    except IntegrityError as error:
        told = JsonFormatter().formatException((type(error), error, error.__traceback__))

    assert told.splitlines()[-1] == "IntegrityError"
    assert not any(word in told for word in ("constraint", "DETAIL", "consent_id"))


class Away(EmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected(CANARY)


@pytest.mark.django_db
@pytest.mark.asvs("V16.5.2", "V16.5.3", "V16.3.4")
def test_when_the_mail_server_is_away_we_say_so_and_nobody_gets_in(client, settings, caplog):
    settings.EMAIL_BACKEND = f"{__name__}.Away"

    response = client.post(
        reverse("account_signup"), {"email": "a@example.org", "password1": "three-quiet-words"}
    )

    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "cannot send mail" in response.text
    assert not client.get("/offline/").wsgi_request.user.is_authenticated
    assert "mail unavailable: SMTPServerDisconnected" in [line["message"] for line in lines(caplog)]


@pytest.mark.asvs("V16.2.3", "V16.2.4")
def test_everything_is_one_json_object_a_line_on_standard_error():
    told = logging_settings("INFO", as_json=True)

    assert told["formatters"] == {"line": {"()": "config.logs.JsonFormatter"}}
    assert list(told["handlers"]) == told["root"]["handlers"] == ["console"]
