"""Signed-in sessions in the database, as Django keeps them, read at the price of one look-up.

One ends 90 days after the last visit, and a year after the person last said who they are. A guest's has no such end:
they could not come back.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
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
SELDOM = ("last_login", "joined_at", "idle_warnings", "warned_on")  # no page shows them


def _alone(key: str) -> "models.QuerySet[Session, tuple[Any, ...]]":
    return Session.objects.filter(session_key=key).values_list("session_data", "expire_date")


def _with_owner(owner: UUID, key: str) -> models.QuerySet[User]:
    sealed, ends = (models.Subquery(_alone(key).values(name)) for name in ("session_data", "expire_date"))
    return User.objects.filter(pk=owner).defer(*SELDOM).annotate(sealed=sealed, ends=ends)


ALONE = Prepared(_alone, "key")
WITH_OWNER = Prepared(_with_owner, uuid7(), "key")


@dataclass(frozen=True, slots=True)
class Known:
    """A session as it was read last. owner: a guess, for what the session says now counts."""

    sealed: str
    said: str  # the same unsealed, as JSON
    owner: UUID | None


_known: Keep[Known] = Keep(2000)  # by session key


class SessionStore(db.SessionStore):
    """Who was signed in by this session last time is asked for with it, in one question."""

    owner: User | None = None
    sealed = ""  # as the database had it

    def load(self) -> dict[str, Any]:
        now, known = timezone.now(), _known.get(self.session_key)
        self.sealed, ends = self._find(known)
        data = self._unsealed(known) if ends and ends > now else None
        if data is None or is_over(data, now):
            self._session_key = None
            return {}
        self.modified = ends < now + IDLE - RENEWED
        return data

    def _find(self, known: Known | None) -> Row:
        """As the database has it, and when it ends; None for what is not there."""
        owners = WITH_OWNER.objects(known.owner, self.session_key) if known and known.owner else []
        if owners:
            self.owner = owners[0]
            return owners[0].sealed or "", owners[0].ends
        alone = ALONE.values(self.session_key)
        return alone[0] if alone else ("", None)

    def _unsealed(self, known: Known | None) -> dict[str, Any]:
        """What is sealed as it was last time was proved to be ours then."""
        if known is None or known.sealed != self.sealed:
            data: dict[str, Any] = self.decode(self.sealed)
            owner = UUID(data[SESSION_KEY]) if SESSION_KEY in data else None
            known = _known.put(self.session_key, Known(self.sealed, json.dumps(data), owner))
        return dict(json.loads(known.said))

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
