"""The few small habits a person is trying, and the days they did them."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.ids import uuid7

if TYPE_CHECKING:
    from datetime import date


class HabitChoiceQuerySet(models.QuerySet["HabitChoice"]):
    def current(self) -> "HabitChoiceQuerySet":
        return self.filter(dropped_at=None).order_by("chosen_at", "pk")


class HabitChoice(models.Model):
    """habit: its slug in the library. moment: when in the day, in the person's words. At most three at a time."""

    MOST = 3

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, db_index=False, related_name="habit_choices"
    )
    habit = models.CharField(max_length=80)
    moment = models.CharField(max_length=60, blank=True)
    chosen_at = models.DateTimeField(default=timezone.now, editable=False)
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects = HabitChoiceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "chosen_at"], name="habit_choice_owner_chosen")]

    def __str__(self) -> str:
        return self.habit

    def drop(self) -> None:
        self.dropped_at = timezone.now()
        self.save(update_fields=["dropped_at"])

    def tick(self, day: "date", *, done: bool) -> None:
        """Sets the day to done or not; saying the same twice changes nothing."""
        if done:
            HabitTick.objects.get_or_create(owner_id=self.owner_id, choice=self, on=day)
        else:
            self.ticks.filter(on=day).delete()


class HabitTickQuerySet(models.QuerySet["HabitTick"]):
    def since(self, day: "date") -> "HabitTickQuerySet":
        return self.filter(on__gte=day)


class HabitTick(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, db_index=False, related_name="habit_ticks"
    )
    choice = models.ForeignKey(HabitChoice, on_delete=models.CASCADE, related_name="ticks")
    on = models.DateField()

    objects = HabitTickQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "choice", "on"], name="habit_tick_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.on}"
