"""Three light days: gentle mobility, an easy walk, the easiest of two strength exercises, and positions that ease."""

from collections.abc import Sequence
from dataclasses import replace

from accounts.intake.profile import Profile
from exercises.catalogue import Block, Catalogue
from exercises.recheck import forbidden
from routines.builder.dosing import halved, held
from routines.builder.plan import Item, Reason
from routines.progression.doses import dosed
from routines.progression.stand_in import stand_in
from routines.relief import LAST as WALK
from routines.relief import positions

STRENGTH, RELIEF = 2, 2
EASES = Reason("routine", "flare", "Eases the back and keeps it moving")


def light(items: Sequence[Item], profile: Profile, catalogue: Catalogue) -> tuple[Item, ...]:
    """From what the routine has, at half the first stage's dose; nothing that the precautions forbid is added.

    The walk always comes in; positions that ease only while the session gets no longer than it was, but for one.
    """
    room = _seconds(items)
    items = [item for item in items if _may_stay(item, profile, catalogue)]
    warm = [_half(item, catalogue) for item in items if item.block is Block.WARM_UP]
    strong = [_easiest(item, profile, catalogue) for item in items if item.block is Block.STRENGTHENING]
    here = {item.exercise for item in items}
    easing = [item for item in positions(profile, catalogue) if item.exercise not in here]
    walk = [_as(item, Block.AEROBIC) for item in easing if item.exercise == WALK]
    relief = [_as(item, Block.COOL_DOWN) for item in easing if _cools(item, catalogue)]
    cool = [_half(item, catalogue) for item in items if item.block is Block.COOL_DOWN]
    found = [*warm, *walk, *strong[:STRENGTH], *cool]
    for item in relief[:RELIEF]:
        if not any(one.block is Block.COOL_DOWN for one in found) or _seconds(found) + item.seconds <= room:
            found.append(item)
    return tuple(found)


def _seconds(items: Sequence[Item]) -> int:
    return sum(item.seconds for item in items)


def _may_stay(item: Item, profile: Profile, catalogue: Catalogue) -> bool:
    """Not what the precautions forbid, nor what has left the library."""
    return not forbidden(item.exercise, item.position, sorted(profile.precautions), catalogue)


def _half(item: Item, catalogue: Catalogue) -> Item:
    exercise = catalogue.exercises[item.exercise]
    return dosed(item, exercise, halved(held(exercise.doses[1], item.how)), 1)


def _easiest(item: Item, profile: Profile, catalogue: Catalogue) -> Item:
    """Down the easier links as far as they lead and the precautions allow."""
    found, seen = item, {item.exercise}
    while step := _easier(found, profile, catalogue, seen):
        found = step
        seen.add(found.exercise)
    return _half(found, catalogue)


def _easier(item: Item, profile: Profile, catalogue: Catalogue, seen: set[str]) -> Item | None:
    ways = (slug for slug in catalogue.exercises[item.exercise].easier if slug not in seen)
    return stand_in(item, ways, profile, catalogue)


def _cools(item: Item, catalogue: Catalogue) -> bool:
    return item.exercise != WALK and Block.COOL_DOWN in catalogue.exercises[item.exercise].blocks


def _as(item: Item, block: Block) -> Item:
    return replace(item, block=block, reasons=(EASES,))
