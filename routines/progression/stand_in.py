"""What may stand in an item's place: the first of some exercises that this person may do."""

from collections.abc import Iterable
from dataclasses import replace

from accounts.intake.profile import Profile
from exercises.catalogue import Action, Catalogue
from exercises.recheck import forbidden
from exercises.safety import verdict
from routines.builder.plan import Item


def stand_in(item: Item, ways: Iterable[str], profile: Profile, catalogue: Catalogue) -> Item | None:
    """Keeps the block, the dose and, where it can, the position; needs nothing that is not at hand."""
    here = catalogue.exercises.get(item.exercise)
    at_hand = profile.equipment | set(here.equipment if here else ())
    known = sorted(profile.precautions)
    for slug in ways:
        exercise = catalogue.exercises.get(slug)
        if exercise is None or item.block not in exercise.blocks or slug in profile.disliked:
            continue
        found = verdict(exercise, profile.precautions, catalogue)
        places = [place for place in found.positions if place not in profile.limits.without_positions]
        if found.action is Action.AVOID or not places or not at_hand.issuperset(exercise.equipment):
            continue
        place = item.position if item.position in places else places[0]
        if not forbidden(slug, place, known, catalogue):
            return replace(item, exercise=slug, position=place, verdict=found.action, how=found.how(place))
    return None
