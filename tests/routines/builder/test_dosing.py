import pytest

from exercises.catalogue import Block, Dose
from routines.builder.dosing import options
from tests.factories import make_exercise

HELD = make_exercise("calf-stretch", doses={1: Dose(hold=30)})


def listed(block, most):
    return [(o.dose.sets, o.dose.reps, o.dose.hold, o.factor) for o in options(HELD, block, 1, most)]


def test_a_limit_above_the_hold_changes_no_dose():
    assert options(HELD, Block.STRETCHING, 1, 30) == options(HELD, Block.STRETCHING, 1)


@pytest.mark.parametrize(
    ("most", "known"),
    [(10, [(1, 1, 10, 666), (1, 2, 10, 766), (1, 3, 10, 1000)]), (5, [(1, 1, 5, 583), (1, 6, 5, 1000)])],
)
def test_a_stretch_in_shorter_holds_is_worth_its_seconds(most, known):
    assert listed(Block.STRETCHING, most) == known


def test_strength_in_shorter_holds_is_worth_less_and_never_made_up_for():
    assert listed(Block.STRENGTHENING, 10) == [(1, 1, 10, 333), (2, 1, 10, 666)]
