"""An exercise from the library into a routine of the person's choice."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import person_required
from accounts.http import PersonRequest
from routines import editing
from routines.editing import Refused
from routines.forms import AddForm
from routines.models import Conflict, Revision
from routines.proposing import hurt_lately
from routines.views import changes, pages
from routines.views.pages import Here


@require_http_methods(["GET", "HEAD", "POST"])
@person_required
def add(request: PersonRequest, slug: str) -> HttpResponse:
    """What the person asks for by name may be added after its warning, unless a precaution forbids it."""
    here = pages.here(request)
    versions = {str(version.routine_id): version for version in request.user.revisions.current().active()}
    if slug not in here.catalogue.exercises:
        raise Http404
    if here.stop:
        return here.stop
    if not versions:
        messages.info(request, _("Build a routine first. Then you can add to it."))
        return redirect("routines:build")
    if not here.draft(next(iter(versions.values()))).is_open:
        return changes.answers_first(request)
    form = AddForm(request.POST or None, routines=[(pk, v.routine.name) for pk, v in versions.items()])
    refusal, there = _refusal(here, slug, next(iter(versions.values()))), ""
    if form.is_valid() and not refusal:
        version = versions[form.cleaned_data["routine"]]
        refusal, place = _added(request, here, slug, version), _place(here, slug, version)
        if not refusal:
            return redirect(place)
        there = place if slug in {item.exercise for item in version.plan.items} else ""
    hurt = hurt_lately(request.user).get(slug)
    context = {"exercise": here.catalogue.exercises[slug], "form": form, "refusal": refusal, "hurt": hurt}
    context["there"] = there
    return render(request, "routines/add.html", context, status=422 if request.method == "POST" else 200)


def _place(here: Here, slug: str, version: Revision) -> str:
    """Where it stands on the routine's page, once it does."""
    block = editing.part_for(here.catalogue.exercises[slug])
    return f"{reverse('routines:routine', args=[version.routine_id])}#item-{block}-{slug}"


def _refusal(here: Here, slug: str, version: Revision) -> str:
    """Which precaution forbids the exercise; empty when none does."""
    try:
        editing.admit(here.catalogue.exercises[slug], here.draft(version).profile, here.catalogue)
    except Refused as refusal:
        return str(refusal)
    return ""


def _added(request: PersonRequest, here: Here, slug: str, version: Revision) -> str:
    """Why it was not added; empty when it was."""
    try:
        edited = editing.add(here.draft(version), slug, here.catalogue)
        changes.revise(version, edited, here)
    except Refused as refusal:
        return str(refusal)
    except Conflict:
        return _("That routine was changed just now. Look at it, and add this again.")
    messages.success(request, edited.change, extra_tags=changes.UNDO)
    return ""
