"""Positions for a back that hurts now: the simplest first, and nothing that the person's answers forbid."""

from collections.abc import Iterator

from accounts.intake.profile import Profile
from exercises.catalogue import Action, Block, Catalogue, Exercise
from exercises.recheck import forbidden
from exercises.safety import verdict
from routines.builder.dosing import UNIT, held, units
from routines.builder.plan import Item

SHOWN = 4
# Rest with the legs up, then bend, then breathe or sit where lying is no choice; a slow walk always comes last,
# because staying active does more good than rest (NICE NG59, ACP 2017).
FIRST = (
    "legs-on-chair",
    "knee-to-chest",
    "childs-pose",
    "belly-breathing",
    "seated-forward-lean",
    "counter-back-stretch",
    "prone-lying",
    "standing-back-extension",
    "body-scan",
)
LAST = "easy-walk"
AT_HAND = frozenset({"chair", "worktop", "wall"})


def positions(profile: Profile, catalogue: Catalogue) -> tuple[Item, ...]:
    """At most four; none that a precaution avoids, and what fits as it is before what fits in another way.

    An empty profile is somebody we know nothing about.
    """
    fitting = list(_fitting(profile, catalogue))
    walk = [item for item in fitting if item.exercise == LAST]
    rest = sorted((item for item in fitting if item.exercise != LAST), key=lambda item: bool(item.how))
    return (*rest[: SHOWN - len(walk)], *walk)


def _fitting(profile: Profile, catalogue: Catalogue) -> Iterator[Item]:
    for slug in (*FIRST, LAST):
        exercise = catalogue.exercises.get(slug)
        if exercise and set(exercise.equipment) <= AT_HAND and slug not in profile.disliked:
            yield from _item(exercise, profile, catalogue)


def _item(exercise: Exercise, profile: Profile, catalogue: Catalogue) -> Iterator[Item]:
    found = verdict(exercise, profile.precautions, catalogue)
    places = [place for place in found.positions if place not in profile.without_positions]
    if found.action is Action.AVOID or not places:
        return
    if forbidden(exercise.slug, places[0], sorted(profile.precautions), catalogue):
        return
    dose = held(exercise.doses[1], found.how(places[0]))
    seconds = units(dose, unilateral=exercise.unilateral) * UNIT
    yield Item(
        exercise.slug, Block.RELIEF, places[0], dose, 1, seconds, (), found.action, found.how(places[0])
    )
