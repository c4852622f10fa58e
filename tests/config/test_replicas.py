import time

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.db import OperationalError
from django.http import HttpResponse

from accounts.models import User
from config import replicas
from config.http import unavailable


@pytest.fixture
def _replica(settings, monkeypatch):
    settings.REPLICAS = ["replica0"]
    monkeypatch.setattr(replicas, "_alone_since", {})


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


@pytest.mark.django_db
@pytest.mark.usefixtures("_replica")
def test_what_follows_a_write_is_read_from_the_primary(rf):
    seen, response = ask(rf, "get", then=lambda router: router.db_for_write(User))

    assert (seen, response.cookies[replicas.COOKIE]["max-age"]) == (["replica0", "default"], 3600)


@pytest.mark.usefixtures("_replica")
def test_a_post_never_reads_from_a_replica(rf):
    assert ask(rf, "post")[0] == ["default", "default"]


@pytest.mark.usefixtures("_replica")
@pytest.mark.parametrize("position", ["unknown", "1", "0/0'; --", "0/123456789"])
def test_who_wrote_nobody_knows_when_reads_from_the_primary(rf, position):
    assert ask(rf, "get", cookies={replicas.COOKIE: position})[0] == ["default", "default"]


@pytest.mark.usefixtures("_replica")
def test_a_page_that_a_replica_cannot_give_is_made_again_from_the_primary(rf):
    seen = []

    def view(request):
        seen.append(replicas.ReplicaRouter().db_for_read(User))
        return unavailable(OperationalError()) if seen[-1] == "replica0" else HttpResponse()

    ask_twice = [replicas.read_your_writes(view)(rf.get("/")).status_code for _ in range(2)]

    assert (ask_twice, seen) == ([200, 200], ["replica0", "default", "default"])


@pytest.mark.usefixtures("_replica")
@pytest.mark.parametrize(
    ("alone", "seen"), [(1, ["default"]), (replicas.LAST_RESORT_SECONDS, ["default", "replica0"])]
)
def test_without_a_primary_a_replica_that_was_left_alone_is_tried_earlier(rf, alone, seen):
    replicas._alone_since["replica0"] = time.monotonic() - alone
    asked = []

    def view(request):
        asked.append(replicas.ReplicaRouter().db_for_read(User))
        return unavailable(OperationalError()) if asked[-1] == "default" else HttpResponse()

    replicas.read_your_writes(view)(rf.get("/"))

    assert asked == seen


@pytest.mark.usefixtures("_replica")
def test_a_last_resort_that_does_not_answer_is_left_alone_again(rf):
    replicas._alone_since["replica0"] = time.monotonic() - replicas.LAST_RESORT_SECONDS
    asked = []

    def view(request):
        asked.append(replicas.ReplicaRouter().db_for_read(User))
        return unavailable(OperationalError())

    for _ in range(2):
        assert replicas.read_your_writes(view)(rf.get("/")).status_code == 503

    assert asked == ["default", "replica0", "default"]


@pytest.mark.usefixtures("_replica")
def test_what_writes_is_not_tried_again_elsewhere(rf):
    asked = []

    def view(request):
        asked.append(replicas.ReplicaRouter().db_for_write(User))
        return unavailable(OperationalError())

    response = replicas.read_your_writes(view)(rf.post("/"))

    assert asked == ["default"]
    assert replicas.COOKIE not in response.cookies  # nothing was kept: the replicas have all there is


@pytest.mark.usefixtures("_replica")
def test_a_write_that_a_page_can_do_without_leaves_no_trace_when_the_primary_is_away(rf):
    def visit(router):
        with replicas.dispensable():
            router.db_for_write(User)
            raise OperationalError

    seen, response = ask(rf, "get", then=visit)

    assert (seen, replicas.COOKIE in response.cookies) == (["replica0", "replica0"], False)


def test_without_replicas_nothing_is_kept_of_a_request():
    with pytest.raises(MiddlewareNotUsed):
        replicas.read_your_writes(lambda request: HttpResponse())


def test_outside_a_request_everything_is_the_primary():
    assert replicas.ReplicaRouter().db_for_read(User) == "default"
