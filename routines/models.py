"""The plan a person keeps, each version of it, and what they did."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.ids import uuid7


class Routine(models.Model):
    """`revision` is the number of the current Revision; a write that names another number is refused."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="routines")
    name = models.CharField(max_length=80)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)  # undo works until the row is swept

    class Meta:
        indexes = [models.Index(fields=["owner", "-created_at"], name="routine_owner_created")]

    def __str__(self) -> str:
        return self.name


class RevisionQuerySet(models.QuerySet["Revision"]):
    def forget_answers(self) -> None:
        """Keeps the exercises of each plan, and nothing that repeats what the person answered."""
        for revision in self.iterator():
            for item in revision.plan.get("items", []):
                item["reasons"] = []
            revision.plan = {"items": revision.plan.get("items", [])} | {
                key: value for key, value in revision.plan.items() if key in {"version", "minutes"}
            }
            revision.profile = {}
            revision.save(update_fields=["plan", "profile"])


class Revision(models.Model):
    """One version of a routine, as the person saw it: the plan is a document and never changes afterwards.

    plan: `routines.builder.plan.Plan` as JSON. profile: the builder's input, so that a change can be built again.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="revisions")
    routine = models.ForeignKey(Routine, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    plan = models.JSONField()
    profile = models.JSONField(default=dict)
    change = models.CharField(max_length=200, blank=True)  # what the person did, in words
    library_version = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "routine", "number"], name="revision_number")]

    def __str__(self) -> str:
        return f"revision {self.number}"


class SessionQuerySet(models.QuerySet["Session"]):
    def forget_answers(self) -> None:
        """Keeps which exercises were done when, and nothing about how the back felt."""
        self.update(pain_before=None, pain_after=None, effort="", note="")


class Session(models.Model):
    """What a person did once. The device names it: the same id sent twice is one session.

    started_at is UTC; local_date is the day it was for the person, in time_zone. seconds: time moved, by block in
    seconds_by_block. items: what was done, each {exercise, block, seconds, sets, reps, hold, felt}.
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
