import pytest
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.urls import path

from config.urls import urlpatterns as product
from exercises.loading.reading import digest
from exercises.models import LibraryState

pytestmark = pytest.mark.django_db


def test_healthz_answers(client):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_readyz_says_what_is_missing(client, no_library):
    response = client.get("/readyz")

    assert (response.status_code, response.json()["faults"]) == (
        503,
        ["the library is not loaded: run `manage.py load_library`"],
    )


def test_readyz_is_ready_once_the_library_is_loaded(client, no_library):
    LibraryState.objects.create(pk=1, digest=digest(), version="abc")

    assert client.get("/readyz").json() == {"status": "ok", "faults": []}


def test_readyz_waits_for_the_library_of_this_code(client, no_library):
    LibraryState.objects.create(pk=1, digest="of older code", version="abc")

    response = client.get("/readyz")

    assert (response.status_code, response.json()["faults"]) == (
        503,
        ["the library in the database is older than the code: run `manage.py load_library`"],
    )


def test_readyz_stays_ready_while_newer_code_is_rolled_out(client, no_library):
    LibraryState.objects.create(pk=1, digest="of newer code", earlier=f"first {digest()}", version="abc")

    assert client.get("/readyz").status_code == 200


def test_readyz_says_that_migrations_are_missing(client):
    MigrationRecorder(connection).record_unapplied("routines", last_migration("routines"))
    try:
        response = client.get("/readyz")
    finally:
        MigrationRecorder(connection).record_applied("routines", last_migration("routines"))

    assert (response.status_code, response.json()["faults"]) == (
        503,
        ["migrations are missing: run `manage.py prepare`"],
    )


def last_migration(app):
    return next(name for label, name in MigrationLoader(None).graph.leaf_nodes(app) if label == app)


def test_readyz_says_that_the_database_is_away(client):
    def gone(*_):
        raise OperationalError("gone")

    with connection.execute_wrapper(gone):
        response = client.get("/readyz")

    assert (response.status_code, response.json()["faults"]) == (
        503,
        ["the database does not answer (OperationalError): check DATABASE_URL and that it runs"],
    )


def broken(request):
    raise OperationalError("disk full")


urlpatterns = [path("broken/", broken), *product]


@pytest.mark.asvs("V16.5.2")
@pytest.mark.urls(__name__)
def test_a_database_that_fails_is_a_503_with_a_time_to_come_back(client, caplog):
    response = client.get("/broken/")

    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert (
        caplog.messages[0]
        == "the database does not answer: disk full (does it run, and is there space on its disk?)"
    )
