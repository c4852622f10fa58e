"""Answers to strangers, made once and handed out again until the library changes, for an hour at most.

Held is what a view says any cache may keep (`exercises.sharing`), when it was asked for without a cookie and sets none.
So nothing here was ever made for somebody. What an address may ask for is bounded, and so is what is held.
"""

import gzip
import time
from collections.abc import Hashable
from dataclasses import dataclass
from hashlib import blake2b

from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from config.http import View
from exercises.finding import FILTERS
from exercises.keeping import Keep
from exercises.models import latest

MOST = 300  # answers of about 25 kB
AN_HOUR = 60 * 60  # seconds; some say until when they hold
LONGEST_QUERY = 120  # characters
ASKED = {*FILTERS, "show"}  # not what is typed into the search box: that has no end
FRAGMENTS = ("", "results")


@dataclass(frozen=True, slots=True)
class Held:
    headers: dict[str, str]
    body: bytes
    gzipped: bytes
    etag: str
    match: ResolverMatch | None
    library: str
    made_at: float

    @property
    def is_good(self) -> bool:
        return self.library == latest.version() and time.monotonic() - self.made_at < AN_HOUR


_kept: Keep[Held] = Keep(MOST)


def shared(get_response: View) -> View:
    def middleware(request: HttpRequest) -> HttpResponse:
        key = key_of(request)
        if key is None:
            return get_response(request)
        held = _kept.get(key)
        if held is None or not held.is_good:
            # Read before the answer is made, so that an older one is not taken for newer.
            library = latest.known
            response = get_response(request)
            if request.method != "GET" or not may_be_held(request, response):
                return response
            held = _kept.put(key, hold(request, response, library))
        return answer(request, held)

    return middleware


def key_of(request: HttpRequest) -> Hashable | None:
    """None for a request whose answer is not to be held."""
    query, target = request.META["QUERY_STRING"], request.headers.get("HX-Target", "")
    is_plain = request.method in {"GET", "HEAD"} and not request.COOKIES and target in FRAGMENTS
    if not is_plain or len(query) > LONGEST_QUERY or not request.GET.keys() <= ASKED:
        return None
    return get_language(), request.scheme, request.get_host(), request.path, query, target


def may_be_held(request: HttpRequest, response: HttpResponse) -> bool:
    is_public = "public" in response.get("Cache-Control", "")
    return (
        response.status_code == 200
        and is_public
        and not response.cookies
        and not response.streaming
        and not request.session.modified
    )


def hold(request: HttpRequest, response: HttpResponse, library: str) -> Held:
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
    body = response.content
    mark = blake2b(body, digest_size=12).hexdigest()
    return Held(
        headers=dict(response.items()),
        body=body,
        gzipped=gzip.compress(body, mtime=0),
        etag=f'W/"{mark}"',
        match=request.resolver_match,
        library=library,
        made_at=time.monotonic(),
    )


def answer(request: HttpRequest, held: Held) -> HttpResponse:
    request.resolver_match = held.match
    small = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(held.gzipped if small else held.body, headers=held.headers)
    response["ETag"] = held.etag
    if small:
        response["Content-Encoding"] = "gzip"
    if "If-None-Match" in request.headers:
        return get_conditional_response(request, etag=held.etag, response=response) or response
    return response


def forget() -> None:
    _kept.clear()
