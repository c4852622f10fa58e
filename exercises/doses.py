"""A dose in words: what a person reads on the routine, the exercise page, the leaflet and the player."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exercises.catalogue import Dose

A_BEAT = 1  # second: no hold, only the pace


def in_words(dose: Dose, *, unilateral: bool = False) -> str:
    """`6 each side, hold 5 seconds`; `2 sets of 10`; `30 seconds each side`."""
    if dose.minutes is not None:
        words = length(round(dose.minutes * 60))
        return _("%(length)s each side") % {"length": words} if unilateral else words
    if dose.reps == 1 and dose.hold:
        return _held(dose, unilateral=unilateral)
    words = _("%(count)s each side") % {"count": _counted(dose)} if unilateral else _counted(dose)
    if dose.hold <= A_BEAT:
        return words
    return _("%(count)s, hold %(hold)s") % {"count": words, "hold": length(dose.hold)}


def length(seconds: int) -> str:
    """Whole minutes in minutes, all else in seconds up to two minutes, then rounded to half minutes."""
    if seconds % 60 == 0 and seconds:
        return ngettext("%(n)d minute", "%(n)d minutes", seconds // 60) % {"n": seconds // 60}
    if seconds < 120:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    halves = round(seconds / 30)
    if halves % 2 == 0:
        return length(halves * 30)
    return _("%(n)d½ minutes") % {"n": halves // 2}


def _held(dose: Dose, *, unilateral: bool) -> str:
    words = length(dose.hold)
    if unilateral:
        words = _("%(length)s each side") % {"length": words}
    return _("%(sets)d × %(length)s") % {"sets": dose.sets, "length": words} if dose.sets > 1 else words


def _counted(dose: Dose) -> str:
    if dose.scheme:
        return _(", then ").join(dose.scheme.split("-"))
    if dose.sets > 1:
        return _("%(sets)d sets of %(reps)d") % {"sets": dose.sets, "reps": dose.reps}
    return ngettext("%(n)d time", "%(n)d times", dose.reps) % {"n": dose.reps}
