"""What may stand in the JSON fields: an administrator's slip must be a message in a form, never a broken page later."""

import re
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from exercises.catalogue import Block, Dose
from exercises.vocabulary import EQUIPMENT, STAGES, TARGETS

LARGEST = {"sets": 5, "reps": 30, "hold": 120, "rest": 180, "minutes": 60, "per_week": 7}
SCHEME = r"([1-9][0-9]?(-[1-9][0-9]?){1,4})?"


def texts(value: Any) -> None:
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
        raise ValidationError(_('Write a list of texts, such as ["one", "two"].'))


def words_of(value: Any, known: Collection[str]) -> None:
    texts(value)
    if unknown := sorted(set(value) - set(known)):
        raise ValidationError(_("We do not know %(words)s.") % {"words": ", ".join(unknown)})


def things(value: Any) -> None:
    words_of(value, EQUIPMENT)


def blocks(value: Any) -> None:
    words_of(value, [block.value for block in Block])


def targets(value: Any) -> None:
    if not isinstance(value, dict) or not all(
        type(weight) is int and 0 < weight <= 100 for weight in value.values()
    ):
        raise ValidationError(_('Write targets with a weight from 1 to 100, such as {"core": 60}.'))
    words_of(list(value), TARGETS)


def doses(value: Any) -> None:
    """One dose for each stage, in the fields of `catalogue.Dose`."""
    if not isinstance(value, dict) or set(value) != {str(stage) for stage in STAGES}:
        raise ValidationError(_('Write a dose for each of the stages "1", "2" and "3".'))
    for stage, told in value.items():
        try:
            numbers = Dose(**dict(told))
        except (TypeError, ValueError):
            fields = ", ".join(Dose.__slots__)
            raise ValidationError(
                _("Stage %(stage)s: a dose is made of %(fields)s.") % {"stage": stage, "fields": fields}
            ) from None
        dose(numbers, stage)


def dose(numbers: Dose, stage: str = "?") -> None:
    """A scheme is numbers with hyphens between them, "6-4-2": the player counts by it."""
    for name, largest in LARGEST.items():
        number = getattr(numbers, name)
        least = 1 if name in {"sets", "reps", "per_week"} else 0
        if number is not None and not (type(number) in (int, float) and least <= number <= largest):
            raise ValidationError(
                _("Stage %(stage)s: %(name)s must be from %(least)s to %(largest)s.")
                % {"stage": stage, "name": name, "least": least, "largest": largest}
            )
    if not isinstance(numbers.scheme, str) or not re.fullmatch(SCHEME, numbers.scheme):
        raise ValidationError(_("Stage %(stage)s: write a scheme like 6-4-2.") % {"stage": stage})
