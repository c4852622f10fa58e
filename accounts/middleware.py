"""What each request passes through on behalf of people: who is signed in, and what is noted when they are refused."""

from collections.abc import Callable
from typing import cast

from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import ResolverMatch, reverse
from django.utils.functional import SimpleLazyObject

from accounts.adapter import MailAway
from accounts.events import logger, note
from accounts.models import User
from accounts.sessions import SessionStore


class Recognition(AuthenticationMiddleware):
    """Django's, that asks the database for the person only if they were not found with their session."""

    def process_request(self, request: HttpRequest) -> None:
        session = cast("SessionStore", request.session)
        request.user = cast("User", SimpleLazyObject(lambda: session.person() or get_user(request)))


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
