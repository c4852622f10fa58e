"""Cookies that no other host can set or read: their names say so wherever there is TLS."""

from django.conf import settings
from django.contrib.messages.storage.base import BaseStorage
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.signing import TimestampSigner, get_cookie_signer
from django.http import HttpRequest
from django.utils.functional import cached_property


def named(name: str) -> str:
    return f"__Host-{name}" if settings.HTTPS else name


class Messages(CookieStorage):
    """What is said once, on the page after. Most pages say nothing, so the signer is made when something is said."""

    def __init__(self, request: HttpRequest) -> None:
        BaseStorage.__init__(self, request)

    @cached_property
    def signer(self) -> TimestampSigner:
        return get_cookie_signer(salt=self.key_salt)

    @property
    def cookie_name(self) -> str:  # type: ignore[override]
        return named("messages")
