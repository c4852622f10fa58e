import pytest

from exercises.catalogue import Block, Urgency
from routines.builder import build_week
from tests.routines.builder.profiles import person


def days_with(week, block: Block) -> list[int]:
    return [day for day, plan in week.days.items() if any(item.block is block for item in plan.items)]


@pytest.mark.parametrize("days", [2, 3, 4, 5, 6, 7])
def test_week_has_the_days_asked_for(library, days):
    week = build_week(person(days=days), library, quick=True)

    assert len(week.days) == days


@pytest.mark.parametrize("days", [2, 3, 4, 5, 6, 7])
def test_week_never_strengthens_on_consecutive_days(library, days):
    strong = days_with(build_week(person(days=days), library, quick=True), Block.STRENGTHENING)

    gaps = [(later - day) % 7 for day, later in zip(strong, strong[1:] + strong[:1], strict=True)]
    assert len(strong) >= 2
    assert min(gaps) > 1


def test_week_says_what_is_left_to_walk(library):
    week = build_week(person(days=3, minutes=30), library, quick=True)

    assert week.aerobic_minutes > 0
    assert week.aerobic_minutes + week.walk_minutes == 150
    assert week.walk_minutes <= week.walk_days * 30


def test_week_is_empty_while_a_red_flag_is_open(library):
    assert build_week(person(urgency=Urgency.EMERGENCY), library).days == {}


def test_week_changes_an_exercise_after_two_days(library):
    week = build_week(person(days=7, minutes=30), library, quick=True)

    first, *others = [tuple(item.exercise for item in plan.items) for plan in week.days.values()]
    assert any(other != first for other in others)
