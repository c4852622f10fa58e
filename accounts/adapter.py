"""Where sign-in meets guests: whoever signs in keeps what they did before they had an account."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse

from accounts import privacy
from accounts.events import note
from accounts.guests import become
from accounts.models import User
from accounts.sessions import SIGNED_IN_AT

GUEST_TO_MERGE = "guest_to_merge"


class MailAway(Exception):
    """The mail server did not take what we wanted to send."""


class AccountAdapter(DefaultAccountAdapter):
    def login(self, request: HttpRequest, user: Any) -> None:
        """A guest's rows follow into an empty account at once; into one that holds rows only after asking."""
        guest = request.user if request.user.is_authenticated else None
        super().login(request, user)
        request.session[SIGNED_IN_AT] = time.time()
        note("signed-in", user, how=how(request, user))
        if not isinstance(guest, User) or not guest.is_guest or guest.pk == user.pk:
            return
        if not privacy.has_rows(user):
            become(request, guest, user)
        elif privacy.has_rows(guest):
            request.session[GUEST_TO_MERGE] = str(guest.pk)
        else:
            guest.delete()

    def logout(self, request: HttpRequest) -> None:
        note("signed-out", request.user)
        super().logout(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            note("sign-in-limited")
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        note("sign-in-failed")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:
            raise MailAway from error

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **kwargs: Any) -> None:
        """Called wherever a password, an address or a factor changed: `mfa/email/totp_activated`."""
        note(template_prefix.rpartition("/")[2].replace("_", "-"), user)
        super().send_notification_mail(template_prefix, user, *args, **kwargs)

    def is_safe_url(self, url: str) -> bool:
        """An address that Python cannot take apart leads nowhere; how much it can differs between its releases."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        if GUEST_TO_MERGE in request.session:
            return reverse("accounts:merge")
        return str(super().get_login_redirect_url(request))


def how(request: HttpRequest, user: User) -> str:
    """By what somebody proved who they are: "password", "code", "password mfa:totp"."""
    records = get_authentication_records(request, user)
    return " ".join(":".join(filter(None, [each["method"], each.get("type")])) for each in records)
