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
from django.template.loader import render_to_string
from django.urls import ResolverMatch, reverse
from django.utils.translation import gettext as _

from accounts.adapter import MailAway
from accounts.events import logger, note
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


REFUSALS = {
    "account_confirm_login_code": "code-refused",
    "account_confirm_password_reset_code": "code-refused",
    "account_email_verification_sent": "code-refused",
    "account_reauthenticate": "proof-refused",
    "mfa_authenticate": "factor-refused",
    "mfa_login_webauthn": "passkey-refused",
    "mfa_reauthenticate": "proof-refused",
    "mfa_reauthenticate_webauthn": "proof-refused",
}

BEGINNINGS = ["account_login", "account_request_login_code", "account_reset_password"]
STATUSES = {400: "unreadable", 403: "refused", 413: "too-large", 429: "too-many"}
IDS = {"pk", "client_id"}
WAIT = "60"  # seconds


class Noted:
    """Says in the log what was tried and refused; and says to the person when our mail server is away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if match and (event := event_of(request, response, match)):
            note(event, request.user, route=match.route)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, MailAway):
            return None
        logger.error("mail unavailable: %s", type(exception.__cause__).__name__)
        return HttpResponse(render_to_string("503_mail.html"), status=503, headers={"Retry-After": WAIT})


def event_of(request: HttpRequest, response: HttpResponse, match: ResolverMatch) -> str | None:
    """A way in that allauth did not open shows the form once more, or leads back to the beginning."""
    if response.status_code == 404 and IDS & match.kwargs.keys():
        return "not-theirs"
    is_shut = response.status_code == 200 or response.get("Location", "") in map(reverse, BEGINNINGS)
    if request.method == "POST" and is_shut and match.view_name in REFUSALS:
        return REFUSALS[match.view_name]
    return STATUSES.get(response.status_code)
