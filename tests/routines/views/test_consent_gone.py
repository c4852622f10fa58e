"""Who took their consent back keeps their routines. Nobody knows any more what could forbid another exercise."""

import pytest
from django.urls import reverse

from exercises.models import Exercise
from routines.models import Revision
from routines.progression import signature
from tests.factories import create_answers, create_routine, make_item, make_plan
from tests.routines.views.test_proposals import create_session

ANSWERS_FIRST = "Answer the safety lists first"


@pytest.fixture
def routine(here, person):
    create_answers(person, health=["spine"], spine=["osteoporosis"])
    routine = create_routine(
        person, make_plan(make_item("bridge"), make_item("clamshell", position="side-lying"))
    )
    here.post(reverse("accounts:consent"))
    return routine


def test_the_routine_is_still_shown_and_what_is_in_it_can_be_moved_and_removed(here, routine):
    url = reverse("routines:change_item", args=[routine.pk, "strengthening", "bridge", "remove"])

    here.post(url, {"revision": 1})

    page = here.get(reverse("routines:today"))
    assert [row.exercise.slug for row in page.context["sheet"].rows] == ["clamshell"]


@pytest.mark.parametrize(
    ("name", "told"),
    [("swap", {"exercise": "full-sit-up"}), ("change_minutes", {"minutes": 20}), ("add", {})],
)
def test_no_other_exercise_comes_in(here, routine, name, told):
    places = {"swap": [routine.pk, "strengthening", "bridge"], "add": ["full-sit-up"]}
    url = reverse(f"routines:{name}", args=places.get(name, [routine.pk]))

    page = here.post(url, told | {"revision": 1, "routine": str(routine.pk)}, follow=True)

    assert ANSWERS_FIRST in page.text
    assert Revision.objects.get().number == 1


@pytest.mark.parametrize("name", ["swap", "add"])
def test_who_asks_for_another_is_led_to_the_safety_lists(here, routine, name):
    args = [routine.pk, "strengthening", "bridge"] if name == "swap" else ["bird-dog"]

    page = here.get(reverse(f"routines:{name}", args=args), follow=True)

    assert page.redirect_chain[-1][0] == reverse("accounts:intake")
    assert ANSWERS_FIRST in page.text


def test_no_proposal_brings_another_exercise(here, person, routine):
    hardest = Exercise.objects.catalogue().exercises["bridge"].doses[3]
    item = make_item("bridge", dose=hardest, stage=3)
    version = routine.version
    version.routine.revise(make_plan(item), expected=1, change="", profile=Revision.objects.get().profile)
    for ago in (4, 2):
        create_session(
            person,
            version.routine,
            ago,
            effort="easy",
            pain_after=1,
            revision=2,
            items=[
                {
                    "exercise": "bridge",
                    "block": "strengthening",
                    "completed": True,
                    "asked": list(signature(hardest)),
                }
            ],
        )

    assert here.get(reverse("routines:today")).context["proposals"] == ()


def test_no_light_days_bring_another_exercise(here, person, routine):
    create_session(person, routine, 0, pain_after=8)

    assert here.get(reverse("routines:today")).context["proposals"] == ()


def test_the_player_offers_nothing_else_that_is_easier(here, routine):
    page = here.get(reverse("routines:session", args=[routine.pk]))

    easier = [step["easier"]["exercise"] for step in page.context["player"]["items"] if step["easier"]]
    assert set(easier) <= {"bridge", "clamshell"}
