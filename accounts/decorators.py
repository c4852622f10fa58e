from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# Pages in the navigation that have nothing to show to somebody we do not know, and what says so.
WANTED = {
    "today": _("Today shows your routine, and a routine is made from your answers. So they come first."),
    "progress": _(
        "Progress shows how your back and your sessions go. It begins with a routine made from your answers."
    ),
    "habits": _("Your habits are picked from your answers. So they come first."),
}


def person_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Somebody without a row of their own starts where rows begin: at the first question. That page says why."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return to_start(request)
        return view(request, *args, **kwargs)

    return wrapped


def to_start(request: HttpRequest) -> HttpResponse:
    start, match = reverse("accounts:intake"), request.resolver_match
    wanted = match.url_name if match else None
    return redirect(f"{start}?for={wanted}" if wanted in WANTED else start)


def private(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """No cache keeps the answer, the browser's included; ours and the proxies' all the less."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    return wrapped
