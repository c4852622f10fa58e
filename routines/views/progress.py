"""Progress: a finding in words, and the pictures and tables behind it. And what a person wants back."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import person_required
from accounts.http import PersonRequest
from accounts.ids import uuid7
from accounts.models import User
from accounts.parts import page
from accounts.prepared import Prepared
from routines import charts, milestones, progress
from routines.answers import ActivityForm, RatingForm, WeekForm
from routines.milestones import Milestone
from routines.models import Activity, Rating, WeeklyCheck
from routines.sheet import NAMES
from routines.views import pages

SAID = (
    Prepared(lambda owner: User(pk=owner).activities.wanted().values_list(), uuid7()),
    Prepared(lambda owner: User(pk=owner).ratings.in_time().values_list(), uuid7()),
    Prepared(lambda owner: User(pk=owner).weekly_checks.in_time().values_list(), uuid7()),
    Prepared(
        lambda owner: User(pk=owner).proposals.steps_up()[: milestones.SHOWN].values_list("pk"), uuid7()
    ),
)
RATE_EVERY, ASK_EVERY = timedelta(days=28), timedelta(days=7)


@require_safe
@person_required
def progress_page(request: PersonRequest) -> HttpResponse:
    """Few queries, whatever there is to show."""
    today, owner = timezone.localdate(), request.user.pk
    since = today - timedelta(weeks=progress.WEEKS)
    done = pages.SESSIONS_SINCE.rows(owner, since)
    key = today, pages.CHOSEN.rows(owner), done, tuple(mark.rows(owner) for mark in SAID)
    return page(request, "routines/progress.html", key, lambda: _shown(request, today, since))


def _shown(request: PersonRequest, today: date, since: date) -> dict[str, Any]:
    done = request.user.sessions.since(since).lines()
    shown = progress.weeks(done, today)
    version = request.user.revisions.current().active().first()
    ratings, checks = list(request.user.ratings.in_time()), list(request.user.weekly_checks.in_time())
    return {
        "finding": progress.finding(shown),
        "line": charts.line(shown, done),
        "line_in_words": progress.line_in_words(shown),
        "weeks": shown,
        "bars": charts.bars(shown),
        "calendar": progress.calendar(done, today, version.plan.seconds if version else 0),
        "names": NAMES,
        "planned": version.length if version else None,
        "goal": progress.AEROBIC_GOAL,
        "since": min(one.on for one in done) if done else None,
        "activities": _activities(request, ratings, today),
        "most": Activity.MOST,
        "milestones": milestones.reached(_steps(request), done, shown, _rated(ratings)),
        "checks": checks[-8:],
        "ask_week": not checks or today - checks[-1].on >= ASK_EVERY,
    }


def _steps(request: PersonRequest) -> list[Milestone]:
    """The first sentence of a proposal is what changed, the second why."""
    taken = request.user.proposals.steps_up()[: milestones.SHOWN]
    return [
        Milestone(timezone.localdate(one.answered_at), one.reason.split(". ")[0].rstrip(".")) for one in taken
    ]


def _rated(ratings: list[Rating]) -> dict[str, list[tuple[date, int]]]:
    found: dict[str, list[tuple[date, int]]] = {}
    for rating in ratings:
        found.setdefault(rating.activity.name, []).append((rating.on, rating.value))
    return found


def _activities(
    request: PersonRequest, ratings: list[Rating], today: date
) -> list[tuple[Activity, list[Rating], bool]]:
    """Each with its ratings, oldest first, and whether it is time for the next."""
    found = []
    for activity in request.user.activities.wanted():
        mine = [rating for rating in ratings if rating.activity_id == activity.pk]
        found.append((activity, mine, not mine or today - mine[-1].on >= RATE_EVERY))
    return found


@require_POST
@person_required
def add_activity(request: PersonRequest) -> HttpResponse:
    form = ActivityForm(request.POST)
    if not form.is_valid():
        messages.error(request, faults(form))
    elif request.user.activities.wanted().count() >= Activity.MOST:
        messages.error(request, _("Three at a time. Remove one first."))
    else:
        request.user.activities.create(name=form.cleaned_data["name"])
    return _back_to("back-title")


@require_POST
@person_required
def retire_activity(request: PersonRequest, pk: UUID) -> HttpResponse:
    get_object_or_404(request.user.activities.wanted(), pk=pk).retire()
    return _back_to("back-title")


@require_POST
@person_required
def rate_activity(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A second rating on one day replaces the first."""
    activity, form = get_object_or_404(request.user.activities.wanted(), pk=pk), RatingForm(request.POST)
    if form.is_valid():
        Rating.objects.update_or_create(
            owner=request.user, activity=activity, on=timezone.localdate(), defaults=form.cleaned_data
        )
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Choose a number from 0 to 10."))
    return _back_to("back-title")


@require_POST
@person_required
def check_week(request: PersonRequest) -> HttpResponse:
    form = WeekForm(request.POST)
    if form.is_valid():
        WeeklyCheck.objects.update_or_create(
            owner=request.user, on=timezone.localdate(), defaults=form.cleaned_data
        )
        messages.success(request, _("Saved."))
    else:
        messages.error(request, faults(form))
    return _back_to("week-title")


def _back_to(section: str) -> HttpResponse:
    """The section of the page that was answered."""
    return redirect(f"{reverse('routines:progress')}#{section}")


def faults(form: Form) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)
