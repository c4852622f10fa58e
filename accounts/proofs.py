"""Proving again who you are, and going, around what allauth does.

Who proves again who they are gets a new key; signing out wipes the device; other devices are signed out only by who
proved it lately.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.views import logout, reauthenticate
from allauth.mfa.base.views import reauthenticate as factor
from allauth.mfa.webauthn.views import reauthenticate_webauthn as passkey
from allauth.mfa.webauthn.views import remove_webauthn
from allauth.usersessions.views import list_usersessions
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.factors import is_last_proof
from accounts.http import wiped


def sign_out(request: HttpRequest) -> HttpResponse:
    response = logout(request)
    return wiped(response) if request.method == "POST" else response


def devices(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and get_adapter().get_reauthentication_methods(request.user):
        raise_if_reauthentication_required(request, app="allauth.account")
    return cast("HttpResponse", list_usersessions(request))


def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """Not the last proof: without one, an open phone would be enough to take the account over."""
    if request.method == "POST" and request.user.is_authenticated and is_last_proof(request.user, pk):
        messages.error(request, _("This is your only way to prove who you are. Add another first."))
        return redirect("mfa_list_webauthn")
    return cast("HttpResponse", remove_webauthn(request, pk=pk))


def renewing(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def wrapped(request: HttpRequest) -> HttpResponse:
        before = len(proofs(request))
        response: HttpResponse = view(request)
        if len(proofs(request)) > before:
            request.session.cycle_key()
        return response

    return wrapped


def proofs(request: HttpRequest) -> list[dict[str, Any]]:
    return get_authentication_records(request, request.user) if request.user.is_authenticated else []


prove = renewing(reauthenticate)
prove_by_factor = renewing(factor)
prove_by_passkey = renewing(passkey)
