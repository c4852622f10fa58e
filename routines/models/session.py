"""What a person did, and how they were."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, models
from django.db.models import Subquery
from django.utils import timezone

from accounts.ids import uuid7
from accounts.models import User
from accounts.prepared import Prepared
from routines.models.routine import Routine
from routines.models.shapes import items_done, times_by_block
from routines.progress import Did

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from routines.records import Record


MOST_RISE, HIGH = 2, 7  # on the 0-10 scale
RECENT = 3  # sessions that a new routine looks back on
NO_ROUTINE = UUID(int=0)


def _held(owner: UUID, client_id: UUID, routine: UUID) -> "models.QuerySet[User, tuple[Any, ...]]":
    """Which edit of a session the owner has, and their routine, if it is theirs."""
    mine, person = Session.objects.filter(owner=owner, client_id=client_id), User(pk=owner)
    wanted = person.routines.filter(pk=routine)
    return User.objects.filter(pk=owner).values_list(
        Subquery(mine.values("edit")[:1]), Subquery(wanted.values("pk")[:1])
    )


HELD = Prepared(_held, uuid7(), uuid7(), uuid7())


class SessionQuerySet(models.QuerySet["Session"]):
    def newest_first(self) -> "SessionQuerySet":
        return self.order_by("-local_date", "-started_at", "-client_id")

    def told(self, client_ids: "Iterable[UUID]") -> "models.QuerySet[Session, tuple[Any, ...]]":
        """What was done in these and how it was, for `routines.proposing.past`, after the id of each."""
        return self.filter(client_id__in=list(client_ids)).values_list(
            "client_id",
            "local_date",
            "items",
            "pain_before",
            "pain_after",
            "effort",
            "kind",
            "revision",
            "seconds",
        )

    def marks(self) -> "models.QuerySet[Session, tuple[Any, ...]]":
        """A session with the same id and edit is the same. Its day as well: an index holds all of it."""
        return self.values_list("client_id", "edit", "local_date")

    def since(self, day: "date") -> "SessionQuerySet":
        return self.filter(local_date__gte=day)

    def lines(self) -> list[Did]:
        """As the pages of progress count time and pain, oldest first."""
        days = self.order_by("local_date", "started_at", "client_id").values_list(
            "local_date", "seconds", "seconds_by_block", "kind", "pain_before", "pain_after"
        )
        return [
            Did(on, seconds, by_block, kind, after if before is None else before)
            for on, seconds, by_block, kind, before, after in days
        ]

    def keep(self, owner: "User", client_id: "UUID", record: "Record") -> tuple[int, bool]:
        """Keeps the record unless we have this edit or a later one; says which edit we have, and if it is new.

        Two queries, for a repeat one: nothing is written that we already have. A routine that is not the owner's,
        or is gone, is left out: what was done counts all the same.
        """
        try:
            return self._keep(owner, client_id, record)
        except IntegrityError:  # it arrived twice at once, or its routine went for good meanwhile: ask again
            return self._keep(owner, client_id, record)

    def _keep(self, owner: "User", client_id: "UUID", record: "Record") -> tuple[int, bool]:
        held = HELD.values(owner.pk, client_id, record.routine or NO_ROUTINE)
        known, routine = held[0] if held else (None, None)
        if known is not None and known >= record.edit:
            return known, False
        fields = record.fields() | {"routine_id": routine}
        if known is None:
            self.create(owner=owner, client_id=client_id, **fields)
            return record.edit, True
        self.filter(owner=owner, client_id=client_id, edit__lt=record.edit).update(**fields)
        return record.edit, False

    def latest_items(self) -> "models.QuerySet[Session, tuple[Any, ...]]":
        """Of the last three sessions, newest first."""
        return self.exclude(kind="relief").newest_first().values_list("items")[:RECENT]

    def heed_stops(self, owner: "User") -> None:
        """What was brought back counts like what a device sends."""
        for session in self.iterator():
            if any(item.get("felt") == "stop" for item in session.items):
                owner.stop(session.started_at + timedelta(seconds=session.seconds))

    def heed_hurts(self, owner: "User") -> None:
        """Nor may a routine that came with them, or was there, hold what hurt when it was last done."""
        from routines.proposing import leave_out_what_hurt_lately  # which starts from these models

        leave_out_what_hurt_lately(owner)

    def forget_answers(self) -> None:
        """Keeps which exercises were done when, and nothing about how the back felt."""
        for session in self.iterator():
            session.items = [
                {name: value for name, value in item.items() if name != "felt"} for item in session.items
            ]
            session.save(update_fields=["items"])
        self.update(pain_before=None, pain_after=None, effort="", note="")


class Session(models.Model):
    """What a person did once. The device names it: the same id sent twice is one session.

    edit: the device counts what it adds (a check-in after the session); the highest one is what we keep.
    started_at is UTC; local_date is the day it was for the person, in time_zone. seconds: time moved, by block in
    seconds_by_block. items: what was done, each as in `routines.records.Done`.
    pain_*: NRS 0-10; effort: easy, right, hard; each may be skipped.
    """

    pk = models.CompositePrimaryKey("owner_id", "client_id")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, db_index=False, related_name="sessions"
    )
    client_id = models.UUIDField()
    routine = models.ForeignKey(Routine, on_delete=models.SET_NULL, null=True, related_name="+")
    revision = models.PositiveIntegerField(null=True)
    kind = models.CharField(max_length=10, default="routine")  # routine, light, relief
    started_at = models.DateTimeField()
    local_date = models.DateField()
    time_zone = models.CharField(max_length=64, default="UTC")
    seconds = models.PositiveIntegerField(default=0)
    seconds_by_block = models.JSONField(default=dict, validators=[times_by_block])
    items = models.JSONField(default=list, validators=[items_done])
    pain_before = models.PositiveSmallIntegerField(null=True)
    pain_after = models.PositiveSmallIntegerField(null=True)
    effort = models.CharField(max_length=10, blank=True)
    note = models.CharField(max_length=500, blank=True)
    edit = models.PositiveIntegerField(default=1)
    received_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        # All that `marks` asks, in the order of `newest_first`: a page that is as it was reads nothing else.
        indexes = [
            models.Index(
                fields=["owner", "-local_date", "-started_at", "-client_id", "edit"],
                name="session_owner_newest",
            )
        ]
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

    @property
    def was_too_much(self) -> bool:
        """A rise of 2 or more, or 7 and above: more than a session may stir up (catalogue, pain rules)."""
        after, before = self.pain_after, self.pain_before
        return after is not None and (after >= HIGH or (before is not None and after - before >= MOST_RISE))

    def check_in(
        self, *, pain_after: int | None, effort: str, note: str, hurt: "Collection[str]" = ()
    ) -> None:
        """hurt: exercises of this session that hurt sharply."""
        self.pain_after, self.effort, self.note = pain_after, effort, note
        self.items = [
            item | {"felt": "sharp"} if item["exercise"] in hurt and item.get("felt") != "stop" else item
            for item in self.items
        ]
        self.edit += 1
        self.save(update_fields=["pain_after", "effort", "note", "items", "edit"])
