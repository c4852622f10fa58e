"""A deployment over TLS, as Django itself judges it; and what a stranger's headers can make us believe."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import reverse

from tests.test_access import ARGUMENTS, OWN, PUBLIC

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 20  # requests a minute for a code, from one address; after that the form says to wait


@pytest.mark.asvs("V13.4.2")
def test_djangos_own_check_finds_nothing(tmp_path):
    environment = os.environ | {
        "VAR_DIR": str(tmp_path),
        "SITE_URL": "https://back.example.org",
        "TRUSTED_PROXIES": "1",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "DATABASE_URL": "",
    }
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # the tests' own
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]

    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    assert (done.returncode, done.stdout + done.stderr) == (
        0,
        "System check identified no issues (0 silenced).\n",
    )


def ask_for_codes(client, addresses):
    return [
        client.post(
            reverse("account_request_login_code"),
            {"email": f"p{n}@example.org"},
            headers={"x-forwarded-for": address},
        ).status_code
        for n, address in enumerate(addresses)
    ]


@pytest.mark.django_db
def test_a_header_of_the_strangers_own_buys_no_more_tries(client):
    statuses = ask_for_codes(client, [f"10.0.0.{n}" for n in range(LIMIT + 1)])

    assert (statuses[0], statuses[-1]) == (302, 200)


@pytest.mark.asvs("V4.1.3", "V15.3.4")
@pytest.mark.django_db
def test_behind_a_proxy_only_what_the_proxy_added_counts(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    spoofed = ask_for_codes(client, [f"10.0.0.{n}, 192.0.2.7" for n in range(LIMIT + 1)])
    other = ask_for_codes(client, ["10.0.0.1, 192.0.2.8"])

    assert (spoofed[0], spoofed[-1], other) == (302, 200, [302])


@pytest.mark.django_db
@pytest.mark.asvs("V15.2.2")
@pytest.mark.parametrize("body", [{"login": "x" * 600_000}, {f"field-{n}": "" for n in range(401)}])
def test_a_body_over_the_limit_is_refused_in_words(client, body):
    response = client.post(reverse("account_login"), body)

    assert (response.status_code, "too much at once" in response.text) == (413, True)


@pytest.mark.django_db
@pytest.mark.asvs("V13.4.4")
def test_no_address_answers_to_methods_that_nobody_needs(client):
    names = [*PUBLIC, *OWN, "account_login", "mfa_index", "usersessions_list", "admin:index"]

    found = {
        name: statuses
        for name in names
        if (statuses := refusals(client, reverse(name, kwargs=ARGUMENTS.get(name)))) != [405, 405, 405]
    }

    assert found == {}


def refusals(client, path):
    return [client.generic(method, path).status_code for method in ("TRACE", "CONNECT", "SPLICE")]
