"""What a person can do more of than when they started. Never how often: days missed take nothing away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from exercises.catalogue import Block
from routines.progress import Did, Week

IN_ONE_GO = (5, 10, 15, 20, 30, 45, 60)  # minutes of walking or other low-impact aerobic exercise
IN_A_WEEK = (30, 60, 90, 120, 150)  # the last is what the WHO recommends (2020)
NOTICED = 3  # points on one activity of one's own: the least that is more than chance (PSFS, Stratford 1995)
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Milestone:
    on: date
    what: str


def reached(
    steps: Iterable[Milestone],
    done: Sequence[Did],
    weeks: Sequence[Week],
    ratings: Mapping[str, Sequence[tuple[date, int]]],
) -> list[Milestone]:
    """The newest first. All input is oldest first; `steps` are the steps up a person said yes to."""
    walks = [(one.on, one.by_block.get(Block.AEROBIC, 0) // 60) for one in done]
    totals = [(week.monday, week.minutes.get(Block.AEROBIC, 0)) for week in weeks]
    found = [
        *steps,
        *_firsts(walks, IN_ONE_GO, _("%d minutes of low-impact aerobic in one go")),
        *_firsts(totals, IN_A_WEEK, _("A week with %d minutes of low-impact aerobic")),
        *_back(ratings),
    ]
    return sorted(found, key=lambda one: one.on, reverse=True)[:SHOWN]


def _firsts(values: Sequence[tuple[date, int]], marks: Sequence[int], words: str) -> list[Milestone]:
    """The highest mark passed, on the day it first was. What the person began with is no milestone."""
    most = max((minutes for _day, minutes in values), default=0)
    start = next((minutes for _day, minutes in values if minutes), 0)
    mark = max((mark for mark in marks if start < mark <= most), default=0)
    return [Milestone(day, words % mark) for day, minutes in values if mark and minutes >= mark][:1]


def _back(ratings: Mapping[str, Sequence[tuple[date, int]]]) -> list[Milestone]:
    """An activity that goes noticeably better than when it was first rated, at its best so far."""
    found = []
    for name, rated in ratings.items():
        first = rated[0][1]
        on, best = max(rated, key=lambda one: (one[1], -one[0].toordinal()))
        if best - first >= NOTICED:
            values = {"name": name, "before": first, "now": best}
            found.append(Milestone(on, _("%(name)s: from %(before)d to %(now)d out of 10") % values))
    return found
