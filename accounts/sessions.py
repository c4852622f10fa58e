"""Signed-in sessions in the database, as Django keeps them, read at the price of one look-up."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from accounts.prepared import Prepared

DATA = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).values_list("session_data"),
    "key",
    datetime(2026, 1, 1, tzinfo=UTC),
)


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        found = DATA.rows(self.session_key, timezone.now())
        if not found:
            self._session_key = None
            return {}
        data: dict[str, Any] = self.decode(found[0][0])
        return data

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's
        """Django takes every fault of the database for a session deleted meanwhile, and blames the request."""
        try:
            super().save(must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError | InterfaceError):
                raise error.__context__ from None
            raise
