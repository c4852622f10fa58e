import pytest
from django.test import Client

from routines.builder import build
from tests.factories import create_answers, create_person, create_routine, make_profile

EQUIPMENT = frozenset({"chair", "wall", "worktop", "doorway", "bed", "step"})


@pytest.fixture
def person(db):
    person = create_person()
    create_answers(person)
    return person


@pytest.fixture
def here(person):
    """The person's own browser."""
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def stranger(db):
    """Somebody else's browser."""
    client = Client()
    client.force_login(create_person())
    return client


@pytest.fixture(scope="session")
def built(library):
    """A profile and its plan."""
    profile = make_profile(minutes=12, equipment=EQUIPMENT, regions=frozenset({"lower-back"}), pain=3)
    return profile, build(profile, library)


@pytest.fixture
def routine(person, built):
    profile, plan = built
    return create_routine(person, plan, profile=profile)
