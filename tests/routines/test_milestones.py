from datetime import date, timedelta

from routines.milestones import Milestone, reached
from routines.progress import Did, weeks

START = date(2026, 9, 7)


def walked(*minutes):
    """One walk a week."""
    return [
        Did(START + timedelta(weeks=at), 60 * each, {"aerobic": 60 * each}) for at, each in enumerate(minutes)
    ]


def found(done=(), ratings=None, steps=()):
    shown = weeks(done, done[-1].on) if done else []
    return [(one.on, one.what) for one in reached(steps, done, shown, ratings or {})]


def test_a_longer_walk_is_a_milestone_on_the_day_it_was_first_walked():
    assert found(walked(6, 8, 11, 12, 9)) == [
        (START + timedelta(weeks=2), "10 minutes of low-impact aerobic in one go")
    ]


def test_what_somebody_began_with_is_no_milestone():
    assert found(walked(20, 20, 18)) == []


def test_a_week_counts_all_its_walks():
    two_a_day = [Did(START + timedelta(weeks=2, days=at), 1200, {"aerobic": 1200}) for at in range(5)]

    assert found([*walked(20), *two_a_day]) == [
        (START + timedelta(weeks=2), "A week with 90 minutes of low-impact aerobic")
    ]


def test_an_activity_that_goes_noticeably_better_is_a_milestone():
    rated = [(START, 3), (START + timedelta(days=28), 4), (START + timedelta(days=56), 6)]

    assert found(ratings={"Carry my shopping": rated}) == [
        (rated[2][0], "Carry my shopping: from 3 to 6 out of 10")
    ]
    assert found(ratings={"Carry my shopping": rated[:2]}) == []


def test_a_setback_takes_nothing_away():
    rated = [(START, 3), (START + timedelta(days=28), 7), (START + timedelta(days=56), 2)]

    assert found(walked(5, 12, 2), {"Swim": rated}) == [
        (START + timedelta(days=28), "Swim: from 3 to 7 out of 10"),
        (START + timedelta(weeks=1), "10 minutes of low-impact aerobic in one go"),
    ]


def test_the_newest_come_first_and_no_more_than_six():
    steps = [Milestone(START + timedelta(days=at), f"Step {at}") for at in range(8)]

    assert [what for _day, what in found(steps=steps)] == [f"Step {at}" for at in (7, 6, 5, 4, 3, 2)]
