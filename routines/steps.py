"""From a plan to what the player needs: each exercise with its words, its dose, and what is easier."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from accounts.intake.profile import Profile
from exercises import describing
from exercises.catalogue import Catalogue, Exercise
from exercises.doses import in_words
from exercises.drawn import in_position
from exercises.vocabulary import EQUIPMENT
from routines.builder.dosing import ANY, REPETITION, halved, held, longest
from routines.builder.plan import Item
from routines.progression.stand_in import stand_in
from routines.sheet import NAMES

Steps = list[dict[str, Any]]
RELEASE = 2  # seconds between two holds
SHORT_HOLD = 5  # seconds; no hold is made shorter than this
LONG_HOLD, FEW = 10, 4  # few long holds in one set rest between the holds, as the builder counts them


def steps(items: tuple[Item, ...], profile: Profile, catalogue: Catalogue, *, is_open: bool = True) -> Steps:
    """One for each item, in order. The caller has taken out what may not be shown.

    is_open: something easier may be another exercise.
    """
    ease = _easier if is_open else _smaller
    return [_step(item, profile, catalogue) | {"easier": ease(item, profile, catalogue)} for item in items]


def _step(item: Item, profile: Profile, catalogue: Catalogue) -> dict[str, Any]:
    exercise, dose = catalogue.exercises[item.exercise], item.dose
    long_holds = dose.sets == 1 and dose.hold >= LONG_HOLD and dose.reps <= FEW
    return {
        "exercise": exercise.slug,
        "figure": in_position(exercise.slug, item.position),
        "name": exercise.name,
        "cue": " ".join(item.how) or exercise.cue,
        "block": item.block,
        "block_name": str(NAMES[item.block]),
        "position": describing.position(exercise.slug, item.position),
        "kit": _kit(exercise),
        "dose": in_words(dose, unilateral=exercise.unilateral),
        "sets": dose.sets,
        "reps": dose.reps,
        "hold": dose.hold if dose.hold > 1 else 0,
        "most": most if (most := longest(item.how)) < ANY else None,
        "rest": dose.rest,
        "pause": dose.rest if long_holds else RELEASE,
        "minutes": dose.minutes * 60 if dose.minutes is not None else None,
        "scheme": [int(reps) for reps in dose.scheme.split("-")] if dose.scheme else None,
        "sides": exercise.unilateral,
        "pace": REPETITION,
        "asked": [dose.sets, dose.reps, dose.hold, dose.minutes or 0],
    }


def _kit(exercise: Exercise) -> str:
    names = [EQUIPMENT[slug].lower() for slug in exercise.equipment if slug in EQUIPMENT]
    return _("You will need: %(things)s") % {"things": ", ".join(names)} if names else ""


def _easier(item: Item, profile: Profile, catalogue: Catalogue) -> dict[str, Any] | None:
    """The easier exercise with its own smaller dose after it; without one, the smaller dose; then nothing."""
    swapped = gentler(item, profile, catalogue)
    if swapped:
        return _step(swapped, profile, catalogue) | {"easier": _smaller(swapped, profile, catalogue)}
    return _smaller(item, profile, catalogue)


def _smaller(item: Item, profile: Profile, catalogue: Catalogue) -> dict[str, Any] | None:
    dose = halved(item.dose)
    if dose == item.dose and dose.hold > SHORT_HOLD:
        dose = replace(dose, hold=max(SHORT_HOLD, dose.hold // 2))
    if dose == item.dose:
        return None
    return _step(replace(item, dose=dose), profile, catalogue) | {"easier": None}


def gentler(item: Item, profile: Profile, catalogue: Catalogue) -> Item | None:
    """The first easier exercise of the same block that this person may do, at the stage they are at."""
    swapped = stand_in(item, catalogue.exercises[item.exercise].easier, profile, catalogue)
    if swapped is None:
        return None
    doses = catalogue.exercises[swapped.exercise].doses
    return replace(swapped, dose=held(doses[min(item.stage, max(doses))], swapped.how))
