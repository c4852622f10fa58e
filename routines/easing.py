"""A routine from before a flare, an injury, an operation or a birth, with doses no larger than where they start now."""

from dataclasses import replace

from django.utils.translation import gettext_lazy

from accounts.intake.profile import Profile
from accounts.intake.scoring import FLARE, HEALING
from exercises.catalogue import Block, Catalogue
from routines.adapting import with_items
from routines.builder.dosing import halved, work
from routines.builder.plan import Item, Plan
from routines.builder.shape import Mode, mode
from routines.progression.doses import dosed

SAID = gettext_lazy(
    "Doses are back where they start, because of what you told us since. They can grow again from there."
)


def eased(plan: Plan, before: Profile, now: Profile | None, catalogue: Catalogue) -> Plan:
    """before: what the plan was made from. The very plan where nothing that heals was told since, or nothing is more.

    The reached doses are only set aside: they are shown again once the answers say that it is over.
    """
    if now is None or not (now.precautions - before.precautions) & (FLARE | HEALING):
        return plan
    items = tuple(_eased(item, now, catalogue) for item in plan.items)
    if items == plan.items:
        return plan
    return replace(with_items(plan, items), value=plan.value, bound=plan.bound)


def _eased(item: Item, now: Profile, catalogue: Catalogue) -> Item:
    exercise = catalogue.exercises.get(item.exercise)
    if exercise is None:
        return item
    start = exercise.doses[1]
    if item.block is Block.STRENGTHENING and mode(now) is Mode.FLARE:
        start = halved(start)
    return dosed(item, exercise, start, 1) if work(start) < work(item.dose) else item
