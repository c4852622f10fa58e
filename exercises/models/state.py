"""Which library files are loaded, and the version of what the database now holds."""

import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import Error, models


class LibraryStateQuerySet(models.QuerySet["LibraryState"]):
    def current(self) -> "LibraryState":
        return self.filter(pk=1).first() or LibraryState(pk=1)

    def version(self) -> str:
        return next(iter(self.filter(pk=1).values_list("version", flat=True)), "")

    def bump(self) -> None:
        """Call after every edit: all processes see the new library with their next request."""
        state = self.current()
        state.version = f"{state.digest[:16]}-{uuid4().hex[:12]}"
        state.save()


class LibraryState(models.Model):
    """One row. `version` is the files' digest, or something new after every edit an administrator makes.

    earlier: the digests that were loaded before, with spaces between. While new code is rolled out, processes of the
    old code see a newer library, and are ready; processes of the new code wait until theirs is loaded.
    """

    digest = models.CharField(max_length=64, blank=True)
    earlier = models.TextField(blank=True, default="", db_default="")
    version = models.CharField(max_length=64, blank=True)
    loaded_at = models.DateTimeField(null=True)

    objects = LibraryStateQuerySet.as_manager()

    def __str__(self) -> str:
        return self.version

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        latest.is_asked = False

    def has_had(self, digest: str) -> bool:
        return digest in {self.digest, *self.earlier.split()}


@dataclass(slots=True)
class Latest:
    """The version, asked for once in so many seconds; while the database is away, as it was."""

    seconds: float = 1
    known: str = ""
    asked_at: float = 0
    is_asked: bool = False

    def version(self) -> str:
        now = time.monotonic()
        if not self.is_asked or now - self.asked_at >= self.seconds:
            # While one asks, which takes seconds when the database is away, others need not wait.
            if self.known:
                self.is_asked, self.asked_at = True, now
            with suppress(Error):
                self.known = LibraryState.objects.version()
            self.is_asked, self.asked_at = True, time.monotonic()
        return self.known


latest = Latest()
