"""Doors that answer on a beat, so that the time of an answer does not say whether we know an email address."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

HASHING = 0.5  # seconds: where a password is hashed
MAILING = 0.1  # where a mail is sent

sleep, clock = time.sleep, time.monotonic


def paced(view: Callable[..., HttpResponseBase], beat: float) -> Callable[..., HttpResponseBase]:
    """A post is answered a whole number of beats after it came, whatever was found."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        begun = clock()
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            sleep(-(clock() - begun) % beat)
        return response

    return wrapped
