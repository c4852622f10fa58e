from datetime import date, timedelta

import pytest

from routines import charts, progress
from routines.progress import Did, Week

TODAY = date(2026, 11, 20)  # a Friday


def week(ago, pain=None, **minutes):
    return Week(progress.monday(TODAY) - timedelta(weeks=ago), pain, minutes)


@pytest.mark.parametrize(
    ("pains", "direction"),
    [
        ([], "none"),
        ([5.0], "none"),
        ([6.0, 6.0, 4.0, 3.0], "down"),
        ([3.0, 3.0, 2.0, 2.0], "down"),
        ([3.0, 3.0, 5.0, 6.0], "up"),
        ([4.0, 4.0, 4.2, 3.9], "same"),
        ([6.0, None, None, 3.0], "down"),
    ],
)
def test_finding_compares_the_first_weeks_with_the_last(pains, direction):
    shown = [week(len(pains) - at, pain) for at, pain in enumerate(pains)]

    assert progress.finding(shown).direction == direction


def test_finding_says_a_large_change_in_points_and_a_small_one_as_a_little():
    large = progress.finding([week(3, 5.6), week(2, 5.6), week(1, 3.2), week(0, 3.2)])
    small = progress.finding([week(3, 6.0), week(2, 6.0), week(1, 5.2), week(0, 5.2)])

    assert large.headline == "Your pain has come down by about 2 points"
    assert small.headline == "Your pain has come down a little"


def test_a_finding_of_long_ago_says_of_when():
    old = [week(9, 5.6), week(8, 3.2), *(week(ago) for ago in range(7, -1, -1))]

    assert progress.finding(old).detail.startswith(
        "From 5.6 to 3.2 out of 10, week against week. You last noted it in the week from 21 September."
    )
    assert "last noted" not in progress.finding(old[:6]).detail


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ([week(0)], ""),
        ([week(1), week(0, 3.0)], "Weekly average pain: 3.0 of 10 in the week from 16 November."),
        (
            [week(2, 5.0), week(1, 4.0), week(0)],
            "Weekly average pain: 5.0 of 10 in the week from 2 November, 4.0 in the week from 9 November.",
        ),
    ],
)
def test_the_line_in_words_names_no_week_twice(shown, said):
    assert progress.line_in_words(shown) == said


def test_a_week_without_a_reading_breaks_the_line():
    shown = [week(3, 5.0), week(2, 4.0), week(1), week(0, 3.0)]

    assert progress.runs(shown) == [[(0, 5.0), (1, 4.0)], [(3, 3.0)]]
    assert len(charts.line(shown, []).lines) == 2


def test_weeks_count_minutes_by_block_and_mean_of_pain():
    done = [Did(TODAY, 600, {"strengthening": 600}, pain=4), Did(TODAY, 60, {"stretching": 60}, pain=3)]

    assert progress.weeks(done, TODAY) == [week(0, 3.5, strengthening=10, stretching=1)]


def test_calendar_tells_a_session_from_part_of_one_and_from_relief():
    done = [
        Did(TODAY, 700),
        Did(TODAY - timedelta(days=1), 100),
        Did(TODAY - timedelta(days=2), 300, kind="relief"),
        Did(TODAY - timedelta(days=3), 0, pain=3),  # opened, nothing done
    ]

    last = progress.calendar(done, TODAY, 720)[-1][1]

    assert [day.state for day in last] == ["", "", "relief", "half", "full", "future", "future"]
    assert last[4].is_today


def test_bars_of_a_week_fill_the_same_width():
    shown = [week(1, None, aerobic=30, strengthening=30), week(0, None, aerobic=15)]

    widths = [sum(width for _, _, width in bar.parts) + bar.rest for bar in charts.bars(shown)]

    assert widths == [60, 60]
