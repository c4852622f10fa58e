"""What the pages about one routine have in common: finding it, the person's answers of today, and what to show."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from accounts.http import PersonRequest
from accounts.intake.care import Card, told
from accounts.intake.profile import Profile
from accounts.intake.questions import Page
from accounts.intake.reading import answers_of
from accounts.intake.scoring import profile as score
from accounts.intake.walk import Walk
from exercises.catalogue import Catalogue, Urgency
from exercises.models import Exercise
from routines import editing
from routines.editing import Draft
from routines.models import Revision
from routines.sheet import sheet

MINUTES = (5, 12, 20, 30)
STOPPING = frozenset({Urgency.EMERGENCY, Urgency.URGENT})


@dataclass(frozen=True, slots=True)
class Here:
    """The person's answers of today, None without any, and the library. `question` is one a quick start left open."""

    profile: Profile | None
    catalogue: Catalogue
    question: Page | None = None

    @property
    def stop(self) -> HttpResponse | None:
        """Where a person is led who should be checked, or has a clearance to confirm, before any exercise."""
        if self.profile is None:
            return None
        if self.profile.urgency in STOPPING:
            return redirect("accounts:stop")
        return redirect("routines:build") if self.profile.unconfirmed else None

    def draft(self, version: Revision) -> Draft:
        return editing.start(version.plan, version.profile, self.profile)


def here(request: PersonRequest) -> Here:
    """Two queries."""
    catalogue, answers = Exercise.objects.catalogue(), answers_of(request.user)
    if answers is None:
        return Here(None, catalogue)
    return Here(score(answers, catalogue), catalogue, Walk(answers, catalogue).next_open)


def current(request: PersonRequest, pk: UUID) -> Revision:
    """The current version of one of the person's own routines, with the routine; 404 for any other."""
    return get_object_or_404(request.user.revisions.current(), routine=pk)


def shown(request: PersonRequest, version: Revision, here: Here, *, on: str) -> dict[str, Any]:
    """What a page about this version shows; `on` is that page: today, routine, leaflet or session."""
    profile, today = here.draft(version).profile, timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    return {
        "on": on,
        "sessions": request.user.sessions.since(monday).count() if on == "today" else 0,
        "version": version,
        "routine": version.routine,
        "plan": version.plan,
        "profile": profile,
        "sheet": sheet(version.plan, profile, here.catalogue),
        "question": here.question,
        "soon": soon(profile, here.catalogue),
        "choices": minutes_choices(version.plan.minutes),
    }


def soon(profile: Profile, catalogue: Catalogue) -> Card | None:
    """The card that stays in view while something should be looked at in the next days."""
    return Card("soon", told(profile.red_flags, catalogue)) if profile.urgency is Urgency.SOON else None


def minutes_choices(chosen: int) -> list[int]:
    return sorted({*MINUTES, chosen})
