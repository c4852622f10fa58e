"""Cookies that no other host can set or read: their names say so wherever there is TLS."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


def named(name: str) -> str:
    return f"__Host-{name}" if settings.HTTPS else name


class Messages(CookieStorage):
    """What is said once, on the page after."""

    @property
    def cookie_name(self) -> str:  # type: ignore[override]
        return named("messages")
