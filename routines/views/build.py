"""A new routine: shown before anything is stored, kept under a name."""

from collections.abc import Hashable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from accounts.decorators import person_required
from accounts.http import PersonRequest
from accounts.intake.care import waiting
from accounts.intake.profile import Profile
from accounts.intake.views import to_question
from accounts.intake.walk import STOPPING
from accounts.memory import remembered
from accounts.parts import page
from exercises.catalogue import Catalogue
from routines.builder import build as build_plan
from routines.builder.plan import Plan
from routines.editing import with_minutes
from routines.forms import BuildForm, MinutesForm
from routines.models import Full
from routines.proposing import recently_done, unwanted
from routines.views import pages
from routines.views.pages import Here


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Target")
@person_required
def build(request: PersonRequest) -> HttpResponse:
    """GET shows what would be built, at other minutes if asked; POST keeps it and makes it today's.

    What was done in the last sessions counts less: somebody who builds again wants something new. What hurt sharply,
    wherever it was done, or was taken out of today's routine, does not come back with another.
    """
    here = pages.here(request)
    profile = here.profile
    if profile is None:
        return redirect("accounts:intake")
    if first := _first(request, profile, here):
        return first
    minutes = _asked(request) or profile.minutes
    wanted = with_minutes(_wishing(request, profile, here.catalogue), minutes)
    form = BuildForm(_sent(request), initial={"name": _("My routine"), "minutes": profile.minutes})
    if form.is_valid():
        try:
            return _keep(request, form.cleaned_data, wanted, here)
        except Full as full:
            form.add_error(None, str(full))

    def context() -> dict[str, Any]:
        return _preview(request, wanted, here) | {"form": form}

    template = f"routines/{'_preview' if request.htmx.target == 'preview' else 'build'}.html"
    if form.is_bound:
        return render(request, template, context(), status=422)
    return page(request, template, _made_from(wanted, here), context)


def _first(request: PersonRequest, profile: Profile, here: Here) -> HttpResponse | None:
    """What comes before any routine."""
    if profile.urgency in STOPPING:
        return redirect("accounts:stop")
    if here.look:
        return to_question(here.look, "routine")
    if profile.unconfirmed:
        return render(request, "routines/clearance.html", {"waiting": waiting(profile, here.catalogue)})
    return to_question(here.opened, "routine") if here.opened else None


def _wishing(request: PersonRequest, profile: Profile, catalogue: Catalogue) -> Profile:
    today = pages.chosen(request)
    removed = today.profile.disliked if today else frozenset[str]()
    hurt = unwanted(request.user, catalogue)
    return replace(profile, recent=recently_done(request.user), disliked=profile.disliked | removed | hurt)


def _sent(request: PersonRequest) -> QueryDict | None:
    """None also for who only looks at other minutes, without a script: a name is not for an address."""
    return None if "look" in request.POST else request.POST or None


def _asked(request: PersonRequest) -> int | None:
    form = MinutesForm(request.POST or request.GET)
    return form.cleaned_data["minutes"] if form.is_valid() else None


def _keep(request: PersonRequest, told: dict[str, Any], wanted: Profile, here: Here) -> HttpResponse:
    profile = with_minutes(wanted, told["minutes"])
    routine = request.user.routines.save_plan(
        owner=request.user,
        name=told["name"],
        plan=_plan(request, profile, here),
        profile=profile,
        library=here.catalogue.version,
    )
    messages.success(request, _("%(name)s is saved.") % {"name": routine.name})
    return redirect("routines:today")


def _plan(request: PersonRequest, profile: Profile, here: Here) -> Plan:
    """The same for the same wishes and library, so the one that was shown is the one that is kept."""
    key = "built", _made_from(profile, here)
    return remembered(request.user.pk, key, lambda: build_plan(profile, here.catalogue))


def _made_from(profile: Profile, here: Here) -> Hashable:
    return here.mark, profile.minutes, tuple(profile.recent.items()), profile.disliked


def _preview(request: PersonRequest, profile: Profile, here: Here) -> dict[str, Any]:
    return pages.about(_plan(request, profile, here), profile, here.catalogue)
