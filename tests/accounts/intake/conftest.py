import pytest

from tests.factories import create_person


@pytest.fixture
def person(loaded_library):
    return create_person()


@pytest.fixture
def home(client, person):
    """The person's own browser."""
    client.force_login(person)
    return client
