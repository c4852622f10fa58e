"""An exercise done often may change for another that does the same, at no cost."""

from dataclasses import replace

import pytest

from exercises.catalogue import Block, Dose
from routines.builder.plan import Reason
from routines.progression import Did, Past, propose
from tests.factories import make_catalogue, make_exercise, make_item, make_profile
from tests.routines.progression.test_rules import TODAY, day


def stretch(slug, **fields):
    doses = {1: Dose(reps=3, hold=20)}
    usual = {"blocks": (Block.STRETCHING,), "serves": {"tight-back": 80}, "family": slug, "doses": doses}
    return make_exercise(slug, **usual | fields)


STRETCHED = make_item(
    "knee-hug",
    Block.STRETCHING,
    dose=Dose(reps=3, hold=20),
    seconds=75,
    reasons=(Reason("factor", "tight-back", "Your back is stiff"),),
)


def varied(*others, times=6, item=STRETCHED, **options):
    catalogue = make_catalogue(stretch("knee-hug"), *others)
    past = [Past(day(2 * times - 2 * at), (Did(item.exercise),), effort="right") for at in range(times)]
    found = propose([item], past, make_profile(level=1), catalogue, today=TODAY, **options)
    return [(one.kind, one.exercise, one.item.exercise) for one in found]


def test_a_stretch_done_often_may_change_for_one_that_does_the_same():
    assert varied(stretch("child-pose")) == [("vary", "knee-hug", "child-pose")]


@pytest.mark.parametrize(
    "other",
    [
        stretch("other-job", serves={"stress": 80}),
        stretch("too-hard", level=2),
        stretch("only-by-name", auto_select=False),
        stretch("elsewhere", positions=("standing",)),
        stretch("longer", doses={1: Dose(reps=3, hold=60)}),
        stretch("other-block", blocks=(Block.STRENGTHENING,)),
    ],
)
def test_variety_costs_nothing(other):
    assert varied(other) == []


def test_variety_waits_and_leaves_what_the_person_holds_on_to():
    child = stretch("child-pose")

    assert varied(child, times=5) == []
    assert varied(child, may_vary=False) == []
    assert varied(child, item=replace(STRETCHED, pinned=True)) == []


def test_variety_prefers_what_was_not_done_in_the_last_two_sessions():
    catalogue = make_catalogue(stretch("knee-hug"), stretch("child-pose"), stretch("rock"))
    old = [Past(day(20 - 2 * at), (Did("knee-hug"),)) for at in range(6)]
    last = [Past(day(2), (Did("knee-hug"), Did("rock")))]

    (found,) = propose([STRETCHED], old + last, make_profile(), catalogue, today=TODAY)

    assert found.item.exercise == "child-pose"


def test_an_exchange_says_only_what_is_true_of_the_new_exercise():
    worry = Reason("factor", "worry", "You worry")
    item = replace(STRETCHED, reasons=(*STRETCHED.reasons, worry))
    catalogue = make_catalogue(stretch("knee-hug"), stretch("child-pose"))
    past = [Past(day(12 - 2 * at), (Did("knee-hug"),)) for at in range(6)]

    (found,) = propose([item], past, make_profile(), catalogue, today=TODAY)

    assert found.item.reasons == STRETCHED.reasons


def test_an_exercise_the_library_no_longer_has_is_left_alone():
    gone = make_item("gone", Block.STRETCHING)
    past = [Past(day(12 - 2 * at), (Did("knee-hug"), Did("gone"))) for at in range(6)]
    catalogue = make_catalogue(stretch("knee-hug"), stretch("child-pose"))

    (found,) = propose([gone, STRETCHED], past, make_profile(), catalogue, today=TODAY)

    assert (found.exercise, found.item.exercise) == ("knee-hug", "child-pose")
