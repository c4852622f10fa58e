"""A new routine: shown before anything is stored, kept under a name."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from accounts.decorators import person_required
from accounts.http import PersonRequest
from accounts.intake.profile import Profile
from exercises.catalogue import Catalogue
from routines.builder import build as build_plan
from routines.editing import with_minutes
from routines.forms import BuildForm, MinutesForm
from routines.sheet import sheet
from routines.views import pages


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Target")
@person_required
def build(request: PersonRequest) -> HttpResponse:
    """GET shows what would be built, at other minutes if asked; POST keeps it and makes it today's.

    What was done in the last sessions counts less: somebody who builds again wants something new.
    """
    here = pages.here(request)
    profile, catalogue = here.profile, here.catalogue
    if profile is None:
        return redirect("accounts:intake")
    if profile.urgency in pages.STOPPING:
        return redirect("accounts:stop")
    if profile.unconfirmed:
        waiting = [catalogue.precautions[slug] for slug in sorted(profile.unconfirmed)]
        return render(request, "routines/clearance.html", {"waiting": waiting})
    profile = replace(profile, recent=request.user.sessions.recently_done())
    form = BuildForm(request.POST or None, initial={"name": _("My routine"), "minutes": profile.minutes})
    if form.is_valid():
        return _keep(request, form.cleaned_data, profile, catalogue)
    context = _preview(request, profile, catalogue) | {"form": form}
    template = "_preview" if request.htmx.target == "preview" else "build"
    return render(request, f"routines/{template}.html", context, status=422 if form.is_bound else 200)


def _keep(
    request: PersonRequest, wanted: dict[str, Any], profile: Profile, catalogue: Catalogue
) -> HttpResponse:
    profile = with_minutes(profile, wanted["minutes"])
    plan = build_plan(profile, catalogue)
    routine = request.user.routines.save_plan(
        owner=request.user, name=wanted["name"], plan=plan, profile=profile, library=catalogue.version
    )
    messages.success(request, _("%(name)s is saved.") % {"name": routine.name})
    return redirect("routines:today")


def _preview(request: PersonRequest, profile: Profile, catalogue: Catalogue) -> dict[str, Any]:
    asked = MinutesForm(request.POST or request.GET)
    if asked.is_valid():
        profile = with_minutes(profile, asked.cleaned_data["minutes"])
    plan = build_plan(profile, catalogue)
    return {
        "plan": plan,
        "profile": profile,
        "sheet": sheet(plan, profile, catalogue),
        "soon": pages.soon(profile, catalogue),
        "choices": pages.minutes_choices(profile.minutes),
    }
