"""What a session changes by itself: what hurt, or brought on something new, stays out until the person asks for it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.intake.profile import Profile
from accounts.models import User
from exercises.models import Exercise
from routines.builder.plan import ADDED_AGAIN, Item, LeftOut, Plan
from routines.models import Conflict, Revision
from routines.records import Record

FELT = {
    "sharp": gettext_lazy("It hurt sharply on %(day)s."),
    "stop": gettext_lazy("Something new came on with it on %(day)s."),
}


def leave_out_what_hurt(person: User, record: Record) -> None:
    """Does nothing for what is no longer in the routine, so a session that arrives again changes nothing."""
    hurt = {
        name: item.felt
        for item in record.items
        if item.felt in FELT
        for name in (item.exercise, item.instead_of)
        if name
    }
    if not hurt or record.routine is None:
        return
    version = person.revisions.current().filter(routine=record.routine).first()
    if version is None or not any(item.exercise in hurt for item in version.plan.items):
        return
    plan = without(version.plan, hurt, record.local_date)
    profile = replace(version.profile, disliked=version.profile.disliked.union(hurt))
    try:
        revise(version, plan, _said(version.plan, hurt), profile)
    except Conflict:
        leave_out_what_hurt(person, record)


def _said(plan: Plan, hurt: Mapping[str, str]) -> str:
    exercises = Exercise.objects.catalogue().exercises
    gone = dict.fromkeys(item.exercise for item in plan.items if item.exercise in hurt)
    names = ", ".join(exercises[slug].name if slug in exercises else slug for slug in gone)
    if set(hurt.values()) == {"stop"}:
        return _("Left out because something new came on: %(names)s.") % {"names": names}
    return _("Left out because it hurt: %(names)s.") % {"names": names}


def without(plan: Plan, hurt: Mapping[str, str], day: date) -> Plan:
    """A routine keeps at least one exercise: where all of it hurt, nothing is taken out, and Today says to ease it.

    hurt: exercise to how it felt.
    """
    gone = [item.exercise for item in plan.items if item.exercise in hurt]
    if len(gone) == len(plan.items):
        return plan
    return leaving_out(plan, {slug: FELT[hurt[slug]] % {"day": short(day)} for slug in gone})


def leaving_out(plan: Plan, whys: Mapping[str, str]) -> Plan:
    """whys: exercise to the reason that the person reads."""
    left = [LeftOut(slug, "disliked", why, ADDED_AGAIN) for slug, why in whys.items()]
    staying = tuple(item for item in plan.items if item.exercise not in whys)
    return with_items(replace(plan, left_out=(*left, *plan.left_out)), staying)


def with_items(plan: Plan, items: tuple[Item, ...]) -> Plan:
    blocks = dict.fromkeys(item.block for item in items)
    seconds = {block: sum(item.seconds for item in items if item.block is block) for block in blocks}
    return replace(plan, items=items, value=0, bound=0, block_seconds=seconds)


def revise(version: Revision, plan: Plan, change: str, profile: Profile | None = None) -> Revision:
    return version.routine.revise(
        plan,
        expected=version.number,
        change=change,
        profile=profile or version.profile,
        library=version.library_version,
    )


def short(day: date) -> str:
    return date_format(day, "j F")
