"""What could stand in an item's place: the same job first, and how each differs in words and time."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from exercises.catalogue import Catalogue, Exercise
from exercises.doses import length
from exercises.vocabulary import EQUIPMENT, POSITIONS
from routines import editing
from routines.builder import alternatives
from routines.builder.plan import Item
from routines.editing import Draft, Refused

SOON_ENOUGH = 20  # seconds: who would notice?
STEP = 30


@dataclass(frozen=True, slots=True)
class Option:
    exercise: Exercise
    item: Item
    likeness: int  # 0-100: how much of what the old exercise trains this one trains too
    difference: str
    time: str
    keeps_time: bool


def options(draft: Draft, at: int, catalogue: Catalogue) -> list[Option]:
    """The builder's choices first, then those that keep the time, then by likeness.

    Only what may be chosen without asking for it by name, and nothing that hurt or was removed.
    """
    old = draft.plan.items[at]
    best = [way.item.exercise for way in alternatives(draft.plan.items, at, draft.profile, catalogue)]
    here = {item.exercise for item in draft.plan.items}
    found = []
    for slug, exercise in catalogue.exercises.items():
        known = slug in here or slug in draft.profile.disliked
        if known or old.block not in exercise.blocks or not _suits(exercise, draft):
            continue
        try:
            item = editing.swap(draft, at, slug, catalogue).plan.items[at]
        except Refused:
            continue
        if item.position in draft.profile.limits.without_positions:
            continue
        found.append(_option(exercise, item, old, catalogue))
    return sorted(found, key=lambda option: _rank(option, best))


def _rank(option: Option, best: list[str]) -> tuple[int, bool, int, str]:
    slug = option.exercise.slug
    place = best.index(slug) if slug in best and option.keeps_time else len(best)
    return place, not option.keeps_time, -option.likeness, slug


def _suits(exercise: Exercise, draft: Draft) -> bool:
    profile = draft.profile
    has_all = set(exercise.equipment) <= profile.equipment
    fits = bool(set(exercise.positions) - profile.without_positions)
    return exercise.auto_select and has_all and fits and exercise.level <= profile.level + 1


def _option(exercise: Exercise, item: Item, old: Item, catalogue: Catalogue) -> Option:
    before = catalogue.exercises.get(old.exercise)
    longer = item.seconds - old.seconds
    words = _difference(exercise, item, before, old) if before else ""
    likeness = _likeness(exercise, before) if before else 0
    return Option(exercise, item, likeness, words, _time(longer, item.seconds), abs(longer) <= SOON_ENOUGH)


def _likeness(new: Exercise, old: Exercise) -> int:
    if new.family == old.family:
        return 100
    jobs = {**old.serves, **{f"target {key}": weight for key, weight in old.targets.items()}}
    also = {**new.serves, **{f"target {key}": weight for key, weight in new.targets.items()}}
    shared = sum(min(weight, also.get(key, 0)) for key, weight in jobs.items())
    return 99 * shared // max(1, sum(jobs.values()))


def _difference(new: Exercise, item: Item, old: Exercise, old_item: Item) -> str:
    parts = []
    if new.level != old.level:
        parts.append(_("easier") if new.level < old.level else _("harder"))
    if item.position != old_item.position:
        parts.append(POSITIONS[item.position].lower())
    parts += [
        _("needs: %(thing)s") % {"thing": EQUIPMENT.get(thing, thing).lower()}
        for thing in new.equipment
        if thing not in old.equipment
    ]
    words = ", ".join(parts)
    return " ".join(_sentence(part) for part in (new.summary, words) if part)


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:].rstrip('.')}."


def _time(longer: int, seconds: int) -> str:
    if abs(longer) <= SOON_ENOUGH:
        return _("Fits: the same %(time)s") % {"time": length(max(STEP, round(seconds / STEP) * STEP))}
    words = {"time": length(max(STEP, round(abs(longer) / STEP) * STEP))}
    return _("%(time)s longer") % words if longer > 0 else _("%(time)s shorter") % words
