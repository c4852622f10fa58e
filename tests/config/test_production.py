"""A deployment over TLS, as Django itself judges it; and what a stranger's headers can make us believe."""

import os
import runpy
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse

from tests.config.conftest import SETTINGS
from tests.test_access import ARGUMENTS, OWN, PUBLIC

ROOT = Path(__file__).resolve().parents[2]
CODE = "/accounts/login/code/"
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


ASK = """
import django; django.setup()
from django.conf import settings
from django.core import mail
from django.test import Client
from django.test.utils import setup_test_environment
setup_test_environment()
Client().post("/accounts/login/code/", {"email": "ann@example.org"})
print(len(mail.outbox))
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.asvs("V6.3.1", "V2.4.1")
def test_tries_are_counted_over_all_processes_and_machines(client, settings):
    """Counts stand in a table of the database that they share; three codes a minute are sent, whoever sends them."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    }
    ours = [client.post(CODE, {"email": "ann@example.org"}) and len(mail.outbox) for _ in range(3)]

    theirs = subprocess.run([sys.executable, "-c", ASK], cwd=ROOT, env=here(), capture_output=True, text=True)

    assert (ours, theirs.stdout) == ([1, 2, 3], "0\n"), theirs.stderr


def here():
    """An environment that names this test's database."""
    database = connection.settings_dict
    url = f"sqlite:///{database['NAME']}"
    if connection.vendor == "postgresql":
        url = os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{database['NAME']}"
    plain = {"DEBUG": "1"}  # static files need not be collected
    return os.environ | plain | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}


def test_what_counts_tries_is_shared(settings):
    """As shipped; the tests' own is in memory."""
    assert runpy.run_path(SETTINGS)["CACHES"] == {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    }
