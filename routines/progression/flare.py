"""Is this a flare, and is it over? Three light days, then back once pain is near its usual (NICE NG59: keep moving)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from routines.progression.past import Past

FLARE_NOW = 7  # NRS, today
FLARE_RISE = 2  # above the usual, for over a day
BACK_WITHIN = 1  # near enough to the usual
LIGHT_DAYS = 3
MORE_THAN_A_DAY = timedelta(days=1)
USUAL_OVER, USUAL_FROM = timedelta(days=28), 3  # the usual needs at least so many readings
FORGOTTEN_AFTER = timedelta(days=7)  # a flare nobody spoke of for so long is no reason for anything


@dataclass(frozen=True, slots=True)
class State:
    """usual: the person's usual pain, NRS. since: the first day of a flare that is on, or was until a week ago."""

    usual: float | None = None
    in_flare: bool = False
    since: date | None = None


def state(past: Sequence[Past], today: date, told: float | None = None) -> State:
    """`past` is oldest first; `told` is the usual pain the person named, for when too little else is known."""
    readings = [(one.on, pain) for one in past if (pain := one.worst) is not None]
    usual = _usual(readings, today, told)
    start = _start(readings, usual)
    if start is None or today - readings[-1][0] > FORGOTTEN_AFTER:
        return State(usual)
    latest = readings[-1][1]
    settled = latest < FLARE_NOW and (usual is None or latest <= usual + BACK_WITHIN)
    light_days_over = today >= start + timedelta(days=LIGHT_DAYS)
    return State(usual, not (settled and light_days_over), start)


def _usual(readings: Sequence[tuple[date, int]], today: date, told: float | None) -> float | None:
    """The middle of four weeks without the last two days: a flare must not become the usual."""
    known = [pain for on, pain in readings if today - USUAL_OVER <= on < today - 2 * MORE_THAN_A_DAY]
    return median(known) if len(known) >= USUAL_FROM else told


def _start(readings: Sequence[tuple[date, int]], usual: float | None) -> date | None:
    """7 and more counts at once; 2 above the usual once it has lasted for more than a day."""
    start: date | None = None
    raised: date | None = None
    for on, pain in readings:
        if start and on - start >= FORGOTTEN_AFTER and pain < FLARE_NOW:
            start = None
        is_raised = pain >= FLARE_NOW or (usual is not None and pain >= usual + FLARE_RISE)
        raised = (raised or on) if is_raised else None
        lasts = raised is not None and on - raised > MORE_THAN_A_DAY
        if pain >= FLARE_NOW or lasts:
            start = start or raised
    return start
