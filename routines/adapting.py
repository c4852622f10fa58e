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
from routines.progression.hurting import Hurt, with_harder
from routines.progression.past import HURT
from routines.records import Record

FELT = {
    "sharp": gettext_lazy("It hurt sharply on %(day)s."),
    "stop": gettext_lazy("Something new came on with it on %(day)s."),
    "gentler": gettext_lazy("A gentler form of it hurt, or something new came on with it, on %(day)s."),
}


def leave_out_what_hurt(person: User, record: Record) -> bool:
    """Whether any of the person's routines held what hurt in this session, whichever it was, and does no longer.

    A session that arrives again changes nothing.
    """
    hurt = {
        name: Hurt(item.felt, record.local_date)
        for item in record.items
        if item.felt in HURT
        for name in (item.exercise, item.instead_of)
        if name
    }
    return leave_out(person, hurt)


def leave_out(person: User, hurt: dict[str, Hurt]) -> bool:
    """Out of each routine, also of those put away: one that is brought back is as careful as the others."""
    if not hurt:
        return False
    whole = with_harder(hurt, Exercise.objects.catalogue())
    holding = [version for version in person.revisions.newest() if _holds(version, whole)]
    for version in holding:
        _leave_out(version, whole)
    return bool(holding)


def _holds(version: Revision, hurt: Mapping[str, Hurt]) -> bool:
    return any(item.exercise in hurt for item in version.plan.items)


def _leave_out(version: Revision, hurt: Mapping[str, Hurt]) -> None:
    profile = version.profile
    wishes = replace(
        profile, disliked=profile.disliked.union(hurt), pinned=profile.pinned.difference(hurt.keys())
    )
    try:
        revise(version, without(version.plan, hurt), _said(version.plan, hurt), wishes)
    except Conflict:
        newer = version.routine.revisions.newest().get()
        if _holds(newer, hurt):
            _leave_out(newer, hurt)


def _said(plan: Plan, hurt: Mapping[str, Hurt]) -> str:
    exercises = Exercise.objects.catalogue().exercises
    gone = dict.fromkeys(item.exercise for item in plan.items if item.exercise in hurt)
    names = ", ".join(exercises[slug].name if slug in exercises else slug for slug in gone)
    if {hurt[slug].felt for slug in gone} == {"stop"}:
        return _("Left out because something new came on: %(names)s.") % {"names": names}
    return _("Left out because it hurt: %(names)s.") % {"names": names}


def without(plan: Plan, hurt: Mapping[str, Hurt]) -> Plan:
    """Also where nothing stays: the page then says so, and leads to another routine."""
    gone = [item.exercise for item in plan.items if item.exercise in hurt]
    return leaving_out(plan, {slug: FELT[hurt[slug].felt] % {"day": short(hurt[slug].on)} for slug in gone})


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
