import pytest
from django.urls import reverse

from accounts.intake.profile import Profile
from exercises.recheck import forbidden
from routines.relief import positions

pytestmark = pytest.mark.django_db


def test_relief_opens_for_everybody_with_the_safety_line_first(client, loaded_library):
    page = client.get(reverse("routines:relief"))

    assert page.status_code == 200
    assert page.text.index(reverse("accounts:help")) < page.text.index("relief-row")


def test_relief_names_four_positions_and_ends_with_a_walk(library):
    found = positions(Profile(), library)

    assert len(found) == 4
    assert found[-1].exercise == "easy-walk"


def test_relief_forbids_what_each_precaution_forbids(library):
    for precaution in library.precautions:
        found = positions(Profile(precautions=frozenset({precaution})), library)

        assert found, precaution
        assert not [i for i in found if forbidden(i.exercise, i.position, [precaution], library)]
