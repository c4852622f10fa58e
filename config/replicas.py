"""Reads from streaming replicas, so that a person always reads their own writes.

Safe requests (GET, HEAD) read from a replica. Who wrote has a cookie that says how far the primary had written then:
they read from the primary until the replica has come as far, however long it lags. Everything else, commands included,
goes to the primary; no decision that leads to a write is ever taken from a replica. A replica that does not answer is
left alone for a while, and the page is made again from the primary. When the primary does not answer, one that was left
alone is tried earlier.
"""

import logging
import random
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error, InterfaceError, OperationalError, connections, models
from django.http import HttpRequest, HttpResponse

from config.cookies import named

if TYPE_CHECKING:
    from config.http import View

COOKIE = "wrote"
KEPT_SECONDS = 60 * 60  # a replica that is further behind is none
ALONE_SECONDS = 30
LAST_RESORT_SECONDS = 5  # while the primary does not answer
PRIMARY = "default"
AWAY = (OperationalError, InterfaceError)
logger = logging.getLogger("steadyback.replicas")


@dataclass
class Reading:
    """Where the current request reads, chosen when it first does, and whether it wrote. position: from the cookie."""

    may_read: bool
    position: str = ""
    database: str = ""
    wrote: bool = False

    def choose(self) -> str:
        if not self.database:
            replica = chosen(self.position) if self.may_read else None
            self.database = replica or PRIMARY
        return PRIMARY if self.wrote else self.database


_reading: ContextVar[Reading | None] = ContextVar("reading", default=None)
_alone_since: dict[str, float] = {}  # by replica, in seconds of the monotonic clock


def read_your_writes(get_response: "View") -> "View":
    if not settings.REPLICAS:
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponse:
        reading = Reading(request.method in {"GET", "HEAD"}, request.COOKIES.get(named(COOKIE), ""))
        response = answer(get_response, request, reading)
        if is_away(response) and (again := elsewhere(reading)):
            response = answer(get_response, request, reading := again)
            if is_away(response) and reading.database in settings.REPLICAS:
                leave_alone(reading.database)
        if reading.wrote and not is_away(response):
            secure = settings.SESSION_COOKIE_SECURE
            response.set_cookie(
                named(COOKIE), position(), KEPT_SECONDS, httponly=True, secure=secure, samesite="Lax"
            )
        return response

    return middleware


def answer(get_response: "View", request: HttpRequest, reading: Reading) -> HttpResponse:
    token = _reading.set(reading)
    try:
        return get_response(request)
    finally:
        _reading.reset(token)


def elsewhere(reading: Reading) -> Reading | None:
    """Where to make a page again that could not be read."""
    if reading.database in settings.REPLICAS:
        leave_alone(reading.database)
        return Reading(may_read=False)
    if reading.database != PRIMARY or reading.wrote or not reading.may_read:
        return None
    replica = chosen(reading.position, LAST_RESORT_SECONDS)
    return Reading(may_read=True, database=replica) if replica else None


def is_away(response: HttpResponse) -> bool:
    """As `config.http.unavailable` answers."""
    return response.status_code == 503 and response.has_header("Retry-After")


@contextmanager
def dispensable() -> Iterator[None]:
    """A write that a page can do without: when the primary does not take it, it was not tried."""
    reading = _reading.get()
    wrote = reading.wrote if reading else False
    try:
        yield
    except AWAY:
        if reading:
            reading.wrote = wrote


def leave_alone(replica: str) -> None:
    logger.error("%s does not answer: the primary is read for %s seconds", replica, ALONE_SECONDS)
    _alone_since[replica] = time.monotonic()


def chosen(position: str, alone: float = ALONE_SECONDS) -> str | None:
    """A replica that did not fail in the last `alone` seconds, and has come as far as `position`."""
    then = time.monotonic() - alone
    answering = [name for name in settings.REPLICAS if _alone_since.get(name, then) <= then]
    if not answering:
        return None
    replica: str = random.choice(answering)  # noqa: S311 - spreads load, no secret
    return replica if not position or has_come_to(position, replica) else None


def has_come_to(position: str, replica: str) -> bool:
    if not re.fullmatch(r"[0-9A-F]{1,8}/[0-9A-F]{1,8}", position):
        return False
    try:
        with connections[replica].cursor() as cursor:
            cursor.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", [position])
            return bool(cursor.fetchone()[0])
    except Error:
        leave_alone(replica)
        return False


def position() -> str:
    """How far the primary has written; where it cannot say, nothing that a replica could have come to."""
    try:
        with connections[PRIMARY].cursor() as cursor:
            cursor.execute("SELECT pg_current_wal_lsn()")
            return str(cursor.fetchone()[0])
    except Error:
        return "unknown"


class ReplicaRouter:
    def db_for_read(self, model: type[models.Model], **hints: Any) -> str:
        reading = _reading.get()
        return reading.choose() if reading else PRIMARY

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str:
        if reading := _reading.get():
            reading.wrote = True
        return PRIMARY

    def allow_relation(self, *objects: models.Model, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == PRIMARY
