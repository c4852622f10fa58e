"""Requests as our views know them, and what leaves nothing behind."""

from typing import TypeGuard

from django.http import HttpRequest, HttpResponse
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class PersonRequest(HttpRequest):
    """Somebody is signed in, as a guest or with an account."""

    user: User
    htmx: HtmxDetails


def is_person(request: HttpRequest) -> TypeGuard[PersonRequest]:
    return isinstance(request.user, User)


def wiped(response: HttpResponse) -> HttpResponse:
    """The device forgets as well, also where no script runs."""
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
