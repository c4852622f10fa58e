"""Today: the routine chosen last, and Start."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.decorators import person_required
from accounts.http import PersonRequest
from routines import proposing
from routines.views import pages


@require_safe
@person_required
def today(request: PersonRequest) -> HttpResponse:
    version = request.user.revisions.current().active().first()
    if version is None:
        return redirect("routines:index" if request.user.routines.exists() else "routines:build")
    here = pages.here(request)
    if here.stop:
        return here.stop
    context = pages.shown(request, version, here, on="today")
    now, day = timezone.now(), timezone.localdate()
    offered = proposing.offered(request.user, version, context["profile"], here.catalogue, now, day)
    return render(request, "routines/today.html", context | {"proposals": offered})
