"""What the player page is given: the session's steps, the person's settings, and every sentence it may show."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from exercises.drawn import together
from routines.steps import Steps

SETTINGS = {
    "voice": False,
    "tones": True,
    "ticks": True,
    "buzz": True,
    "loud": False,
    "keys": True,
    "rate": 1,
    "factor": 1,
    "ready": 8,
}


def player(steps: Steps, name: str, person: User | None, **session: Any) -> dict[str, Any]:
    """`session`: routine, revision and kind, as the record names them; after: where the check-in leads."""
    chosen = person.settings if person else {}
    return {
        "person": str(person.pk) if person else None,
        "name": name,
        "items": steps,
        "drawings": _drawings(steps),
        "words": words(),
        "settings": {name: chosen.get(name, default) for name, default in SETTINGS.items()},
        "routine": None,
        "revision": None,
        "kind": "routine",
    } | session


def _drawings(steps: Steps) -> list[str]:
    name = together(tuple(step["figure"] for step in steps)).name
    return [reverse("exercises:drawings", args=[name, kind]) for kind in ("html", "css")]


def figures(steps: Steps) -> list[tuple[str, str]]:
    """Each drawing the player may come to, with the block it is shown in: those of the plan, then the easier ones."""
    shown: dict[str, str] = {}
    row: list[dict[str, Any]] = list(steps)
    while row:
        for step in row:
            shown.setdefault(step["figure"], step["block"])
        row = [step["easier"] for step in row if step["easier"]]
    return list(shown.items())


def words() -> dict[str, str]:
    """{n}, {m}, {name} and {block} are filled in by the player."""
    return {
        "where": _("{block} · {n} min left"),
        "next_is": _("Next, {name}"),
        "exercise_of": _("Exercise {n} of {m}"),
        "rep_of": _("Repetition {n} of {m}"),
        "of_reps": _("of {n}, slowly"),
        "hold": _("seconds to hold"),
        "hold_then": _("seconds to hold, then {n} more"),
        "minutes_left": _("minutes left"),
        "seconds_left": _("seconds left"),
        "seconds_ready": _("seconds to get into position"),
        "seconds_change": _("seconds to change sides"),
        "seconds_rest": _("seconds to rest"),
        "seconds_release": _("seconds, then hold again"),
        "left": _("Left side"),
        "right": _("Right side"),
        "change": _("Change sides."),
        "rest": _("Rest for {n} seconds."),
        "last_one": _("Last one."),
        "pause": _("Pause"),
        "paused": _("Paused."),
        "carry_on": _("Carry on"),
        "going_on": _("Going on."),
        "begin": _("Start now"),
        "gentlest": _("This is its gentlest form. Skip it if you like."),
        "carry_on_from": _("Carry on from {name}"),
        "summary": _("Session done · {n} min · {m} exercises"),
        "summary_of_one": _("Session done · {n} min · 1 exercise"),
        "before": _("Before you started you chose {n}. A small rise that settles by tomorrow is normal."),
    }
