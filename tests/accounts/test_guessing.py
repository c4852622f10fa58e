"""Guessing: how soon it ends, whom it locks out, and what the log says of it."""

import logging

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.test_codes import EMAIL, OTHER, ask, enter, last_code
from tests.accounts.test_factors import number
from tests.accounts.test_sessions import is_in
from tests.accounts.test_signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("accounts")]


@pytest.mark.asvs("V6.3.1")
def test_passwords_cannot_be_guessed_for_long(client):
    statuses = []
    for n in range(6):
        response = client.post(reverse("account_login"), {"login": EMAIL, "password": f"guess number {n}"})
        statuses.append("Too many failed" in response.text)
    sign_in(client, EMAIL)

    assert (statuses, is_in(client)) == ([False] * 5 + [True], False)


@pytest.mark.asvs("V6.3.1", "V6.1.1")
def test_guessing_locks_nobody_out_who_has_another_way(client):
    for n in range(6):
        Client().post(reverse("account_login"), {"login": EMAIL, "password": f"guess number {n}"})

    enter(client, ask(client))

    assert is_in(client)


@pytest.mark.asvs("V16.3.1", "V16.3.3")
def test_each_try_is_noted_with_how(client, secret, caplog):
    caplog.set_level(logging.INFO, logger="steadyback.security")
    ask(client)
    enter(client, "AAAA-AAAA")
    enter(client, last_code())
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": number(secret)})
    for n in range(6):
        Client().post(reverse("account_login"), {"login": OTHER, "password": f"guess number {n}"})

    told = [(r.facts["event"], r.facts.get("how")) for r in caplog.records if hasattr(r, "facts")]
    assert told == [
        ("code-refused", None),
        ("factor-refused", None),
        ("signed-in", "code mfa:totp"),
        *[("sign-in-failed", None)] * 5,
        ("sign-in-limited", None),
    ]
