"""How the back is after a session that is already kept."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import person_required
from accounts.http import PersonRequest
from routines.answers import CheckinForm


@require_http_methods(["GET", "HEAD", "POST"])
@person_required
def checkin(request: PersonRequest, client_id: UUID) -> HttpResponse:
    """Every part may be skipped. A large rise is answered on the page, not on the next one."""
    session = get_object_or_404(request.user.sessions, client_id=client_id)
    form = CheckinForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        session.check_in(**form.cleaned_data)
        if any(told not in (None, "") for told in form.cleaned_data.values()):
            messages.success(request, _("Saved."))
        if not session.was_too_much:
            return redirect("routines:today")
    context = {"session": session, "form": form}
    return render(request, "routines/checkin.html", context, status=422 if form.errors else 200)
