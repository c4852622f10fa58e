"""Pages, and the parts that cost most to make, remembered for the person they were made for.

A key names all that its template shows; the person, their language and their time zone are part of it anyway. Where a
form's token or a new id comes stands something else until the page is handed out: each answer has its own.
"""

from collections.abc import Callable, Hashable, Mapping
from secrets import token_hex
from typing import Any
from uuid import UUID

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts.http import PersonRequest
from accounts.ids import uuid7
from accounts.memory import remembered

Context = Mapping[str, Any]
TOKEN, NEW_ID = token_hex(32), f"new-{token_hex(32)}"


def part(owner: UUID, template: str, key: Hashable, context: Context) -> SafeString:
    """Still without a token: for a page that is handed out by `page` or `answer`."""
    return remembered(
        owner, (template, key), lambda: render_to_string(template, {**context, "csrf_token": TOKEN})
    )


def page(
    request: PersonRequest, template: str, key: Hashable, context: Callable[[], Context]
) -> HttpResponse:
    """`context` is asked only when the page is not held, or has something to say this once."""

    def made() -> SafeString:
        return render_to_string(template, {**context(), "csrf_token": TOKEN}, request)

    is_usual = not len(get_messages(request))
    return answer(request, remembered(request.user.pk, (template, key), made) if is_usual else made())


def answer(request: HttpRequest, html: str) -> HttpResponse:
    if TOKEN in html:
        html = html.replace(TOKEN, get_token(request))
    return HttpResponse(html.replace(NEW_ID, str(uuid7())))
