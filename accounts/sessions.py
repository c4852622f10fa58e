"""Signed-in sessions in the database, as Django keeps them, read at the price of one look-up.

One ends 90 days after the last visit, and a year after the person last said who they are. A guest's has no such end:
they could not come back.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import InterfaceError, OperationalError, models
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from accounts.prepared import Prepared

SIGNED_IN_AT = "signed_in_at"  # seconds since 1970
IDLE = timedelta(seconds=settings.SESSION_COOKIE_AGE)
LONGEST = timedelta(days=365)
RENEWED = timedelta(days=7)  # the end of a session in use is moved this often


def _data(key: str, now: datetime, renewed: datetime) -> "models.QuerySet[Session, tuple[Any, ...]]":
    is_due = models.ExpressionWrapper(models.Q(expire_date__lt=renewed), models.BooleanField())
    found = Session.objects.filter(session_key=key, expire_date__gt=now).annotate(is_due=is_due)
    return found.values_list("session_data", "is_due")


DATA = Prepared(_data, "key", datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC))


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        now = timezone.now()
        found = DATA.rows(self.session_key, now, now + IDLE - RENEWED)
        data: dict[str, Any] = self.decode(found[0][0]) if found else {}
        if not found or is_over(data, now):
            self._session_key = None
            return {}
        self.modified = bool(found[0][1])
        return data

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's
        """Django takes every fault of the database for a session deleted meanwhile, and blames the request."""
        try:
            super().save(must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError | InterfaceError):
                raise error.__context__ from None
            raise


def is_over(data: dict[str, Any], now: datetime) -> bool:
    said = [record["at"] for record in data.get(AUTHENTICATION_METHODS_SESSION_KEY, [])]
    said += [data[SIGNED_IN_AT]] if SIGNED_IN_AT in data else []
    return bool(said) and now.timestamp() - max(said) > LONGEST.total_seconds()


def renew(request: HttpRequest) -> None:
    """A new key for the same session; the old one is dead, and the list of devices knows."""
    before = request.session.session_key
    request.session.cycle_key()
    devices = apps.get_model("usersessions", "UserSession").objects.filter(session_key=before)
    devices.update(session_key=request.session.session_key)


def end(user: User) -> int:
    """Signs them out everywhere; says of how many devices."""
    devices = list(apps.get_model("usersessions", "UserSession").objects.filter(user=user))
    for device in devices:
        device.end()
    return len(devices)
