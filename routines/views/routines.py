"""The routines a person keeps: finding, naming, copying, putting away, and going back to an earlier version."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import person_required
from accounts.http import PersonRequest
from accounts.parts import page
from routines import editing
from routines.forms import ChangeMinutesForm, NameForm
from routines.models import Conflict, Full, Revision
from routines.proposing import hurt_lately
from routines.sheet import sheet
from routines.views import changes, pages
from routines.views.pages import Here


@require_safe
@person_required
def index(request: PersonRequest) -> HttpResponse:
    versions = list(request.user.revisions.current())
    context = {
        "active": [version for version in versions if not version.routine.archived_at],
        "archived": [version for version in versions if version.routine.archived_at],
        "deleted": request.user.routines.deleted(),
    }
    return render(request, "routines/index.html", context)


@require_safe
@login_required
def routine(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Sends to sign-in, not to the first question: a printed leaflet leads here from any device."""
    version, here = pages.seen(request, pk), pages.here(request)
    if here.stop:
        return here.stop
    return page(
        request,
        "routines/routine.html",
        (pages.mark(version, here), pages.is_todays(request.user, version)),
        lambda: pages.shown(request.user, version, here, on="routine"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@person_required
def rename(request: PersonRequest, pk: UUID) -> HttpResponse:
    version = pages.current(request, pk)
    form = NameForm(request.POST or None, initial={"name": version.routine.name})
    if form.is_valid():
        version.routine.rename(form.cleaned_data["name"])
        messages.success(request, _("Renamed."))
        return redirect("routines:routine", pk)
    context = {"routine": version.routine, "form": form}
    return render(request, "routines/rename.html", context, status=422 if form.is_bound else 200)


@require_POST
@person_required
def duplicate(request: PersonRequest, pk: UUID) -> HttpResponse:
    try:
        copy = pages.current(request, pk).routine.duplicate()
    except Full as full:
        messages.error(request, str(full))
        return redirect("routines:routine", pk)
    messages.success(request, _("%(name)s is a copy you can change.") % {"name": copy.name})
    return redirect("routines:routine", copy.pk)


@require_POST
@person_required
def choose(request: PersonRequest, pk: UUID) -> HttpResponse:
    pages.current(request, pk).routine.choose(now=timezone.now())
    return redirect("routines:today")


@require_POST
@person_required
def archive(request: PersonRequest, pk: UUID) -> HttpResponse:
    version = pages.current(request, pk)
    version.routine.archive(now=timezone.now())
    messages.success(request, _("%(name)s is in the archive.") % {"name": version.routine.name})
    return redirect("routines:index")


@require_POST
@person_required
def unarchive(request: PersonRequest, pk: UUID) -> HttpResponse:
    version = pages.current(request, pk)
    version.routine.archive(now=None)
    messages.success(request, _("%(name)s is back.") % {"name": version.routine.name})
    return redirect("routines:index")


@require_POST
@person_required
def delete(request: PersonRequest, pk: UUID) -> HttpResponse:
    now = timezone.now()
    request.user.routines.sweep(now=now)
    routine = pages.current(request, pk).routine
    routine.delete_softly(now=now)
    messages.success(request, _("%(name)s is deleted. You can put it back below.") % {"name": routine.name})
    return redirect("routines:index")


@require_POST
@person_required
def undelete(request: PersonRequest, pk: UUID) -> HttpResponse:
    routine = get_object_or_404(request.user.routines.deleted(), pk=pk)
    try:
        request.user.routines.make_room()
    except Full as full:
        messages.error(request, str(full))
    else:
        routine.delete_softly(now=None)
        messages.success(request, _("%(name)s is back.") % {"name": routine.name})
    return redirect("routines:index")


@require_safe
@person_required
def history(request: PersonRequest, pk: UUID) -> HttpResponse:
    version = pages.current(request, pk)
    context = {"routine": version.routine, "versions": version.routine.revisions.history()}
    return render(request, "routines/history.html", context)


@require_safe
@person_required
def version(request: PersonRequest, pk: UUID, number: int) -> HttpResponse:
    """For looking at one before it is put back, as it would be done with the answers of today."""
    routine, here = pages.current(request, pk).routine, pages.here(request)
    if here.stop:
        return here.stop
    old = get_object_or_404(routine.revisions.all(), number=number)
    draft = here.draft(old)
    shown = sheet(draft.plan, draft.profile, here.catalogue)
    context = {"routine": routine, "version": old, "plan": draft.plan, "sheet": shown}
    return render(request, "routines/version.html", context)


@require_POST
@person_required
def restore(request: PersonRequest, pk: UUID, number: int) -> HttpResponse:
    """Names no version of its own: whatever is current now stays in the history and can be restored as well."""
    routine, here = pages.current(request, pk).routine, pages.here(request)
    if here.stop:
        return here.stop
    try:
        restored = routine.restore(number, expected=routine.revision)
    except Revision.DoesNotExist as error:
        raise Http404 from error
    except Conflict:
        messages.warning(request, _("It was changed just now. Look at the newest version first."))
    else:
        said = _("Undone. It is as before.") if restored.before == number + 1 else restored.change
        messages.success(request, said, extra_tags=changes.UNDO)
        if names := _hurting(request, restored, here):
            messages.warning(request, _("It holds again what hurt when you last did it: %s.") % names)
    return changes.back(request, pages.current(request, pk), here)


def _hurting(request: PersonRequest, version: Revision, here: Here) -> str:
    hurt, exercises = hurt_lately(request.user), here.catalogue.exercises
    held = dict.fromkeys(item.exercise for item in version.plan.items if item.exercise in hurt)
    return ", ".join(exercises[slug].name for slug in held if slug in exercises)


@require_POST
@person_required
def change_minutes(request: PersonRequest, pk: UUID) -> HttpResponse:
    form = ChangeMinutesForm(request.POST)
    return changes.apply(
        request,
        pk,
        lambda draft, catalogue: editing.rebuild(draft, form.cleaned_data["minutes"], catalogue),
        form,
    )
