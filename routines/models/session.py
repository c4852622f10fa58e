"""What a person did, and how they were."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from routines.models.routine import Routine

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID


class SessionQuerySet(models.QuerySet["Session"]):
    def newest_first(self) -> "SessionQuerySet":
        return self.order_by("-local_date", "-started_at", "-client_id")

    def since(self, day: "date") -> "SessionQuerySet":
        return self.filter(local_date__gte=day)

    def older_than(self, edit: int, client_id: "UUID") -> "SessionQuerySet":
        """The session as the server has it, when the device has since added to it."""
        return self.filter(client_id=client_id, edit__lt=edit)

    def first_day(self) -> "date | None":
        first: date | None = self.aggregate(first=models.Min("local_date"))["first"]
        return first

    def forget_answers(self) -> None:
        """Keeps which exercises were done when, and nothing about how the back felt."""
        self.update(pain_before=None, pain_after=None, effort="", note="")


class Session(models.Model):
    """What a person did once. The device names it: the same id sent twice is one session.

    edit: the device counts what it adds (a check-in after the session); the highest one is what we keep.
    started_at is UTC; local_date is the day it was for the person, in time_zone. seconds: time moved, by block in
    seconds_by_block. items: what was done, each as in `routines.records.Done`.
    pain_*: NRS 0-10; effort: easy, right, hard; each may be skipped.
    """

    pk = models.CompositePrimaryKey("owner_id", "client_id")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sessions")
    client_id = models.UUIDField()
    routine = models.ForeignKey(
        Routine, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    revision = models.PositiveIntegerField(null=True)
    kind = models.CharField(max_length=10, default="routine")  # routine, light, relief
    started_at = models.DateTimeField()
    local_date = models.DateField()
    time_zone = models.CharField(max_length=64, default="UTC")
    seconds = models.PositiveIntegerField(default=0)
    seconds_by_block = models.JSONField(default=dict)
    items = models.JSONField(default=list)
    pain_before = models.PositiveSmallIntegerField(null=True)
    pain_after = models.PositiveSmallIntegerField(null=True)
    effort = models.CharField(max_length=10, blank=True)
    note = models.CharField(max_length=500, blank=True)
    edit = models.PositiveIntegerField(default=1)
    received_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "-local_date", "-started_at"], name="session_owner_date")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pain_before__isnull=True) | models.Q(pain_before__lte=10),
                name="pain_before_nrs",
            ),
            models.CheckConstraint(
                condition=models.Q(pain_after__isnull=True) | models.Q(pain_after__lte=10),
                name="pain_after_nrs",
            ),
        ]

    def __str__(self) -> str:
        return f"session {self.local_date}"
