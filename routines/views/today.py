"""Today: the routine chosen last, and Start."""

from secrets import token_hex
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.decorators import person_required
from accounts.http import PersonRequest
from accounts.memory import remembered
from accounts.parts import page
from routines import proposing
from routines.editing import Draft
from routines.progress import monday
from routines.progression import Proposal
from routines.views import pages

SO_FAR = f"so-far-{token_hex(32)}"


@require_safe
@person_required
def today(request: PersonRequest) -> HttpResponse:
    """A session recorded since counts at once; the page is made again only when it makes us offer something else."""
    version = pages.chosen(request)
    if version is None:
        return redirect("routines:index" if request.user.routines.exists() else "routines:build")
    here = pages.here(request)
    if here.stop:
        return here.stop
    now, past = timezone.localtime(), proposing.before(request.user, version)
    made_from = pages.mark(version, here), now.date()

    def ready() -> Draft:
        return proposing.ready(here.draft(version), here.catalogue)

    def offer() -> tuple[Proposal, ...]:
        draft = remembered(request.user.pk, ("ready", made_from), ready)
        return proposing.offered(request.user, version, draft, here.catalogue, past, now)

    offered = remembered(request.user.pk, ("offered", made_from, past), offer)

    def context() -> dict[str, Any]:
        return pages.shown(request.user, version, here, on="today") | {"proposals": offered, "so_far": SO_FAR}

    key = made_from, tuple((one.key, one.reason) for one in offered)
    late = {SO_FAR: pages.so_far(request.user, past.since(monday(now.date())))}
    return page(request, "routines/today.html", key, context, late)
