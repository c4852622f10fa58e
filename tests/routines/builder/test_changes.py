from dataclasses import replace

from exercises.catalogue import Dose
from routines.builder import alternatives, build, evaluate
from routines.builder.dosing import CHANGE_OVER, seconds
from tests.routines.builder.profiles import people, person


def test_evaluate_gives_a_built_plan_back_unchanged(library):
    for profile in people(library, 12, seed=8):
        plan = build(profile, library, quick=True)

        again = evaluate(plan.items, replace(profile, minutes=plan.minutes), library)

        assert again.items == plan.items
        assert again.value == plan.value


def test_evaluate_keeps_a_dose_of_ones_own(library):
    profile = person()
    plan = build(profile, library, quick=True)
    own = Dose(sets=4, reps=7, rest=10)

    again = evaluate([replace(plan.items[0], dose=own)], profile, library)

    unilateral = library.exercises[plan.items[0].exercise].unilateral
    assert again.items[0].dose == own
    assert 0 <= again.items[0].seconds - seconds(own, unilateral=unilateral) - CHANGE_OVER < 5


def test_evaluate_takes_out_what_new_answers_forbid(library):
    plan = build(person(pinned=frozenset(["press-up-extension"])), library, quick=True)

    again = evaluate(plan.items, person(precautions=frozenset(["spinal-stenosis"])), library)

    assert "press-up-extension" not in {item.exercise for item in again.items}
    assert again.left_out[0].exercise == "press-up-extension"
    assert again.left_out[0].kind == "precaution"


def test_evaluate_takes_out_what_the_library_lost(library):
    plan = build(person(), library, quick=True)
    lost = replace(plan.items[0], exercise="no-longer-there")

    again = evaluate([lost, *plan.items[1:]], person(), library)

    assert [item.exercise for item in again.items] == [item.exercise for item in plan.items[1:]]


def test_alternatives_stay_in_the_block_and_keep_the_time(library):
    profile = person()
    plan = build(profile, library, quick=True)

    found = [alternatives(plan.items, at, profile, library) for at in range(len(plan.items))]

    assert sum(map(bool, found)) >= len(found) - 2  # the shortest items of a full session may have none
    for at, (item, ways) in enumerate(zip(plan.items, found, strict=True)):
        for way in ways:
            assert way.item.block is item.block
            swapped = [*plan.items[:at], way.item, *plan.items[at + 1 :]]
            assert evaluate(swapped, profile, library).seconds <= profile.minutes * 60


def test_alternatives_say_what_they_cost(library):
    profile = person()
    plan = build(profile, library, quick=True)

    ways = alternatives(plan.items, 2, profile, library)

    assert ways
    for way in ways:
        swapped = [*plan.items[:2], way.item, *plan.items[3:]]
        assert plan.value - evaluate(swapped, profile, library).value == way.loss


def test_alternatives_leave_out_what_the_session_holds_already(library):
    """Also where the person pinned an exercise, chose its dose, and holds two of one family."""
    profile = person()
    plan = build(profile, library, quick=True)
    own = Dose(sets=4, reps=7, rest=10)
    twins = [each for each in library.exercises.values() if each.family == "trunk-rotation"][:2]
    items = [replace(plan.items[0], exercise=twin.slug, dose=own) for twin in twins] + list(plan.items)
    pinned = replace(profile, minutes=30, pinned=frozenset(item.exercise for item in items[:1]))

    for someone in (pinned, replace(profile, minutes=30)):
        for at in range(2, len(items)):
            ways = alternatives(items, at, someone, library)
            assert not {way.item.exercise for way in ways} & {item.exercise for item in items}
