import time
from uuid import uuid4

import pytest
from django.utils import timezone, translation

from accounts import memory
from accounts.memory import forget, remembered


@pytest.fixture(autouse=True)
def _empty(monkeypatch):
    monkeypatch.setattr(memory, "_people", type(memory._people)())


def test_a_value_is_made_once_for_each_key_and_person():
    one, other = uuid4(), uuid4()

    made = [remembered(owner, key, object) for owner in (one, other) for key in ("a", "b", "a")]

    assert made[0] is made[2]
    assert made[3] is made[5]
    assert len(set(made)) == 4


def test_language_and_time_zone_are_part_of_every_key():
    owner = uuid4()

    here = remembered(owner, "a", object)
    with translation.override("en"):
        abroad = remembered(owner, "a", object)
    with timezone.override("Asia/Tokyo"):
        far = remembered(owner, "a", object)

    assert len({here, abroad, far}) == 3


@pytest.mark.asvs("V14.2.2")
def test_forgotten_is_gone():
    owner = uuid4()
    before = remembered(owner, "a", object)

    forget(owner)

    assert memory._people == {}
    assert remembered(owner, "a", object) is not before


def test_few_people_and_few_things_are_held(monkeypatch):
    monkeypatch.setattr(memory, "PEOPLE", 3)
    monkeypatch.setattr(memory, "EACH", 2)

    for owner in (uuid4() for _ in range(5)):
        for key in "abc":
            remembered(owner, key, object)

    assert [len(held) for _, held in memory._people.values()] == [2, 2, 2]


@pytest.mark.asvs("V14.2.2")
def test_who_was_away_a_while_is_let_go_when_anybody_comes(monkeypatch):
    now = time.monotonic()
    remembered(uuid4(), "a", object)
    monkeypatch.setattr(memory.time, "monotonic", lambda: now + memory.AWAY + 1)

    back = uuid4()
    remembered(back, "a", object)

    assert list(memory._people) == [back]
