"""Changes to one exercise of a routine."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import person_required
from accounts.http import PersonRequest
from exercises.catalogue import Block, Catalogue
from routines import editing, grading, swaps
from routines.editing import Draft
from routines.forms import SwapForm
from routines.models import Revision
from routines.views import changes, pages

FEW = 3
ACTIONS: dict[str, Callable[[Draft, int, Catalogue], Draft]] = {
    "pin": partial(editing.pin, pinned=True),
    "unpin": partial(editing.pin, pinned=False),
    "up": partial(editing.move, by=-1),
    "down": partial(editing.move, by=+1),
    "easier": grading.ease,
    "harder": grading.harden,
    "remove": editing.remove,
}


@require_POST
@person_required
def change_item(request: PersonRequest, pk: UUID, block: Block, slug: str, action: str) -> HttpResponse:
    if action not in ACTIONS:
        raise Http404
    return changes.apply(
        request,
        pk,
        lambda draft, catalogue: ACTIONS[action](draft, draft.at(block, slug), catalogue),
        at=f"{block}/{slug}",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@person_required
def swap(request: PersonRequest, pk: UUID, block: Block, slug: str) -> HttpResponse:
    if request.method == "POST":
        chosen = request.POST.get("exercise", "")
        return changes.apply(
            request,
            pk,
            lambda draft, catalogue: editing.swap(draft, draft.at(block, slug), chosen, catalogue),
            SwapForm(request.POST),
            at=f"{block}/{chosen}",
        )
    version, here = pages.current(request, pk), pages.heeding(request)
    if here.stop:
        return here.stop
    draft = here.draft(version)
    if not draft.is_open:
        return changes.answers_first(request)
    try:
        at = draft.at(block, slug)
    except LookupError as error:
        raise Http404 from error
    return render(request, "routines/swap.html", _choices(request, version, draft, at, here.catalogue))


def _choices(
    request: PersonRequest, version: Revision, draft: Draft, at: int, catalogue: Catalogue
) -> dict[str, Any]:
    found, item = swaps.options(draft, at, catalogue), draft.plan.items[at]
    shown = found if "all" in request.GET else found[:FEW]
    known = catalogue.exercises.get(item.exercise)
    on = "today" if request.GET.get("on") == "today" else "routine"
    return {
        "version": version,
        "routine": version.routine,
        "item": item,
        "name": known.name if known else item.exercise,
        "options": shown,
        "more": len(found) if len(found) > len(shown) else 0,
        "on": on,
        "back": changes.address(on, version),
    }
