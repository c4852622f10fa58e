"""What every request passes through: a name for the log, the person's own time, and answers kept where they belong."""

import logging
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

from config.replicas import AWAY, dispensable

View = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger("steadyback.request")
request_id: ContextVar[str] = ContextVar("request_id", default="")
RETRY_AFTER_SECONDS = 5


def named(get_response: View) -> View:
    """Gives the request an id, answers with it, and logs one line: the route, never the path or what was sent."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        name = given if re.fullmatch(r"[A-Za-z0-9-]{8,64}", given) else uuid4().hex
        token = request_id.set(name)
        started = time.perf_counter()
        try:
            response = get_response(request)
            log(request, response, milliseconds=round((time.perf_counter() - started) * 1000, 1))
        finally:
            request_id.reset(token)
        if not is_bare(request, response):
            response["X-Request-ID"] = name
        return response

    return middleware


def log(request: HttpRequest, response: HttpResponse, *, milliseconds: float) -> None:
    match = request.resolver_match
    facts = {
        "method": request.method,
        "route": match.route if match else "",
        "status": response.status_code,
        "milliseconds": milliseconds,
    }
    logger.info("request", extra={"facts": facts})


FROM_NOWHERE = "default-src frame-ancestors base-uri object-src"
FROM_HERE = "script-src style-src connect-src font-src manifest-src worker-src form-action"
POLICY = "; ".join(
    [f"{directive} 'none'" for directive in FROM_NOWHERE.split()]
    + [f"{directive} 'self'" for directive in FROM_HERE.split()]
    + ["img-src 'self' data:"]  # data: is the authenticator app's QR code
)
NOTHING = "; ".join(f"{directive} 'none'" for directive in f"{FROM_NOWHERE} form-action".split())
BARE = dict.fromkeys(["text/css", "text/javascript", "font/woff2", "image/png"], NOTHING)
# Our drawings are styled within; none is a person's.
BARE["image/svg+xml"] = f"{NOTHING}; style-src 'unsafe-inline'"
EVERYTHING = {"Cross-Origin-Resource-Policy": "same-origin"}
DOCUMENTS = EVERYTHING | {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), "
    "screen-wake-lock=(self), publickey-credentials-create=(self), publickey-credentials-get=(self)",
}


def sealed(get_response: View) -> View:
    """No other site may load, frame or learn anything of ours, and nothing of theirs runs here.

    The player may keep the screen on. Styles, scripts and fonts are no documents: they are told to load nothing, and
    what else is said to pages would be a third of their weight. A script that a worker is made of is a document.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not (settings.DEBUG and response.status_code in {404, 500}):  # Django's own pages for developers
            for name, value in headers_for(request, response).items():
                response.headers.setdefault(name, value)
        return response

    return middleware


def headers_for(request: HttpRequest, response: HttpResponse) -> dict[str, str]:
    if not is_bare(request, response):
        return DOCUMENTS
    response.headers.pop("Cross-Origin-Opener-Policy", None)
    return EVERYTHING | {"Content-Security-Policy": BARE[kind_of(response)]}


def is_bare(request: HttpRequest, response: HttpResponse) -> bool:
    return kind_of(response) in BARE and request.path.startswith(settings.STATIC_URL)


def kind_of(response: HttpResponse) -> str:
    return response.get("Content-Type", "").partition(";")[0]


METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
SEND_NOTHING = {"GET", "HEAD", "OPTIONS"}


def accepted(get_response: View) -> View:
    """Methods that nobody needs, such as TRACE, stop here.

    A page asked for in the clear is led to TLS by Django. What is sent in the clear is refused: it has been read.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        is_open = settings.SECURE_SSL_REDIRECT and not request.is_secure()
        if is_open and request.method not in SEND_NOTHING:
            return HttpResponseForbidden(render_to_string("403.html"))
        return get_response(request)

    return middleware


def spoken(get_response: View) -> View:
    """In the reader's language. Django's own middleware looks for one in the address too, where we have none."""

    def middleware(request: HttpRequest) -> HttpResponse:
        translation.activate(get_language_from_request(request))
        request.LANGUAGE_CODE = translation.get_language()
        response = get_response(request)
        patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    return middleware


class Unavailable:
    """While the database cannot answer, so do we: 503, and when to come back. Nothing was saved, and we say so."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return unavailable(exception) if isinstance(exception, AWAY) else None


def unavailable(error: BaseException) -> HttpResponse:
    why = str(error).partition("\n")[0]
    logger.error("the database does not answer: %s (does it run, and is there space on its disk?)", why)
    for connection in connections.all(initialized_only=True):
        if pool := getattr(connection, "pool", None):
            pool.check()  # the others are likely broken too: nobody else shall meet one
    response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def personal(get_response: View) -> View:
    """Who is here: their time zone, their day, and pages that no cache keeps."""

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            person = request.user if has_session(request) and request.user.is_authenticated else None
        except AWAY as error:
            return unavailable(error)
        if person is None:
            return get_response(request)
        timezone.activate(ZoneInfo(person.time_zone))
        try:
            with dispensable():  # a full disk is no reason not to show a page
                person.see(timezone.localdate())
            response = get_response(request)
        finally:
            timezone.deactivate()
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


def has_session(request: HttpRequest) -> bool:
    return request.session.session_key is not None
