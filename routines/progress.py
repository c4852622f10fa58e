"""What months of sessions come to: weeks, days and a finding in words. Plain values; days are the person's own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from statistics import fmean

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exercises.catalogue import Block

WEEKS, CALENDAR, BARS = 26, 4, 6  # shown: in the pain chart, the calendar, the bars
PART = 0.6  # of the plan's time; less is a part of a session
# A change that most people notice (Ostelo 2008): 2 points, or 30 % from below 5.
NOTICEABLE, SHARE, MILD = 2.0, 0.3, 5.0
SLIGHT = 0.5
RECENT = timedelta(weeks=4)
AEROBIC_GOAL = 150  # minutes a week (WHO 2020)
STATES = {
    "full": gettext_lazy("session"),
    "half": gettext_lazy("part of a session"),
    "relief": gettext_lazy("quick relief"),
    "future": gettext_lazy("to come"),
    "": gettext_lazy("nothing noted"),
}


@dataclass(frozen=True, slots=True)
class Did:
    """One session as the pages of progress need it. pain: NRS, as it was before the session if that was said."""

    on: date
    seconds: int
    by_block: Mapping[str, int] = field(default_factory=dict)
    kind: str = "routine"
    pain: int | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """pain: the mean of its readings, None without any. minutes: moved, by block; relief stands beside them."""

    monday: date
    pain: float | None
    minutes: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.minutes.values())


@dataclass(frozen=True, slots=True)
class Day:
    """state: full, half, relief, future or empty."""

    on: date
    state: str
    is_today: bool = False

    @property
    def words(self) -> str:
        return str(STATES[self.state])


@dataclass(frozen=True, slots=True)
class Finding:
    """direction: down, up, same, or none while there is too little to say."""

    direction: str
    headline: str
    detail: str = ""


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weeks(done: Sequence[Did], today: date) -> list[Week]:
    """The last 26 weeks from the first that has something, oldest first."""
    last = monday(today)
    first = max(min((monday(one.on) for one in done), default=last), last - timedelta(weeks=WEEKS - 1))
    return [_week(done, first + timedelta(weeks=at)) for at in range((last - first).days // 7 + 1)]


def _week(done: Iterable[Did], start: date) -> Week:
    mine = [one for one in done if start <= one.on < start + timedelta(days=7)]
    pains = [one.pain for one in mine if one.pain is not None]
    seconds = {block.value: sum(one.by_block.get(block, 0) for one in mine) for block in Block}
    minutes = {block: round(time / 60) for block, time in seconds.items() if time >= 30}
    return Week(start, fmean(pains) if pains else None, minutes)


def calendar(done: Sequence[Did], today: date, planned: int) -> list[tuple[date, list[Day]]]:
    """Four weeks of days; `planned` is the seconds of the person's own routine."""
    first = monday(today) - timedelta(weeks=CALENDAR - 1)
    starts = [first + timedelta(weeks=at) for at in range(CALENDAR)]
    return [
        (start, [_day(done, start + timedelta(days=at), today, planned) for at in range(7)])
        for start in starts
    ]


def _day(done: Iterable[Did], day: date, today: date, planned: int) -> Day:
    mine = [one for one in done if one.on == day]
    if day > today:
        return Day(day, "future")
    trained = sum(one.seconds for one in mine if one.kind != "relief")
    if trained:
        return Day(day, "full" if trained >= PART * planned else "half", day == today)
    eased = any(one.kind == "relief" for one in mine)
    return Day(day, "relief" if eased else "", day == today)


def finding(shown: Sequence[Week]) -> Finding:
    """The first two weeks that have readings against the last two. Said as plainly when it goes up."""
    means = [week.pain for week in shown if week.pain is not None]
    if len(means) < 2:
        return Finding("none", _("Here you will see what changes"))
    ends = min(2, len(means) // 2)
    before, now = fmean(means[:ends]), fmean(means[-ends:])
    change = now - before
    values = {"before": f"{before:.1f}", "now": f"{now:.1f}", "points": f"{round(abs(change)):d}"}
    detail = _("From %(before)s to %(now)s out of 10, week against week.") % values
    last = max(week.monday for week in shown if week.pain is not None)
    if shown[-1].monday - last > RECENT:
        noted = _("You last noted it in the week from %(day)s.") % {"day": date_format(last, "j F")}
        detail = f"{detail} {noted}"
    if abs(change) < SLIGHT:
        return Finding("same", _("Your pain is about where it was"), detail)
    if change > 0:
        comfort = _("That is common, and it passes.")
        return Finding("up", _("Your last weeks were harder"), f"{detail} {comfort}")
    if not _is_noticeable(before, -change):
        return Finding("down", _("Your pain has come down a little"), detail)
    more = _("Most people with back pain would notice a change that size. Single days jump around.")
    headline = _("Your pain has come down")
    if -change >= 1.5:
        headline = _("Your pain has come down by about %(points)s points")
    return Finding("down", headline % values, f"{detail} {more}")


def line_in_words(shown: Sequence[Week]) -> str:
    """What somebody hears who does not see the chart; empty without a reading. The table has every week."""
    readings = [week for week in shown if week.pain is not None]
    if not readings:
        return ""
    first, last = readings[0], readings[-1]
    words = {"first": f"{first.pain:.1f}", "last": f"{last.pain:.1f}"}
    words |= {"since": date_format(first.monday, "j F"), "until": date_format(last.monday, "j F")}
    if first is last:
        return _("Weekly average pain: %(first)s of 10 in the week from %(since)s.") % words
    said = _(
        "Weekly average pain: %(first)s of 10 in the week from %(since)s, %(last)s in the week from %(until)s."
    )
    return said % words


def _is_noticeable(before: float, drop: float) -> bool:
    return drop >= (SHARE * before if before < MILD else NOTICEABLE)


def runs(shown: Sequence[Week]) -> list[list[tuple[int, float]]]:
    """The line in unbroken parts: a week without a reading is a gap, not a guess."""
    points = [(at, week.pain) for at, week in enumerate(shown) if week.pain is not None]
    parts: list[list[tuple[int, float]]] = [points[:1]] if points else []
    for (before, _pain), point in pairwise(points):
        if point[0] - before > 1:
            parts.append([])
        parts[-1].append(point)
    return parts
