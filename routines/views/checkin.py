"""How the back is after a session that is already kept, and what of it hurt."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import person_required
from accounts.http import PersonRequest
from exercises.models import Exercise
from routines.adapting import leave_out
from routines.answers import CheckinForm
from routines.models import Session
from routines.progression.hurting import Hurt


@require_http_methods(["GET", "HEAD", "POST"])
@person_required
def checkin(request: PersonRequest, client_id: UUID) -> HttpResponse:
    """Every part may be skipped. A large rise is answered on the page, not on the next one.

    Who ticks a session off by hand says here what the player asks while it is done.
    """
    session = get_object_or_404(request.user.sessions, client_id=client_id)
    exercises = _done(session)
    form = CheckinForm(request.POST if request.method == "POST" else None, exercises=exercises)
    if form.is_valid():
        came_on, told = form.cleaned_data.pop("came_on"), form.cleaned_data
        session.check_in(**told)
        _heed(request, session, told["hurt"])
        if came_on:
            request.user.stop(timezone.now())  # the safety lists come first from now on
        elif any(value not in (None, "", []) for value in told.values()):
            messages.success(request, _("Saved."))
        if came_on or not session.was_too_much:
            return redirect("routines:today")
    hurt = {item["exercise"] for item in session.items if item.get("felt") == "sharp"}
    context = {"session": session, "form": form, "exercises": exercises, "hurt": hurt}
    return render(request, "routines/checkin.html", context, status=422 if form.errors else 200)


def _done(session: Session) -> list[tuple[str, str]]:
    """Each exercise once, with its name."""
    library = Exercise.objects.catalogue().exercises
    done = dict.fromkeys(item["exercise"] for item in session.items)
    return [(slug, library[slug].name) for slug in done if slug in library]


def _heed(request: PersonRequest, session: Session, hurt: Iterable[str]) -> None:
    if leave_out(request.user, {slug: Hurt("sharp", session.local_date) for slug in hurt}):
        messages.info(request, _("What hurt is left out of your routines. You can add it again."))
