from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.intake.profile import Profile
from accounts.models import Intake
from exercises.recheck import forbidden
from routines.relief import positions
from tests.factories import create_answers, create_person

pytestmark = pytest.mark.django_db


def test_relief_opens_for_everybody_with_the_safety_line_first(client, loaded_library):
    page = client.get(reverse("routines:relief"))

    assert page.status_code == 200
    assert page.text.index(reverse("accounts:help")) < page.text.index("relief-row")


def test_relief_names_four_positions_and_ends_with_a_walk(library):
    found = positions(Profile(), library)

    assert len(found) == 4
    assert found[-1].exercise == "easy-walk"


def test_relief_begins_with_what_fits_as_it_is(library):
    found = positions(Profile(precautions=frozenset({"floor-difficulty"})), library)

    assert [bool(item.how) for item in found[:-1]] == sorted(bool(item.how) for item in found[:-1])
    assert (found[0].how, found[0].position in {"seated", "standing"}) == ((), True)


def test_relief_forbids_what_each_precaution_forbids(library):
    for precaution in library.precautions:
        found = positions(Profile(precautions=frozenset({precaution})), library)

        assert found, precaution
        assert not [i for i in found if forbidden(i.exercise, i.position, [precaution], library)]


@pytest.mark.parametrize("is_finished", [True, False])
def test_relief_leads_who_told_of_an_urgent_sign_to_whom_to_see(client, loaded_library, is_finished):
    person = create_person()
    intake = create_answers(person, nerves=["saddle-numbness"])
    client.force_login(person)
    if not is_finished:
        intake.finished_at = None
        intake.save()

    page = client.get(reverse("routines:relief"))

    assert page.url == reverse("accounts:stop")
    assert client.get(page.url).status_code == 200


def test_relief_does_not_offer_what_hurt_sharply_when_it_was_last_done(client, loaded_library):
    person = create_person()
    client.force_login(person)

    def offered(felt=None, ago=0):
        if felt is not None:
            item = {"exercise": "knee-to-chest", "block": "relief", "seconds": 60, "felt": felt}
            started = timezone.now() - timedelta(hours=ago)
            body = {"started_at": started.isoformat(), "kind": "relief", "items": [item]}
            client.put(reverse("routines:record", args=[uuid4()]), body, "application/json")
        page = client.get(reverse("routines:relief"))
        return "knee-to-chest" in [item.exercise for _, item, _ in page.context["rows"]], [
            exercise.slug for exercise in page.context["left"]
        ]

    assert offered() == (True, [])
    assert offered("sharp", ago=3) == (False, ["knee-to-chest"])
    assert offered("", ago=5) == (False, ["knee-to-chest"])
    assert offered("working", ago=1) == (True, [])


def test_relief_heeds_a_first_intake_that_is_not_finished(client, loaded_library):
    person = create_person()
    Intake.objects.filter(pk=create_answers(person, health=["spine"], spine=["osteoporosis"]).pk).update(
        finished_at=None
    )
    client.force_login(person)

    shown = [item for _, item, _ in client.get(reverse("routines:relief")).context["rows"]]

    assert shown == list(positions(Profile(precautions=frozenset({"osteoporosis"})), loaded_library))
    assert shown != list(positions(Profile(), loaded_library))
