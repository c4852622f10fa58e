"""Habits: three at most, tied to a moment of the day, ticked off. No scores."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import person_required
from accounts.http import PersonRequest
from accounts.intake.profile import Profile
from accounts.intake.reading import profile_of
from accounts.models import User
from exercises.catalogue import Catalogue
from exercises.models import Exercise
from routines.answers import HabitForm, TickForm
from routines.habits import suggest
from routines.models import HabitChoice
from routines.views import pages

BLOCKS = ("warm-up", "strengthening", "cool-down")  # the colours of the three cards


@require_safe
@person_required
def habits(request: PersonRequest) -> HttpResponse:
    """Walks and stretches among them: nothing is offered to who should be checked first."""
    here = pages.here(request)
    if here.is_urgent and (stop := here.stop):
        return stop
    today, catalogue = timezone.localdate(), Exercise.objects.catalogue()
    ticks = {(t.choice_id, t.on) for t in request.user.habit_ticks.since(today - timedelta(days=6))}
    week = [today - timedelta(days=ago) for ago in range(6, -1, -1)]
    choices = known(request.user, catalogue)
    cards = [
        (
            choice,
            catalogue.habits[choice.habit],
            block,
            (choice.pk, today) in ticks,
            sum((choice.pk, day) in ticks for day in week),
        )
        for choice, block in zip(choices, BLOCKS, strict=False)
    ]
    offered = suggest(profile_of(request.user) or Profile(), catalogue, {one.habit for one in choices})
    room = len(choices) < HabitChoice.MOST
    return render(request, "routines/habits.html", {"cards": cards, "offered": offered, "room": room})


def known(person: User, catalogue: Catalogue) -> list[HabitChoice]:
    """What has left the library cannot be shown or dropped, so it takes nobody's place."""
    return [one for one in person.habit_choices.current() if one.habit in catalogue.habits]


@require_POST
@person_required
def choose_habit(request: PersonRequest) -> HttpResponse:
    form, catalogue = HabitForm(request.POST), Exercise.objects.catalogue()
    current = known(request.user, catalogue)
    if not request.POST.get("habit"):
        messages.error(request, _("Choose a habit first."))
    elif not form.is_valid() or form.cleaned_data["habit"] not in catalogue.habits:
        messages.error(request, _("This habit is no longer in the library. Choose another."))
    elif len(current) >= HabitChoice.MOST:
        messages.error(request, _("Three at a time. Remove one first."))
    elif form.cleaned_data["habit"] not in {one.habit for one in current}:
        request.user.habit_choices.create(**form.cleaned_data)
    return redirect("routines:habits")


@require_POST
@person_required
def drop_habit(request: PersonRequest, pk: UUID) -> HttpResponse:
    get_object_or_404(request.user.habit_choices.current(), pk=pk).drop()
    return redirect("routines:habits")


@require_POST
@person_required
def tick_habit(request: PersonRequest, pk: UUID) -> HttpResponse:
    choice, form = get_object_or_404(request.user.habit_choices.current(), pk=pk), TickForm(request.POST)
    if form.is_valid():
        choice.tick(timezone.localdate(), done=form.cleaned_data["done"])
    return redirect(f"{reverse('routines:habits')}#habit-{choice.pk}")
