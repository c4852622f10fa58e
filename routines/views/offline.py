"""The service worker: which files a device keeps so that a person's own pages open without a network."""

import json
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.intake.reading import GROWS_IN

FILES = ("css/app.css", "fonts/atkinson-hyperlegible-next.woff2", "js/vault.js")
UUID = "[0-9a-f-]{36}"
PRIVATE = ("^/today/$", "^/relief/$", f"^/routines/{UUID}/session/$")


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """At the root, so that it serves the whole site. Its text changes with every release that changes a file."""
    values = {
        "files": [static(name) for name in FILES],
        "vault": static("js/vault.js"),
        "offline": reverse("offline"),
        "private": PRIVATE,
        "true_for": min(GROWS_IN.values()) // timedelta(milliseconds=1),
    }
    context = {name: json.dumps(value) for name, value in values.items()}
    return render(request, "routines/sw.js", context, content_type="text/javascript; charset=utf-8")
