import pytest
from django.db import transaction
from django.test import Client

from exercises.loading.storing import load
from exercises.models import Exercise
from routines.builder import build
from tests.factories import create_answers, create_person, create_routine, make_profile

EQUIPMENT = frozenset({"chair", "wall", "worktop", "doorway", "bed", "step"})


@pytest.fixture(scope="package", autouse=True)
def _library_in_the_database(django_db_setup, django_db_blocker):
    """Loaded once for all tests of views: each runs in a savepoint of the transaction that holds it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


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


@pytest.fixture
def routine(person):
    profile = make_profile(minutes=12, equipment=EQUIPMENT, regions=frozenset({"lower-back"}), pain=3)
    catalogue = Exercise.objects.catalogue()
    return create_routine(person, build(profile, catalogue), profile=profile)
