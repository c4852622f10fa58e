"""Today: the routine chosen last, and Start."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.decorators import person_required
from accounts.http import PersonRequest
from accounts.ids import uuid7
from accounts.parts import page
from accounts.prepared import Prepared
from routines import proposing
from routines.models import Routine
from routines.views import pages

SAID = Prepared(lambda pk: Routine(pk=pk).proposals.newest_first().values_list("pk"), uuid7())


@require_safe
@person_required
def today(request: PersonRequest) -> HttpResponse:
    version = pages.chosen(request)
    if version is None:
        return redirect("routines:index" if request.user.routines.exists() else "routines:build")
    here = pages.here(request)
    if here.stop:
        return here.stop
    now, day = timezone.now(), timezone.localdate()
    done, said = proposing.DONE.rows(request.user.pk), SAID.rows(version.routine_id)

    def context() -> dict[str, Any]:
        shown = pages.shown(request.user, version, here, on="today")
        offered = proposing.offered(request.user, version, shown["profile"], here.catalogue, now, day)
        return shown | {"proposals": offered}

    key = pages.mark(version, here), day, pages.sessions_this_week(request.user), done, said
    return page(request, "routines/today.html", key, context)
