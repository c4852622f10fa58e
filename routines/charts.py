"""Numbers as shapes: the paths and widths of the progress page. The page holds the words, and a table beside each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from exercises.catalogue import Block
from routines.progress import BARS, Did, Week, runs

TOP = 10  # NRS
WIDEST = 60  # segments count in sixtieths of the longest bar


@dataclass(frozen=True, slots=True)
class Line:
    """Paths in a box of 100 by 100: the weekly mean in unbroken parts, a dot each reading, and where it ends."""

    lines: tuple[str, ...]
    dots: tuple[str, ...]
    end: str
    last: float


@dataclass(frozen=True, slots=True)
class Bar:
    """parts: (block, minutes, width in sixtieths). rest: what is left to the longest bar."""

    week: Week
    parts: tuple[tuple[str, int, int], ...]
    rest: int

    @property
    def by_block(self) -> list[int | str]:
        """Minutes for each block there is, empty where there were none."""
        return [self.week.minutes.get(block, "") for block in Block]


def line(weeks: Sequence[Week], done: Sequence[Did]) -> Line | None:
    """None without a reading. Dots stand on their own day, the means in the middle of their week."""
    parts = runs(weeks)
    if not parts:
        return None
    days = max(1, len(weeks) * 7 - 1)
    first, after = weeks[0].monday, weeks[-1].monday + timedelta(days=7)
    dots = [
        ((one.on - first).days, one.pain) for one in done if one.pain is not None and first <= one.on < after
    ]
    at_week = [[(week * 7 + 3, pain) for week, pain in part] for part in parts]
    day, last = at_week[-1][-1]
    return Line(
        lines=tuple("L".join(_at(x, y, days) for x, y in part) for part in at_week),
        dots=tuple(_at(x, y, days) for x, y in dots),
        end=_at(day, last, days),
        last=last,
    )


def _at(day: float, pain: float, days: int) -> str:
    return f"{day / days * 100:.1f} {(TOP - pain) / TOP * 100:.1f}"


def bars(weeks: Sequence[Week]) -> list[Bar]:
    """The last weeks, newest last."""
    shown = weeks[-BARS:]
    longest = max((week.total for week in shown), default=0) or 1
    return [_bar(week, longest) for week in shown]


def _bar(week: Week, longest: int) -> Bar:
    parts = tuple((block, n, max(1, round(n / longest * WIDEST))) for block, n in week.minutes.items())
    return Bar(week, parts, max(0, WIDEST - sum(width for _, _, width in parts)))
