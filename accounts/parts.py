"""Pages, and the parts that cost most to make, remembered for the person they were made for.

A key names all that its template shows; the person, their language and their time zone are part of it anyway. Where a
form's token or a new id comes stands something else until the page is handed out: each answer has its own.
"""

from collections.abc import Callable, Hashable, Mapping
from hashlib import blake2b
from secrets import token_hex
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.html import escape
from django.utils.http import quote_etag
from django.utils.safestring import SafeString

from accounts.http import PersonRequest
from accounts.ids import uuid7
from accounts.memory import remembered
from exercises.rendering import held

Context = Mapping[str, Any]
SALT = settings.SECRET_KEY.encode()[:64]
TOKEN, NEW_ID = token_hex(32), f"new-{token_hex(32)}"


def part(owner: UUID, template: str, key: Hashable, context: Context) -> SafeString:
    """Still without a token: for a page that is handed out by `page` or `answer`."""
    return remembered(owner, (template, key), lambda: _rendered(template, context))


def page(
    request: PersonRequest,
    template: str,
    key: Hashable,
    context: Callable[[], Context],
    late: Mapping[str, str] | None = None,
) -> HttpResponse:
    """`context` is asked only when the page is not held, or has something to say this once.

    late: what stands in the page until it is handed out, and the text that comes there.
    """

    def made() -> SafeString:
        return _rendered(template, context(), request)

    is_usual = not len(get_messages(request))
    html: str = remembered(request.user.pk, (template, key), made) if is_usual else made()
    for place, text in (late or {}).items():
        html = html.replace(place, escape(text))
    return answer(request, html)


def alike(request: HttpRequest, template: str, key: Hashable, context: Context) -> HttpResponse:
    """A page that shows nothing of whom it is for, made once for all who ask for it with the same key."""

    def made() -> SafeString:
        return _rendered(template, context, request)

    is_usual = not len(get_messages(request))
    return answer(request, held((template, key), made) if is_usual else made())


def _rendered(template: str, context: Context, request: HttpRequest | None = None) -> SafeString:
    return render_to_string(template, {**context, "csrf_token": TOKEN}, request)


def answer(request: HttpRequest, html: str) -> HttpResponse:
    """A device that keeps the page names it: 304 says that nothing in it has changed, nor who asks."""
    token = get_token(request) if TOKEN in html else ""
    name = quote_etag(digest(html.encode() + request.META.get("CSRF_COOKIE", "").encode()))
    response = HttpResponse(html.replace(TOKEN, token).replace(NEW_ID, str(uuid7())), headers={"ETag": name})
    if "If-None-Match" not in request.headers:
        return response
    return get_conditional_response(request, etag=name, response=response) or response


def digest(body: bytes) -> str:
    return blake2b(body, digest_size=12, key=SALT).hexdigest()
