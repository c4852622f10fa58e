"""Pages that belong to no room: what installs the app, what robots may read, what stands in when we are away."""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.defaults import server_error

from accounts.http import is_person
from accounts.parts import page
from config.http import unavailable
from config.replicas import AWAY
from exercises.sharing import same_for_strangers
from routines.views.pages import chosen, here, mark, shown

ICONS = {"192x192": "img/icon-192.png", "512x512": "img/icon-512.png"}


@require_safe
@same_for_strangers
def home(request: HttpRequest) -> HttpResponse:
    """Who has a routine finds it first, as Today would show it; everybody else finds out what this is."""
    if not is_person(request) or (version := chosen(request)) is None:
        return render(request, "home.html", {"sheet": None})
    at = here(request)
    if at.stop:
        return at.stop
    key = mark(version, at), request.scheme, request.get_host()
    return page(request, "home.html", key, lambda: shown(request.user, version, at, on="home"))


@require_safe
@cache_control(max_age=86400, public=True)
def manifest(request: HttpRequest) -> JsonResponse:
    icons = [
        {"src": static(name), "sizes": size, "type": "image/png", "purpose": purpose}
        for size, name in ICONS.items()
        for purpose in ("any", "maskable")
    ]
    facts = {
        "name": "Steadyback",
        "short_name": "Steadyback",
        "description": gettext("A short routine for your back, with a reason for every exercise in it."),
        "id": "/",
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#f5f4ef",
        "theme_color": "#f5f4ef",
        "icons": icons,
    }
    return JsonResponse(facts, content_type="application/manifest+json")


@require_safe
@cache_control(max_age=86400, public=True)
def robots(request: HttpRequest) -> HttpResponse:
    private = ("/intake/", "/profile/", "/you/", "/today/", "/accounts/", "/admin/")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in private), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(max_age=86400, public=True)
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for this path unasked; the file lives among the static ones under a hashed name."""
    response = HttpResponse(status=301)
    response["Location"] = static("img/favicon.ico")
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """For what went wrong around a view: a session that cannot be kept is as much the database's as a page."""
    error = sys.exc_info()[1]
    return unavailable(error) if isinstance(error, AWAY) else server_error(request)


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    return render(request, "offline.html")


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 400, and 413 for what was too large to read."""
    too_much = isinstance(exception, RequestDataTooBig | TooManyFieldsSent)
    status = 413 if too_much else 400
    return HttpResponse(render_to_string(f"{status}.html"), status=status)
