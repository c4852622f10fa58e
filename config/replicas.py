"""Reads from streaming replicas, so that a person always reads their own writes.

A request may read from a replica when it is safe (GET, HEAD) and the person wrote nothing in the last ten seconds;
a short cookie remembers that they did. Everything else, commands included, goes to the primary. No decision that
leads to a write is ever taken from a replica.
"""

import random
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse

from config.cookies import named

COOKIE = "wrote"
PINNED_SECONDS = 10
PRIMARY = "default"


@dataclass
class Reading:
    """Where the current request reads, and whether it wrote."""

    database: str = PRIMARY
    wrote: bool = False


_reading: ContextVar[Reading | None] = ContextVar("reading", default=None)


def read_your_writes(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        if not settings.REPLICAS:
            return get_response(request)
        may_read = request.method in {"GET", "HEAD"} and named(COOKIE) not in request.COOKIES
        reading = Reading(random.choice(settings.REPLICAS) if may_read else PRIMARY)  # noqa: S311 - spreads load, no secret
        token = _reading.set(reading)
        try:
            response = get_response(request)
        finally:
            _reading.reset(token)
        if reading.wrote:
            secure = settings.SESSION_COOKIE_SECURE
            response.set_cookie(
                named(COOKIE), "1", PINNED_SECONDS, httponly=True, secure=secure, samesite="Lax"
            )
        return response

    return middleware


class ReplicaRouter:
    def db_for_read(self, model: type[models.Model], **hints: Any) -> str:
        reading = _reading.get()
        return reading.database if reading and not reading.wrote else PRIMARY

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str:
        if reading := _reading.get():
            reading.wrote = True
        return PRIMARY

    def allow_relation(self, *objects: models.Model, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == PRIMARY
