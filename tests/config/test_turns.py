from threading import Event, Thread
from types import SimpleNamespace

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse

from config import turns


@pytest.fixture(autouse=True)
def on_sqlite(monkeypatch):
    monkeypatch.setattr(turns, "connection", SimpleNamespace(vendor="sqlite"))


class Visit(Thread):
    """A request whose view says that it began, and goes on when it is told to."""

    def __init__(self, rf):
        super().__init__(daemon=True)
        self.request, self.began, self.may_end = rf.get("/"), Event(), Event()
        self.start()

    def run(self):
        turns.in_turn(self.view)(self.request)

    def view(self, request):
        self.began.set()
        self.may_end.wait(10)
        return HttpResponse()


@pytest.fixture
def visit(rf):
    visits = []

    def begin():
        visits.append(Visit(rf))
        return visits[-1]

    yield begin
    for each in visits:
        each.may_end.set()
        each.join(10)


def test_the_second_page_waits_for_the_first(visit, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 10)
    first = visit()
    assert first.began.wait(10)
    second = visit()

    assert not second.began.wait(0.05)
    first.may_end.set()
    assert second.began.wait(10)


def test_nobody_waits_for_long(visit):
    first, second, third = visit(), visit(), visit()

    assert all(each.began.wait(10) for each in (first, second, third))


def test_a_turn_ends_with_an_error_too(rf):
    def broken(request):
        raise ValueError("broken")

    for _ in range(2):
        with pytest.raises(ValueError, match="broken"):
            turns.in_turn(broken)(rf.get("/"))
    assert turns._turn.acquire(blocking=False)
    turns._turn.release()


def test_on_postgresql_nobody_waits(monkeypatch):
    monkeypatch.setattr(turns, "connection", SimpleNamespace(vendor="postgresql"))

    with pytest.raises(MiddlewareNotUsed):
        turns.in_turn(lambda request: HttpResponse())
