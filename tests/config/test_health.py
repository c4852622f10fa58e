import pytest
from django.db import OperationalError
from django.urls import path

from config.urls import urlpatterns as product
from exercises.models import LibraryState

pytestmark = pytest.mark.django_db


def test_healthz_answers(client):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_readyz_says_what_is_missing(client):
    response = client.get("/readyz")

    assert (response.status_code, response.json()["faults"]) == (
        503,
        ["the library is not loaded: run `manage.py load_library`"],
    )


def test_readyz_is_ready_once_the_library_is_loaded(client):
    LibraryState.objects.create(digest="abc", version="abc")

    assert client.get("/readyz").json() == {"status": "ok", "faults": []}


def broken(request):
    raise OperationalError("disk full")


urlpatterns = [path("broken/", broken), *product]


@pytest.mark.asvs("V16.5.2")
@pytest.mark.urls(__name__)
def test_a_database_that_fails_is_a_503_with_a_time_to_come_back(client):
    response = client.get("/broken/")

    assert (response.status_code, response["Retry-After"]) == (503, "5")
