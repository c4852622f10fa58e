"""The library at the size of a community: it loads, and its pages ask as little and show as much as with 131."""

import os
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exercises.forms import MOST_SHOWN
from exercises.loading.storing import load
from exercises.models import Exercise
from exercises.rendering import forget
from tests.exercises import many
from tests.factories import create_answers, create_person

COUNT = 10_000 if os.environ.get("PROVE") else 400
ADDRESSES = {
    "/exercises/": "",
    "/exercises/?q=seated hamstring": "results",
    "/exercises/?q=hamstirng strech": "results",
    "/exercises/?position=seated&level=1": "results",
    "/exercises/?fits=no&show=100000": "",
    "/exercises/bridge/": "",
}


def queries(client):
    """How many each address costs, when the process has met the library and the person, and not the address."""
    found = {}
    client.get("/exercises/?level=2")
    for address, target in ADDRESSES.items():
        forget()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address, headers={"HX-Target": target}).status_code == 200
        found[address] = len(asked)
    return found


def shown(response):
    return len(re.findall(r"<h2><a href", response.text))


@pytest.fixture
def known(client, loaded_library):
    person = create_person()
    create_answers(person, health=["spine"], spine=["osteoporosis"], equipment=["chair"])
    client.force_login(person)
    return client


@pytest.mark.slow
def test_pages_of_a_large_library_ask_and_show_as_much_as_of_ours(known, tmp_path):
    before = queries(known)
    load(many.write(tmp_path / "library", COUNT))

    after = queries(known)
    found = Exercise.objects.search("bridge slow wall", Exercise.objects.catalogue())
    first = known.get("/exercises/?fits=no&show=100000")
    last = known.get("/exercises/?fits=no&show=100000&page=99999")

    assert after == before
    assert found.slugs[0] == "bridge-slow-wall"
    assert f"{COUNT} of {COUNT} exercises" in first.text
    assert f"Page 1 of {-(-COUNT // MOST_SHOWN)}" in first.text
    assert (shown(first), 'id="before"' in first.text, 'id="after"' in first.text) == (240, False, True)
    assert (shown(last), 'id="before"' in last.text, 'id="after"' in last.text) == (COUNT % 240, True, False)
