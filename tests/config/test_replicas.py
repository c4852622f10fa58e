import pytest
from django.http import HttpResponse

from accounts.models import User
from config import replicas


@pytest.fixture
def _replica(settings):
    settings.REPLICAS = ["replica0"]


def ask(rf, method, *, cookies=None, then=lambda router: None):
    """Where a view reads a person from, before and after `then`; and the response."""
    seen = []
    router = replicas.ReplicaRouter()

    def view(request):
        seen.append(router.db_for_read(User))
        then(router)
        seen.append(router.db_for_read(User))
        return HttpResponse()

    request = getattr(rf, method)("/")
    request.COOKIES |= cookies or {}
    return seen, replicas.read_your_writes(view)(request)


@pytest.mark.usefixtures("_replica")
def test_a_page_is_read_from_a_replica(rf):
    seen, response = ask(rf, "get")

    assert (seen, replicas.COOKIE in response.cookies) == (["replica0", "replica0"], False)


@pytest.mark.usefixtures("_replica")
def test_what_follows_a_write_is_read_from_the_primary(rf):
    seen, response = ask(rf, "get", then=lambda router: router.db_for_write(User))

    assert (seen, response.cookies[replicas.COOKIE]["max-age"]) == (["replica0", "default"], 10)


@pytest.mark.usefixtures("_replica")
def test_a_post_never_reads_from_a_replica(rf):
    assert ask(rf, "post")[0] == ["default", "default"]


@pytest.mark.usefixtures("_replica")
def test_somebody_who_just_wrote_reads_from_the_primary(rf):
    assert ask(rf, "get", cookies={replicas.COOKIE: "1"})[0] == ["default", "default"]


def test_without_replicas_everything_is_the_primary(rf):
    assert ask(rf, "get")[0] == ["default", "default"]


def test_outside_a_request_everything_is_the_primary():
    assert replicas.ReplicaRouter().db_for_read(User) == "default"
