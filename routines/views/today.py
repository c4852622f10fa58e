"""Today: the routine chosen last, and Start."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.decorators import person_required
from accounts.http import PersonRequest
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
    return render(request, "routines/today.html", pages.shown(request, version, here, on="today"))
