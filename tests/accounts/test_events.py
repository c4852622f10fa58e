"""What the log of security events says, and what it must never say."""

import logging

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.urls import reverse

from accounts.models import User
from config.logs import JsonFormatter
from tests.factories import create_answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_library")]
EMAIL, PASSWORD, CANARY = "ann@example.org", "a long password", "canary-91c2"


@pytest.fixture
def person():
    person = User.objects.create_user(EMAIL, PASSWORD)
    EmailAddress.objects.create(user=person, email=EMAIL, verified=True, primary=True)
    return person


@pytest.fixture
def log(caplog):
    caplog.set_level(logging.INFO, logger="steadyback.security")

    def told():
        return [record.facts["event"] for record in caplog.records if record.name == "steadyback.security"]

    return told


def sign_in(client, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": EMAIL, "password": password})


@pytest.mark.asvs("V16.3.1")
def test_signing_in_and_out_is_noted(client, person, log):
    sign_in(client, "not the password")
    sign_in(client)
    client.post(reverse("account_logout"))

    assert log() == ["sign-in-failed", "signed-in", "signed-out"]


@pytest.mark.asvs("V6.2.2")
def test_a_changed_password_is_noted(client, person, log):
    sign_in(client)
    new = "another long password"
    client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )

    assert log()[-1] == "password-changed"


def test_taking_data_and_consent_away_is_noted(client, person, log):
    create_answers(person)
    sign_in(client)
    client.get(reverse("accounts:download", args=["json"]))
    client.post(reverse("accounts:consent"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("accounts:delete"))

    assert log() == ["signed-in", "exported", "consent-withdrawn", "erased"]


@pytest.mark.asvs("V16.2.5")
def test_events_name_nothing_that_a_person_wrote(client, person, caplog):
    caplog.set_level(logging.INFO)
    person.activities.create(name=CANARY)
    sign_in(client, CANARY)
    sign_in(client)
    client.get(reverse("accounts:download", args=["json"]))

    lines = "".join(JsonFormatter().format(record) for record in caplog.records)
    assert str(person.pk) in lines
    assert not any(secret in lines for secret in (CANARY, EMAIL, PASSWORD, "127.0.0.1"))


class Counting(PBKDF2PasswordHasher):
    """Counts, because equal work is what hides whether an address is known."""

    algorithm = "counting"
    iterations = 1
    hashed = 0

    def encode(self, *args, **kwargs):
        Counting.hashed += 1
        return super().encode(*args, **kwargs)


def test_signing_up_hashes_as_often_for_a_known_address_as_for_a_new_one(client, person, settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    counts = []
    for email in (EMAIL, "new@example.org"):
        Counting.hashed = 0
        client.post(reverse("account_signup"), {"email": email, "password1": PASSWORD})
        counts.append(Counting.hashed)

    assert counts[0] == counts[1] > 0
