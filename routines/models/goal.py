"""What a person wants back, and how they are from week to week. Every number is 0-10, and each may be skipped."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.ids import uuid7


def from_0_to_10(table: str, *names: str) -> list[models.BaseConstraint]:
    return [
        models.CheckConstraint(
            condition=models.Q(**{f"{name}__isnull": True}) | models.Q(**{f"{name}__lte": 10}),
            name=f"{table}_{name}_0_to_10",
        )
        for name in names
    ]


class ActivityQuerySet(models.QuerySet["Activity"]):
    def wanted(self) -> "ActivityQuerySet":
        return self.filter(retired_at=None).order_by("created_at", "pk")

    def forget_answers(self) -> None:
        """The wording is the person's own answer: nothing of it stays."""
        self.delete()


class Activity(models.Model):
    """Something the back keeps a person from, in their own words. At most three at a time.

    The idea is that of the Patient-Specific Functional Scale; the wording is ours.
    """

    MOST = 3

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, db_index=False, related_name="activities"
    )
    name = models.CharField(max_length=80)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "created_at"], name="activity_owner_created")]

    def __str__(self) -> str:
        return self.name

    def retire(self) -> None:
        self.retired_at = timezone.now()
        self.save(update_fields=["retired_at"])


class RatingQuerySet(models.QuerySet["Rating"]):
    def in_time(self) -> "RatingQuerySet":
        return self.select_related("activity").order_by("on", "pk")

    def forget_answers(self) -> None:
        self.delete()


class Rating(models.Model):
    """How well an activity goes: 0 cannot do it, 10 as before."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, db_index=False, related_name="ratings"
    )
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="ratings")
    value = models.PositiveSmallIntegerField()
    on = models.DateField()

    objects = RatingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "activity", "on"], name="rating_once_a_day"),
            *from_0_to_10("rating", "value"),
        ]

    def __str__(self) -> str:
        return f"{self.value} on {self.on}"


class WeeklyCheckQuerySet(models.QuerySet["WeeklyCheck"]):
    def in_time(self) -> "WeeklyCheckQuerySet":
        return self.order_by("on")

    def forget_answers(self) -> None:
        self.delete()


class WeeklyCheck(models.Model):
    """Three questions a week: pain on average, and how much it got in the way of enjoyment and of activity.

    The idea is that of the PEG scale (Krebs 2009); the wording is ours.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, db_index=False, related_name="weekly_checks"
    )
    on = models.DateField()
    pain = models.PositiveSmallIntegerField(null=True)
    enjoyment = models.PositiveSmallIntegerField(null=True)
    activity = models.PositiveSmallIntegerField(null=True)

    objects = WeeklyCheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "on"], name="weekly_check_once_a_day"),
            *from_0_to_10("weekly_check", "pain", "enjoyment", "activity"),
        ]

    def __str__(self) -> str:
        return f"week of {self.on}"
