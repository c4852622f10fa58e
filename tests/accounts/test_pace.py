import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from accounts import pace


@pytest.fixture
def waited(monkeypatch):
    """Waiting is noted; the clock stands still but for what a view takes."""
    now, waits = [100.0], []
    monkeypatch.setattr(pace, "clock", lambda: now[0])
    monkeypatch.setattr(pace, "sleep", waits.append)

    def ask(method, seconds):
        def view(request):
            now[0] += seconds
            return HttpResponse()

        pace.paced(view, 0.5)(RequestFactory().generic(method, "/"))
        return waits

    return ask


@pytest.mark.parametrize(("taken", "wait"), [(0.1, 0.4), (0.4, 0.1), (0.7, 0.3)])
def test_a_post_is_answered_on_the_next_beat(waited, taken, wait):
    assert waited("POST", taken) == [pytest.approx(wait)]


def test_a_look_does_not_wait(waited):
    assert waited("GET", 0.1) == []
