"""How a change is made: on the version it names, or not at all, and nothing the person tried is lost."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.http import PersonRequest
from accounts.parts import answer
from exercises.catalogue import Catalogue
from routines import editing
from routines.builder.plan import Plan
from routines.editing import Draft, Refused
from routines.forms import ChangeForm
from routines.models import Conflict, Revision
from routines.views import pages
from routines.views.pages import Here

UNDO = "undo"  # a message with this tag brings the way back with it, where the changed routine is shown
Change = Callable[[Draft, Catalogue], Draft]


def apply(
    request: PersonRequest, pk: UUID, change: Change, form: ChangeForm | None = None, *, at: str = ""
) -> HttpResponse:
    """Makes a new version by `change` and shows it; 409 when the version that the form names is not current.

    `at` is the key of the row that was changed: there the person goes on, or where it was once it is gone.
    """
    version, here = pages.current(request, pk), pages.heeding(request)
    form = form or ChangeForm(request.POST)
    if here.stop:
        return here.stop
    if not form.is_valid():
        messages.error(request, _("Part of that change got lost. Nothing was changed; try it again."))
        return back(request, version, here)
    before = version.plan
    try:
        edited = _edited(change, version, here, expected=form.cleaned_data["revision"])
        version = revise(version, edited, here)
    except Refused as refusal:
        if request.htmx:
            return back(request, version, here, at=at, refusal=str(refusal))
        messages.warning(request, str(refusal))
        at = ""  # what was said stands at the top of the page
    except Conflict:
        return conflict(request, pk, change, here, expected=form.cleaned_data["revision"])
    else:
        messages.success(request, edited.change, extra_tags=UNDO)
        at = _still_there(at, before, edited.plan)
    return back(request, version, here, at=at)


def revise(version: Revision, edited: Draft, here: Here) -> Revision:
    """Raises Conflict when somebody was quicker."""
    return version.routine.revise(
        edited.plan,
        expected=version.number,
        change=edited.change,
        profile=edited.profile,
        library=here.catalogue.version,
    )


def answers_first(request: PersonRequest) -> HttpResponse:
    """For who wants another exercise and has taken back what decides which may come."""
    messages.warning(request, editing.ANSWERS_FIRST)
    return redirect("accounts:intake")


def back(
    request: PersonRequest, version: Revision, here: Here, *, at: str = "", refusal: str = ""
) -> HttpResponse:
    """The changed routine itself to htmx, otherwise the page the change was made on."""
    on = "today" if request.POST.get("on") == "today" else "routine"
    if request.htmx:
        context = pages.shown(request.user, version, here, on=on, at=at, refusal=refusal)
        return answer(request, render_to_string("routines/_changed.html", context, request))
    page = address(on, version)
    return redirect(f"{page}#item-{at.replace('/', '-')}" if at else page)


def address(on: str, version: Revision) -> str:
    """Of the page a change is made on, today or routine."""
    return (
        reverse("routines:today") if on == "today" else reverse("routines:routine", args=[version.routine_id])
    )


def conflict(request: PersonRequest, pk: UUID, change: Change, here: Here, *, expected: int) -> HttpResponse:
    """Says what was changed meanwhile and what was tried, and offers to do it on the current version."""
    version = pages.current(request, pk)
    outcome, refusal = _outcome(change, version, here)
    context = {
        "version": version,
        "routine": version.routine,
        "changes": version.routine.revisions.history(after=expected),
        "outcome": outcome,
        "refusal": refusal,
        "kept": [(k, v) for k, v in request.POST.items() if k not in {"csrfmiddlewaretoken", "revision"}],
    }
    template = "routines/_conflict.html" if request.htmx else "routines/conflict.html"
    return render(request, template, context, status=409)


def _still_there(at: str, before: Plan, after: Plan) -> str:
    """The key of the row, or of the one that took its place."""
    was, keys = ([f"{item.block}/{item.exercise}" for item in plan.items] for plan in (before, after))
    return at if at in keys or at not in was else keys[min(was.index(at), len(keys) - 1)]


def _edited(change: Change, version: Revision, here: Here, *, expected: int) -> Draft:
    """Raises Conflict, Refused, or Http404 when what should change is not there."""
    if version.number != expected:
        raise Conflict
    try:
        return change(here.draft(version), here.catalogue)
    except LookupError as error:
        raise Http404 from error


def _outcome(change: Change, version: Revision, here: Here) -> tuple[str, str]:
    """What the change would say it did, or why it cannot be done."""
    try:
        return change(here.draft(version), here.catalogue).change, ""
    except Refused as refusal:
        return "", str(refusal)
    except LookupError:
        return "", _("That exercise is no longer in this routine.")
