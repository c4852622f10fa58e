"""Easier and harder: the next dose up or down, and beyond the last one the next exercise."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.intake.profile import Profile
from exercises.catalogue import Catalogue, Dose, Exercise
from exercises.doses import in_words
from routines.builder.dosing import held, longest, options, seconds
from routines.builder.plan import Item
from routines.editing import Draft, Refused, admit, put, swap, with_dose
from routines.sheet import as_of_today


def ease(draft: Draft, at: int, catalogue: Catalogue) -> Draft:
    """The next smaller dose, and after the smallest the easier exercise."""
    item = as_of_today(draft.plan.items[at], draft.profile.precautions, catalogue)
    exercise = _known(item, catalogue)
    known = _doses(item, exercise)
    smaller = [dose for dose in known if _work(dose, exercise) < _work(item.dose, exercise)]
    if smaller:
        return _redosed(draft, at, max(smaller, key=lambda dose: _work(dose, exercise)), catalogue)
    return _stepped(draft, at, exercise.easier, catalogue, _("There is no gentler version of it."))


def harden(draft: Draft, at: int, catalogue: Catalogue) -> Draft:
    """The next larger dose, and after the largest the harder exercise."""
    item = as_of_today(draft.plan.items[at], draft.profile.precautions, catalogue)
    exercise = _known(item, catalogue)
    known = _doses(item, exercise)
    larger = [dose for dose in known if _work(dose, exercise) > _work(item.dose, exercise)]
    if larger:
        return _redosed(draft, at, min(larger, key=lambda dose: _work(dose, exercise)), catalogue)
    return _stepped(draft, at, exercise.harder, catalogue, _("There is no harder version of it that fits."))


def _redosed(draft: Draft, at: int, dose: Dose, catalogue: Catalogue) -> Draft:
    item = as_of_today(draft.plan.items[at], draft.profile.precautions, catalogue)
    exercise = catalogue.exercises[item.exercise]
    new = with_dose(item, exercise, dose)
    words = {
        "name": exercise.name,
        "old": in_words(item.dose, unilateral=exercise.unilateral),
        "new": in_words(dose, unilateral=exercise.unilateral),
    }
    change = _("%(name)s: %(new)s instead of %(old)s.") % words
    return Draft(put(draft.plan, at, new), draft.profile, change)


def _stepped(draft: Draft, at: int, ways: Iterable[str], catalogue: Catalogue, sorry: str) -> Draft:
    """Swaps for the first of `ways` that may be used and that the person would be given unasked."""
    at_hand = draft.profile.equipment.union(_known(draft.plan.items[at], catalogue).equipment)
    for slug in ways:
        try:
            if _is_wanted(catalogue.exercises[slug], draft.profile, at_hand, catalogue):
                return swap(draft, at, slug, catalogue)
        except (Refused, KeyError):
            continue
    raise Refused(sorry)


def _is_wanted(exercise: Exercise, profile: Profile, at_hand: frozenset[str], catalogue: Catalogue) -> bool:
    """Not what hurt or was removed, nor what needs a thing or a position that the person does not have."""
    found = admit(exercise, profile, catalogue)
    places = set(found.positions) - profile.limits.without_positions
    return exercise.slug not in profile.disliked and at_hand.issuperset(exercise.equipment) and bool(places)


def _doses(item: Item, exercise: Exercise) -> list[Dose]:
    """With no hold longer than the person's precautions allow."""
    stages = [dose for dose in exercise.doses.values() if dose.minutes is None]
    known = options(exercise, item.block, item.stage, longest(item.how))
    return [*(held(dose, item.how) for dose in stages), *(option.dose for option in known)]


def _work(dose: Dose, exercise: Exercise) -> int:
    return seconds(dose, unilateral=exercise.unilateral)


def _known(item: Item, catalogue: Catalogue) -> Exercise:
    try:
        return catalogue.exercises[item.exercise]
    except KeyError:
        raise Refused(_("This exercise is no longer in the library. Swap it for another.")) from None
