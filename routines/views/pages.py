"""What the pages about one routine have in common: finding it, the person's answers of today, and what to show."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from accounts.http import PersonRequest
from accounts.ids import uuid7
from accounts.intake.care import Card, told
from accounts.intake.profile import Profile
from accounts.intake.questions import Page
from accounts.intake.reading import Mark, Old, answers_of, grown_old, mark_of, to_ask, to_look_at
from accounts.intake.scoring import profile as score
from accounts.intake.views import to_question
from accounts.intake.walk import STOPPING, Walk
from accounts.memory import remembered
from accounts.models import User
from accounts.parts import part
from accounts.prepared import Prepared, Row
from exercises.catalogue import Catalogue, Urgency
from exercises.models import Exercise
from routines import editing, proposing
from routines.builder.plan import Plan
from routines.easing import SAID, eased
from routines.editing import Draft
from routines.models import Revision
from routines.progress import monday
from routines.sheet import sheet

MINUTES = (5, 12, 20, 30)
APART = 3  # minutes between two that are offered side by side

# What tells whether something is as it was. `here` and `seen` are made again only when it is not.
CHOSEN = Prepared(lambda owner: User(pk=owner).revisions.current().active().marks()[:1], uuid7())
CURRENT = Prepared(lambda owner, pk: User(pk=owner).revisions.current().of(pk).marks(), uuid7(), uuid7())
SESSIONS_SINCE = Prepared(lambda owner, day: User(pk=owner).sessions.since(day).marks(), uuid7(), date.min)


@dataclass(frozen=True, slots=True)
class Here:
    """The person's answers of today, None without any, and the library. `question` is one a quick start left open.

    opened: one about their health that has to be answered before any exercise. look: the first safety list that waits
    since a session was stopped. old: what may be over. mark: the hash of what this was made from.
    """

    profile: Profile | None
    catalogue: Catalogue
    question: Page | None = None
    opened: Page | None = None
    mark: int = 0
    look: Page | None = None
    old: Old | None = None

    @property
    def is_urgent(self) -> bool:
        """A sign has to be looked at, or the lists to be answered again after one."""
        return bool(self.look) or bool(self.profile and self.profile.urgency in STOPPING)

    @property
    def stop(self) -> HttpResponse | None:
        """Where a person is led who should be checked, or has a clearance to confirm, before any exercise."""
        if self.profile and self.profile.urgency in STOPPING:
            return redirect("accounts:stop")
        if self.look:
            return to_question(self.look, "today")
        if self.profile and self.profile.unconfirmed:
            return redirect("routines:build")
        return to_question(self.opened, "today") if self.opened else None

    def draft(self, version: Revision) -> Draft:
        """The plan as it may be done today, and what a change to it starts from."""
        plan = eased(version.plan, version.profile, self.profile, self.catalogue)
        return editing.start(plan, version.profile, self.profile)


def here(request: PersonRequest) -> Here:
    """One query; a second when an answer has changed, and one for who ever stopped a session for a new sign."""
    mark, today = mark_of(request.user), timezone.localdate()
    found = remembered(request.user.pk, ("here", mark, today), lambda: _here(request.user, mark, today))
    looking = to_look_at(request.user)
    return replace(found, look=looking[0]) if looking else found


def heeding(request: PersonRequest) -> Here:
    """For where an exercise may come in: what hurt lately, wherever it was done, is unwanted. A query more."""
    found = here(request)
    if found.profile is None:
        return found
    unwanted = found.profile.disliked | proposing.unwanted(request.user, found.catalogue)
    return replace(found, profile=replace(found.profile, disliked=unwanted))


def _here(person: User, mark: Mark, today: date) -> Here:
    catalogue, answers, old = Exercise.objects.catalogue(), answers_of(person), grown_old(mark, today)
    made_from = hash((mark, old is not None))
    if answers is None:
        return Here(None, catalogue, mark=made_from)
    walk = Walk(answers, catalogue)
    first = to_ask(walk, mark, today)
    return Here(score(answers, catalogue), catalogue, walk.next_open, first, made_from, old=old)


def current(request: PersonRequest, pk: UUID) -> Revision:
    """The current version of one of the person's own routines, with the routine; 404 for any other."""
    return get_object_or_404(request.user.revisions.current(), routine=pk)


def seen(request: PersonRequest, pk: UUID) -> Revision:
    """The same for a page that only shows it."""
    return _seen(request, CURRENT.rows(request.user.pk, pk))


def chosen(request: PersonRequest) -> Revision | None:
    """Today's, for showing; None without an active routine."""
    marks = CHOSEN.rows(request.user.pk)
    return _seen(request, marks) if marks else None


def _seen(request: PersonRequest, marks: tuple[Row, ...]) -> Revision:
    def read() -> Revision:
        return get_object_or_404(request.user.revisions.with_routine(), pk=marks[0][0])

    if not marks:
        raise Http404
    return remembered(request.user.pk, ("version", marks), read)


def shown(
    person: User, version: Revision, here: Here, *, on: str, at: str = "", refusal: str = ""
) -> dict[str, Any]:
    """What a page about this version shows; `on` is that page: today, routine, leaflet or session."""
    made_from = mark(version, here)
    context = remembered(person.pk, ("laid", made_from), lambda: _laid(version, here)) | {
        "on": on,
        "version": version,
        "routine": version.routine,
        "at": at,
        "refusal": refusal,
    }
    if on not in {"today", "routine"}:
        return context
    context["is_todays"] = on == "today" or is_todays(person, version)
    key = made_from, on, at, refusal, context["is_todays"]
    return context | {
        "so_far": partial(so_far, person) if on == "today" else "",
        "parts": part(person.pk, "routines/_parts.html", key, context),
        "rail": part(person.pk, "routines/_rail.html", key, context),
    }


def is_todays(person: User, version: Revision) -> bool:
    """Whether it is what Today shows; one query."""
    marks = CHOSEN.rows(person.pk)
    return bool(marks) and marks[0][0] == version.pk


def mark(version: Revision, here: Here) -> Hashable:
    """What is shown of a version is the same when this is."""
    return version.pk, version.routine.name, here.mark


def so_far(person: User, marks: tuple[Row, ...] | None = None) -> str:
    """What was done today and how often this week, to stand behind the day.

    marks: this week's sessions; one query without them, and one more for those of today that nobody has read yet.
    """
    today = timezone.localdate()
    if marks is None:
        marks = SESSIONS_SINCE.rows(person.pk, monday(today))
    seconds = proposing.done_on(today, person, marks)
    said = [] if seconds is None else [_done_today(round(seconds / 60))]
    if marks:
        said.append(ngettext("%d session this week", "%d sessions this week", len(marks)) % len(marks))
    return "".join(f" · {one}" for one in said)


def _done_today(minutes: int) -> str:
    """Without a number for what nobody timed."""
    if not minutes:
        return gettext("Done today")
    return ngettext("Done today: %d minute", "Done today: %d minutes", minutes) % minutes


def _laid(version: Revision, here: Here) -> dict[str, Any]:
    draft = here.draft(version)
    plan = draft.plan
    if plan is not version.plan:
        plan = replace(plan, notes=(*plan.notes, str(SAID)))
    return about(plan, draft.profile, here.catalogue) | {
        "is_open": draft.is_open,
        "question": here.question,
        "old": here.old,
    }


def about(plan: Plan, profile: Profile, catalogue: Catalogue) -> dict[str, Any]:
    """What every page that shows a plan is made of."""
    return {
        "plan": plan,
        "profile": profile,
        "sheet": sheet(plan, profile, catalogue),
        "soon": _soon(profile, catalogue),
        "choices": minutes_beside(plan.minutes),
    }


def minutes_beside(own: int) -> list[int]:
    """What to choose from: the routine's own minutes, and the usual ones that are not nearly the same."""
    return sorted({own, *(minutes for minutes in MINUTES if abs(minutes - own) >= APART)})


def _soon(profile: Profile, catalogue: Catalogue) -> Card | None:
    """The card that stays in view while something should be looked at in the next days."""
    return Card("soon", told(profile.red_flags, catalogue)) if profile.urgency is Urgency.SOON else None
