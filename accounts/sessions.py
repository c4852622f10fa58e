"""Signed-in sessions in the database, as Django keeps them, read at the price of one look-up.

One ends 90 days after the last visit, and a year after the person last said who they are. A guest's has no such end:
they could not come back.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import InterfaceError, OperationalError, models
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.ids import uuid7
from accounts.models import User
from accounts.prepared import Prepared, Row
from exercises.keeping import Keep

SIGNED_IN_AT = "signed_in_at"  # seconds since 1970
IDLE = timedelta(seconds=settings.SESSION_COOKIE_AGE)
LONGEST = timedelta(days=365)
RENEWED = timedelta(days=7)  # the end of a session in use is moved this often


def _alone(key: str, now: datetime, renewed: datetime) -> "models.QuerySet[Session, tuple[Any, ...]]":
    is_due = models.ExpressionWrapper(models.Q(expire_date__lt=renewed), models.BooleanField())
    found = Session.objects.filter(session_key=key, expire_date__gt=now).annotate(is_due=is_due)
    return found.values_list("session_data", "is_due")


def _with_owner(owner: UUID, key: str, now: datetime, renewed: datetime) -> models.QuerySet[User]:
    session = _alone(key, now, renewed)
    sealed, is_due = (models.Subquery(session.values(name)) for name in ("session_data", "is_due"))
    return User.objects.filter(pk=owner).annotate(sealed=sealed, is_due=is_due)


MOMENTS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
ALONE = Prepared(_alone, "key", *MOMENTS)
WITH_OWNER = Prepared(_with_owner, uuid7(), "key", *MOMENTS)
_owners: Keep[UUID] = Keep(2000)  # by session key; a guess, and what the session says counts


class SessionStore(db.SessionStore):
    """Who was signed in by this session last time is asked for with it, in one question."""

    owner: User | None = None
    sealed = ""  # as the database had it

    def load(self) -> dict[str, Any]:
        now = timezone.now()
        sealed, is_due = self._find(now, now + IDLE - RENEWED)
        data: dict[str, Any] = self.decode(sealed) if sealed else {}
        if not sealed or is_over(data, now):
            self._session_key = None
            return {}
        if SESSION_KEY in data:
            _owners.put(self.session_key, UUID(data[SESSION_KEY]))
        self.modified, self.sealed = bool(is_due), sealed
        return data

    def _find(self, *moments: datetime) -> Row:
        owner = _owners.get(self.session_key)
        found = WITH_OWNER.objects(owner, self.session_key, *moments) if owner else []
        if found:
            self.owner = found[0]
            return found[0].sealed, found[0].is_due
        alone = ALONE.rows(self.session_key, *moments)
        return alone[0] if alone else ("", False)

    def person(self) -> User | None:
        """Who is signed in, where that needs no further question; django.contrib.auth wants to know the same."""
        said = str(self.get(HASH_SESSION_KEY))
        owner = self.owner  # known once anything of the session was read
        is_theirs = (
            owner is not None
            and owner.is_active
            and self.get(SESSION_KEY) == str(owner.pk)
            and self.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
            and constant_time_compare(said, owner.get_session_auth_hash())
        )
        return owner if is_theirs else None

    def cycle_key(self) -> None:
        """A new key for the same session; the old one is dead, and the list of devices knows.

        Django gives one to whom a retired SECRET_KEY knew, too.
        """
        before = self.session_key
        super().cycle_key()
        devices_of(session_key=before).update(session_key=self.session_key)

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's
        """Django takes every fault of the database for a session deleted meanwhile, and blames the request.

        Where only the end was to be moved, that can wait until the next visit.
        """
        try:
            super().save(must_create)
        except UpdateError as error:
            if not isinstance(error.__context__, OperationalError | InterfaceError):
                raise
            if not self.sealed or self.decode(self.sealed) != dict(self.items()):
                raise error.__context__ from None


def devices_of(**whose: Any) -> "models.QuerySet[Any]":
    """Rows of allauth's list of devices."""
    return apps.get_model("usersessions", "UserSession").objects.filter(**whose)


def is_over(data: dict[str, Any], now: datetime) -> bool:
    said = [record["at"] for record in data.get(AUTHENTICATION_METHODS_SESSION_KEY, [])]
    said += [data[SIGNED_IN_AT]] if SIGNED_IN_AT in data else []
    return bool(said) and now.timestamp() - max(said) > LONGEST.total_seconds()


def end(user: User) -> int:
    """Signs them out everywhere; says of how many devices."""
    devices = list(devices_of(user=user))
    for device in devices:
        device.end()
    return len(devices)
