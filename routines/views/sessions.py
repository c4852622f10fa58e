"""Doing a routine: its steps as a list that can be ticked off and recorded with its day."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.decorators import person_required
from accounts.http import PersonRequest
from accounts.parts import NEW_ID, page
from exercises.models import Exercise
from routines import proposing
from routines.builder.plan import Item
from routines.forms import SessionForm
from routines.models import Revision
from routines.player import figures, player
from routines.records import Done, Record
from routines.steps import steps
from routines.views import pages


@require_http_methods(["GET", "HEAD", "POST"])
@person_required
def session(request: PersonRequest, pk: UUID) -> HttpResponse:
    version, here = pages.seen(request, pk), pages.here(request)
    if here.stop:
        return here.stop
    shown, today = pages.shown(request.user, version, here, on="session"), timezone.localdate()
    rows = {row.key: row.item for row in shown["sheet"].rows}
    told = request.POST if request.method == "POST" else None
    form = SessionForm(told, keys=list(rows), today=today, initial={"client_id": NEW_ID})
    if form.is_valid():
        return _recorded(request, version, rows, form.cleaned_data)
    unwanted = proposing.unwanted(request.user, here.catalogue)

    def context() -> dict[str, Any]:
        ticked = request.POST.getlist("done")
        return shown | {"form": form, "ticked": ticked} | _played(request, version, shown, unwanted)

    if form.is_bound:
        return render(request, "routines/session.html", context(), status=422)
    key = pages.mark(version, here), today, json.dumps(request.user.settings), unwanted
    return page(request, "routines/session.html", key, context)


def _recorded(
    request: PersonRequest, version: Revision, rows: dict[str, Item], told: dict[str, Any]
) -> HttpResponse:
    items = [rows[key] for key in told["done"]]
    request.user.sessions.keep(request.user, told["client_id"], _record(version, items, told["on_day"]))
    count = len(items)
    messages.success(request, ngettext("Recorded: %d exercise.", "Recorded: %d exercises.", count) % count)
    return redirect("routines:checkin", told["client_id"])


def _played(
    request: PersonRequest, version: Revision, context: dict[str, Any], unwanted: frozenset[str]
) -> dict[str, Any]:
    """The same items for the player, which takes the page over where there is JavaScript."""
    catalogue = Exercise.objects.catalogue()
    items = tuple(row.item for row in context["sheet"].rows)
    profile = replace(context["profile"], disliked=context["profile"].disliked | unwanted)
    told = steps(items, profile, catalogue, is_open=context["is_open"])
    about = {
        "routine": str(version.routine.pk),
        "revision": version.number,
        "after": reverse("routines:today"),
    }
    return {
        "player": player(told, version.routine.name, request.user, **about),
        "figures": figures(told),
        "keep": f"{request.path} {reverse('routines:today')} {reverse('routines:relief')}",
    }


def _record(version: Revision, items: Iterable[Item], day: date) -> Record:
    """Started now; on another day at noon, since nobody knows the hour."""
    now = timezone.localtime()
    return Record(
        started_at=now if day == now.date() else datetime.combine(day, time(12), now.tzinfo),
        time_zone=timezone.get_current_timezone_name(),
        items=tuple(Done.as_asked(item) for item in items),
        routine=version.routine_id,
        revision=version.number,
    )
