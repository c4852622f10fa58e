"""One page at a time in each process, as long as none takes long.

Threads of a process share one interpreter, and SQLite lets go of it at every step. Two pages at once hand it back and
forth a hundred times, and cost a fifth more each. So the second waits its turn; only so long, lest one that waits for
a disk, or for a slow phone to send the rest, holds up the others. PostgreSQL answers from elsewhere, and while it does
another page can go on.
"""

from threading import Lock

from django.core.exceptions import MiddlewareNotUsed
from django.db import connection
from django.http import HttpRequest, HttpResponse

from config.http import View

PATIENCE = 0.02  # seconds
_turn = Lock()


def in_turn(get_response: View) -> View:
    if connection.vendor != "sqlite":
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponse:
        has_turn = _turn.acquire(timeout=PATIENCE)
        try:
            return get_response(request)
        finally:
            if has_turn:
                _turn.release()

    return middleware
