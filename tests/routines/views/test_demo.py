from datetime import date

import pytest

from routines import demo
from routines.models import Proposal, Session

TODAY = date(2026, 11, 21)


@pytest.fixture
def person(db):
    return demo.make(TODAY)


def test_demo_is_the_same_each_time(person):
    before = list(Session.objects.order_by("client_id").values_list("client_id", "pain_before", "seconds"))

    demo.make(TODAY)

    after = list(Session.objects.order_by("client_id").values_list("client_id", "pain_before", "seconds"))
    assert after == before


def test_demo_has_a_flare_with_light_days_and_the_way_back_and_steps_up(person):
    kinds = [key.split(":")[0] for key in Proposal.objects.order_by("before").values_list("key", flat=True)]

    assert kinds.count("light") == kinds.count("back") == 1
    assert kinds.index("light") < kinds.index("back")
    assert "more" in kinds


def test_demo_can_sign_in_as_the_command_says(person, client):
    response = client.post("/accounts/login/", {"login": demo.EMAIL, "password": demo.PASSWORD})

    assert response.url == "/today/"


def test_demo_pages_open(person, client):
    client.force_login(person)

    for page in ("/today/", "/progress/", "/habits/"):
        assert client.get(page).status_code == 200
