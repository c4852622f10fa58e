"""What a person says to a change we propose."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import person_required
from accounts.http import PersonRequest
from routines import proposing
from routines.models import Conflict
from routines.views import changes, pages


@require_POST
@person_required
def answer(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What is no longer proposed changes nothing: the answer came twice, or the routine was changed meanwhile."""
    version, here = pages.current(request, pk), pages.heeding(request)
    if here.stop:
        return here.stop
    draft = here.draft(version)
    past = proposing.before(request.user, version)
    ready = proposing.ready(draft, here.catalogue)
    found = proposing.offered(request.user, version, ready, here.catalogue, past, timezone.now())
    chosen = [one for one in found if one.key in request.POST.getlist("key")]
    chosen = [one for one in chosen if one.together == chosen[0].together]
    if not chosen:
        messages.warning(request, _("This was answered or changed already. Nothing was done."))
    elif request.POST.get("answer") != "accept":
        proposing.refuse(version, chosen)
        messages.success(request, _("Left as it is."))
    else:
        try:
            proposing.accept(version, chosen, draft, here.catalogue)
            messages.success(request, _("Changed."), extra_tags=changes.UNDO)
        except Conflict:
            messages.warning(request, _("It was changed just now. Look at the newest version first."))
    return redirect("routines:today")
