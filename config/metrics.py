"""Numbers for Prometheus, where METRICS_TOKEN is set: how long each kind of page took, and how it ended.

Labels are routes, never addresses, so nothing here says who asked for what.
"""

import os
import time

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import REGISTRY, CollectorRegistry, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from config.http import View

METHODS = {"GET", "HEAD", "POST", "PUT"}
SECONDS = Histogram(
    "steadyback_request_seconds",
    "Time from request to answer.",
    ["method", "route", "status"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)


def measured(get_response: View) -> View:
    if not settings.METRICS_TOKEN:
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        response = get_response(request)
        route = request.resolver_match.route if request.resolver_match else ""
        method = request.method if request.method in METHODS else "other"
        SECONDS.labels(method, route, response.status_code).observe(time.perf_counter() - begun)
        return response

    return middleware


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """404 for whoever does not bring the token: there is nothing to see here."""
    given = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
        raise Http404
    return HttpResponse(generate_latest(registry()), content_type="text/plain; version=0.0.4; charset=utf-8")


def registry() -> CollectorRegistry:
    """Of all workers, where config/gunicorn.py gave them a folder in common."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together
