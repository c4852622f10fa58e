"""What a device says it is, in words its owner knows: {{ session.user_agent|device }} gives "Firefox on Windows"."""

from collections.abc import Sequence

from allauth.usersessions.models import UserSession
from django import template
from django.utils.translation import gettext as _

# Many claim to be others too, so the first that is found counts: Edge says Chrome, Chrome says Safari.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}

register = template.Library()


@register.filter
def device(user_agent: str) -> str:
    words = {"browser": _first(BROWSERS, user_agent), "system": _first(SYSTEMS, user_agent)}
    if words["browser"] and words["system"]:
        return _("%(browser)s on %(system)s") % words
    return words["browser"] or words["system"] or _("A browser we do not know")


@register.filter
def this_one_first(sessions: Sequence[UserSession]) -> list[UserSession]:
    """They come oldest first; after the one in use the newest is what a person looks for."""
    return sorted(sessions, key=lambda session: (session.is_current(), session.created_at), reverse=True)


def _first(names: dict[str, str], text: str) -> str:
    return next((name for sign, name in names.items() if sign in text), "")
