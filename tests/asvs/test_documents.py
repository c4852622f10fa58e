"""docs/controls.md says what is so: every number is the code's, every table, form and key is there."""

import importlib
import re
from datetime import timedelta

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin

from accounts.ownership import FOREIGN_OWNERS, private_models
from accounts.passwords import WORDS
from tests.asvs.table import ROOT
from tests.asvs.test_code import CRYPTOGRAPHIC
from tests.rules import found, imports, trees
from tests.test_architecture import product

PAGE = (ROOT / "docs/controls.md").read_text()


def section(title):
    return re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", PAGE, re.S | re.M)[1]


def rows(text):
    """Cells of every row of a table, but of its head."""
    lines = [line for line in text.splitlines() if line.startswith("|") and not line.startswith("| ---")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def value_of(name):
    """What the code has under a dotted name; `X["key"]` reaches into a dictionary."""
    name, _, key = name.partition("[")
    place = name.replace("settings.", "config.settings.", 1) if name.startswith("settings.") else name
    parts = place.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        try:
            value = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            value = getattr(value, part)
        return value[key.strip('"]')] if key else value
    raise LookupError(name)


def written(value):
    return f"{value.days:,}" if isinstance(value, timedelta) else f"{value:,}"


LIMITS = [row for row in rows(section("How much")) if row[0] != "What"]


@pytest.mark.asvs("V2.1.3", "V6.1.1", "V7.1.1", "V15.1.3")
@pytest.mark.parametrize(("what", "most", "name"), LIMITS, ids=[row[0] for row in LIMITS])
def test_each_limit_is_the_one_in_the_code(what, most, name):
    assert most == written(value_of(name.strip("`")))


@pytest.mark.asvs("V2.1.1", "V2.1.2")
def test_every_form_is_described():
    for name in trees():
        if "forms.Form)" in (ROOT / name).read_text():
            importlib.import_module(name.removesuffix(".py").replace("/", "."))
    ours = {
        form
        for form in every(forms.Form)
        if form.__module__.split(".")[0] in {"accounts", "exercises", "routines"}
    }
    told = section("What may be typed and sent")

    assert {
        form.__name__ for form in ours if f"`{form.__name__}`" not in told and "admin" not in form.__module__
    } == set()
    assert "What must fit together" in told


def every(kind):
    return {kind, *(deeper for below in kind.__subclasses__() for deeper in every(below))}


@pytest.mark.asvs("V5.1.1")
def test_the_one_file_is_described():
    told = section("Files")

    assert all(word in told for word in ("`ImportForm`", "`.json`", "never unpacked", "never kept"))
    assert "a file brought back, bytes | 20,971,520" in PAGE


@pytest.mark.asvs("V6.1.3", "V6.3.4")
def test_every_way_to_sign_in_is_described(settings):
    ways = {row[0] for row in rows(section("Ways to sign in"))} - {"Way"}

    assert ways == {"passkey", "code by mail", "password", "authenticator app", "recovery code"}
    assert settings.MFA_SUPPORTED_TYPES == ["totp", "webauthn", "recovery_codes"]
    assert {"email"} == settings.ACCOUNT_LOGIN_METHODS
    assert not [
        app for app in settings.INSTALLED_APPS if "socialaccount" in app or "idp" in app or "headless" in app
    ]


@pytest.mark.asvs("V6.1.2")
def test_the_words_that_no_password_may_be_are_listed():
    assert [word for word in WORDS if f"`{word}`" not in section("Ways to sign in")] == []


@pytest.mark.asvs("V7.1.1", "V7.1.2")
def test_the_life_and_number_of_sessions_are_explained():
    told = section("Sessions")

    assert all(
        words in told for words in ("90 days", "a year", "NIST SP", "any number of sessions", "end_sessions")
    )


@pytest.mark.asvs("V8.1.1", "V8.1.2", "V8.2.3")
def test_who_may_do_what_is_written_and_administrators_see_nobody():
    private = {
        *private_models(),
        *(apps.get_model(label) for label in FOREIGN_OWNERS),
        apps.get_model("accounts.User"),
    }

    assert {row[0] for row in rows(section("Who may do what"))} == {
        "Who",
        "a stranger",
        "a person, guest or account",
        "staff with a second factor",
    }
    assert private & admin.site._registry.keys() == set()


@pytest.mark.asvs("V11.1.1", "V11.1.2")
def test_every_module_that_holds_or_makes_a_key_is_listed():
    told = section("Keys")
    users = CRYPTOGRAPHIC | found(imports("secrets")) | {"accounts/ledger.py", "static/js/vault.js"}

    assert {name for name in users if f"`{name}`" not in told} == set()
    assert all(
        words in told for words in ("To change `SECRET_KEY`", "thrown away", "may be known to somebody")
    )


@pytest.mark.asvs("V11.4.3", "V11.2.3")
def test_short_hashes_name_things_and_guard_nothing():
    """96 bits and fewer are names of pages and drawings: what is there for everybody, or checked by its owner."""
    short = {
        name
        for name in trees()
        if any(int(size) < 32 for size in re.findall(r"digest_size=(\d+)", (ROOT / name).read_text()))
    }

    assert short == {"accounts/parts.py", "config/public.py", "exercises/drawn.py"}


@pytest.mark.asvs("V13.1.1")
def test_whom_the_server_talks_to_is_written():
    told = section("Whom the server talks to")

    assert all(
        name in told for name in ("`DATABASE_URL`", "`EMAIL_HOST`", "Nobody else", "journal-upload.conf")
    )


@pytest.mark.asvs("V14.1.1", "V14.1.2")
def test_every_field_of_a_person_has_a_level():
    """By table, a level for each column; a level says how it is protected."""
    tables = {row[0].strip("`"): re.findall(r"`(\w+)`", " ".join(row[1:])) for row in rows(section("Data"))}
    models = [apps.get_model("accounts.User"), *private_models(), *map(apps.get_model, FOREIGN_OWNERS)]

    for model in models:
        told = tables[model._meta.label_lower]
        assert sorted(told) == sorted(field.name for field in model._meta.concrete_fields), model
    levels = {row[0]: row for row in rows(section("Data")) if len(row) == 6}
    assert levels.keys() == {"Level", "health", "sign-in", "personal", "use"}
    assert all(all(cell for cell in row) for row in levels.values())


@pytest.mark.asvs("V15.1.1")
def test_how_soon_packages_are_replaced_is_written():
    assert [row[1] for row in rows(section("Packages"))] == ["Within", "72 hours", "14 days", "90 days"]
    assert "72 hours" in (ROOT / "SECURITY.md").read_text()


@pytest.mark.asvs("V15.1.3")
def test_what_costs_much_is_written():
    assert len(rows(section("What costs much"))) > 5


@pytest.mark.asvs("V16.1.1")
def test_logs_are_listed_with_place_readers_and_time():
    table = rows(section("Logs"))

    assert table[0] == ["What", "By", "Where", "For whom", "Kept"]
    assert {row[1].strip("`") for row in table[1:]} == {
        "steadyback.request",
        "steadyback.security",
        "django.request",
        "nginx",
    }


@pytest.mark.asvs("V3.7.1")
def test_pages_use_no_dead_technology():
    dead = re.compile(
        r"<(?:object|embed|applet|marquee|frameset|bgsound)\b|\.swf|ActiveX|document\.all", re.I
    )

    assert dead.search("<embed src=x>")
    assert {path.name for path in product(".html", ".js") if dead.search(path.read_text())} == set()
    assert "No\nplug-in, no applet" in section("Browsers")
