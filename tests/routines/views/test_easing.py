"""A saved routine goes no further than where doses start once a flare, an injury, an operation or a birth was told."""

import pytest
from django.urls import reverse

from exercises.catalogue import Dose
from routines.models import Revision
from tests.factories import create_answers, create_person, create_routine, make_item, make_plan, make_profile

SAFE = {"nerves": [], "sudden": [], "illness": [], "pattern": [], "health": [], "age_band": "35-49"}
OPERATED = {
    "health": ["operation"],
    "operation": ["recent-other-surgery"],
    "clearance": ["recent-other-surgery"],
}
REACHED = make_plan(
    make_item("sit-to-stand", position="seated", dose=Dose(sets=3, reps=15), stage=3, seconds=300),
    make_item("heel-raises", position="standing", dose=Dose(sets=1, reps=3), stage=1, seconds=40),
)


@pytest.fixture
def person(loaded_library):
    return create_person()


@pytest.fixture
def routine(person):
    return create_routine(
        person, REACHED, profile=make_profile(minutes=12, precautions=frozenset({"vertigo"}))
    )


def doses(here, routine):
    items = here.get(reverse("routines:session", args=[routine.pk])).context["player"]["items"]
    return [(step["sets"], step["reps"]) for step in items]


def start(library):
    dose = library.exercises["sit-to-stand"].doses[1]
    return dose.sets, dose.reps


def test_what_was_reached_waits_while_something_heals_and_is_there_again_after(
    here, person, routine, library
):
    create_answers(person, **SAFE)
    before = doses(here, routine)
    create_answers(person, **SAFE | OPERATED)
    healing, text = doses(here, routine), here.get("/today/").text
    create_answers(person, **SAFE)

    assert before == [(3, 15), (1, 3)] == doses(here, routine)
    assert healing == [start(library), (1, 3)]
    assert "Doses are back where they start" in text


def test_strength_in_a_flare_is_half_of_where_it_starts(here, person, routine, library):
    create_answers(person, **SAFE | {"pain_now": 8})

    sets, reps = start(library)
    assert doses(here, routine)[0] in {(sets // 2, reps), (sets, (reps + 1) // 2)}


def test_a_change_made_meanwhile_starts_from_what_is_shown(here, person, routine, library):
    create_answers(person, **SAFE | OPERATED)

    for action in ("pin", "unpin"):
        at = f"/routines/{routine.pk}/items/strengthening/sit-to-stand/{action}/"
        here.post(at, {"revision": str(Revision.objects.count())})

    newest = Revision.objects.get(number=3)
    assert (newest.plan.items[0].dose.sets, newest.plan.items[0].dose.reps) == start(library)
    assert doses(here, routine)[0] == start(library)


def test_a_routine_made_while_it_heals_may_grow(here, person):
    profile = make_profile(minutes=12, precautions=frozenset({"recent-other-surgery"}))
    grown = create_routine(person, REACHED, profile=profile)
    create_answers(person, **SAFE | OPERATED)

    assert doses(here, grown) == [(3, 15), (1, 3)]
