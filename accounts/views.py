"""You and your data: see it, take it with you, bring it back, delete it."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import guests, privacy
from accounts.adapter import GUEST_TO_MERGE
from accounts.decorators import person_required, private
from accounts.events import note
from accounts.forms import ImportForm, MergeForm
from accounts.guests import become
from accounts.http import PersonRequest, wiped
from accounts.models import User


@require_safe
@private
def you(request: HttpRequest) -> HttpResponse:
    return _you(request, ImportForm())


def _you(request: HttpRequest, form: ImportForm, status: int = 200) -> HttpResponse:
    held = privacy.counts(request.user) if isinstance(request.user, User) else {}
    return render(request, "accounts/you.html", {"held": held, "form": form}, status=status)


@require_safe
@private
@person_required
def download(request: PersonRequest, kind: str) -> HttpResponse:
    now = timezone.now()
    note("exported", request.user)
    if kind == "csv":
        response = HttpResponse(privacy.export_csv(request.user, now=now), content_type="application/zip")
    else:
        response = HttpResponse(privacy.export_json(request.user, now=now), content_type="application/json")
    name = f"steadyback-{now:%Y-%m-%d}.{'zip' if kind == 'csv' else 'json'}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@private
def bring(request: HttpRequest) -> HttpResponse:
    """Also for who is new here: the file is all they need."""
    form = ImportForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            count = guests.bring(request, form.cleaned_data["file"])
        except privacy.Unreadable as error:
            form.add_error("file", str(error))
        else:
            note("imported", request.user)
            said = ngettext("Brought back %d entry.", "Brought back %d entries.", count)
            messages.success(request, said % count)
            return redirect("accounts:you")
    return _you(request, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@private
@person_required
def delete(request: PersonRequest) -> HttpResponse:
    if get_adapter().get_reauthentication_methods(request.user):
        raise_if_reauthentication_required(request, app="allauth.account")
    if request.method == "POST":
        person = User.objects.get(pk=request.user.pk)
        logout(request)
        note("erased", person)
        privacy.erase(person)
        return wiped(redirect("accounts:deleted"))
    return render(request, "accounts/delete.html", {"held": privacy.counts(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
@private
@person_required
def consent(request: PersonRequest) -> HttpResponse:
    if request.method == "POST":
        privacy.withdraw_consent(request.user, now=timezone.now())
        note("consent-withdrawn", request.user)
        messages.success(request, _("Your consent is taken back and your answers are deleted."))
        return redirect("accounts:you")
    consents = request.user.consents.order_by("given_at")
    is_given = any(c.withdrawn_at is None for c in consents)
    return render(request, "accounts/consent.html", {"consents": consents, "is_given": is_given})


@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/deleted.html")


@require_http_methods(["GET", "HEAD", "POST"])
@private
@person_required
def merge(request: PersonRequest) -> HttpResponse:
    """What a guest did on this device meets an account that already holds something."""
    if GUEST_TO_MERGE not in request.session:
        return redirect("routines:today")
    guest = get_object_or_404(User.objects.guests(), pk=request.session[GUEST_TO_MERGE])
    form = MergeForm(request.POST or None)
    if form.is_valid():
        if form.cleaned_data["keep"] == "both":
            become(request, guest, request.user)
        else:
            privacy.erase(guest)
        del request.session[GUEST_TO_MERGE]
        response = redirect("routines:today")
        return response if form.cleaned_data["keep"] == "both" else wiped(response)
    context = {"form": form, "here": privacy.counts(guest), "there": privacy.counts(request.user)}
    return render(request, "accounts/merge.html", context, status=422 if form.errors else 200)
