import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection, connections

from accounts import pace
from config import public
from exercises.loading import read
from exercises.loading.storing import KINDS, load
from exercises.models import Facet, LibraryState, latest

ROOT = Path(__file__).resolve().parents[1]

# Playwright's sync API keeps a loop in this thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(autouse=True)
def _quick(settings, monkeypatch, tmp_path):
    """Plain static names and a fast hash: tests are about behaviour, `make run` and the browser use the real ones."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(pace, "sleep", lambda seconds: None)
    cache.clear()  # rate limits of the test before
    public.forget()
    monkeypatch.setattr(latest, "seconds", 0)  # or the number of queries would depend on the clock
    monkeypatch.setattr(latest, "known", "")


@pytest.fixture(scope="session")
def library():
    """The library as its files have it."""
    return read()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """SQLite in a file, as in use: in memory, threads would share one cache and meet locks that files do not have."""
    for database in connections.settings.values():
        if database["ENGINE"].endswith("sqlite3"):
            database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The library is loaded once for all tests: to load it takes longer than most of them."""
    with django_db_blocker.unblock():
        load()


@pytest.fixture
def loaded_library(db, library):
    """The same, in the database too, whatever a test with real transactions has left of it."""
    if LibraryState.objects.current().version != library.version:
        load()
    return library


@pytest.fixture
def no_library(db):
    """A database as it is before the first start."""
    for model in [LibraryState, *KINDS.values(), Facet]:
        model.objects.all().delete()


@pytest.fixture
def child(tmp_path):
    """Another Python, with a database of its own."""
    environment = os.environ | {"VAR_DIR": str(tmp_path), "SECRET_KEY": "x" * 50}
    if "postgres" in os.environ.get("DATABASE_URL", ""):
        environment["DATABASE_URL"] = make_database(f"drill_{os.getpid()}")

    def run(*arguments):
        return subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True
        )

    return run


@pytest.fixture
def manage(child):
    return partial(child, "manage.py")


def make_database(name):
    import psycopg

    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return url.rsplit("/", 1)[0] + f"/{name}"


@pytest.fixture
def full_disk():
    """A context in which every write fails."""

    def refuse(execute, sql, params, many, context):
        if sql.startswith(("UPDATE", "INSERT", "DELETE")):
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    return connection.execute_wrapper(refuse)
