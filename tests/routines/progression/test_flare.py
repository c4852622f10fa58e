"""Every rule of [flare_up] in the knowledge base, one table each, and light days."""

from dataclasses import replace

import pytest

from exercises.catalogue import Block, Dose
from routines.builder import build
from routines.builder.dosing import halved
from routines.progression import Past, state
from routines.progression.light import light
from tests.factories import make_item, make_profile
from tests.routines.progression.test_rules import TODAY, day, proposals, session


@pytest.mark.parametrize("usual", [None, 2, 6])
def test_seven_is_a_flare_at_once(usual):
    assert proposals(session(0, pain=7), pain=usual) == [("light", None)]


@pytest.mark.parametrize(
    ("readings", "is_flare"),
    [
        ([(2, 5), (0, 5)], True),
        ([(1, 5), (0, 5)], False),  # a day is not more than a day
        ([(2, 4), (0, 4)], False),
        ([(2, 5), (1, 3), (0, 5)], False),
    ],
)
def test_two_above_the_usual_is_a_flare_after_more_than_a_day(readings, is_flare):
    past = [Past(day(ago), pain_before=pain) for ago, pain in readings]

    assert state(past, TODAY, 3).in_flare is is_flare


@pytest.mark.parametrize(
    ("ago", "now", "in_flare"), [(1, 3, True), (2, 3, True), (3, 3, False), (3, 5, True), (5, 4, False)]
)
def test_a_flare_lasts_three_days_and_until_pain_is_near_its_usual(ago, now, in_flare):
    past = [Past(day(ago), pain_after=8), Past(day(0), pain_before=now)]

    assert state(past, TODAY, 3).in_flare is in_flare


def test_light_days_end_with_the_way_back():
    past = [Past(day(4), pain_after=8), Past(day(0), pain_before=3)]

    assert proposals(*past, pain=3, is_light=True) == [("back", None)]
    assert proposals(past[0], replace(past[1], pain_before=6), pain=3, is_light=True) == []


def test_nothing_goes_up_after_a_flare_or_while_a_clearance_is_open():
    flare = Past(day(6), pain_after=8)

    assert proposals(flare, session(3), session(1), pain=2) == []
    assert proposals(session(3), session(1), unconfirmed=frozenset({"pregnancy"})) == []


def test_light_days_are_half_the_dose_with_a_walk_and_ease(library):
    item = make_item("bridge", dose=library.exercises["bridge"].doses[3], stage=3)

    found = light(
        [item, replace(item, exercise="bird-dog", position="hands-and-knees")], make_profile(), library
    )

    blocks = [one.block for one in found]
    assert blocks.count(Block.STRENGTHENING) == 2
    assert Block.AEROBIC in blocks
    assert Block.COOL_DOWN in blocks
    assert all(one.dose.sets == 1 for one in found if one.block is Block.STRENGTHENING)


@pytest.mark.parametrize("minutes", [8, 12, 20])
def test_a_light_day_is_no_longer_than_the_routine(library, minutes):
    profile = make_profile(
        minutes=minutes, equipment=frozenset({"chair", "wall"}), regions=frozenset({"lower-back"})
    )
    plan = build(profile, library)

    found = light(plan.items, profile, library)

    assert sum(item.seconds for item in found) <= max(plan.seconds, 8 * 60)
    assert {item.block for item in found} >= {Block.AEROBIC, Block.STRENGTHENING, Block.COOL_DOWN}


def test_light_days_forbid_what_each_precaution_forbids(library):
    from exercises.recheck import forbidden

    for precaution in library.precautions:
        profile = make_profile(precautions=frozenset({precaution}))

        found = light([], profile, library)

        assert not [one for one in found if forbidden(one.exercise, one.position, [precaution], library)]


@pytest.mark.parametrize(
    ("dose", "half"),
    [
        (Dose(sets=2, reps=8), Dose(sets=1, reps=8)),
        (Dose(sets=3, reps=12), Dose(sets=3, reps=6)),
        (Dose(sets=1, reps=5, hold=10), Dose(sets=1, reps=3, hold=10)),
        (Dose(sets=3, reps=6, hold=10, scheme="6-4-2"), Dose(sets=1, reps=6, hold=10)),
        (Dose(minutes=5), Dose(minutes=2.5)),
        (Dose(minutes=1), Dose(minutes=1)),
    ],
)
def test_half_a_dose_is_half_of_the_work(dose, half):
    assert halved(dose) == half
