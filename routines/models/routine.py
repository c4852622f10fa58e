"""The plan a person keeps, and each version of it."""

from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.ids import uuid7
from accounts.intake.profile import Profile
from exercises.doses import length
from routines import documents
from routines.builder.plan import Plan
from routines.models.shapes import a_plan, a_profile
from routines.sheet import shown_minutes

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from accounts.models import User

KEPT_AFTER_DELETION = timedelta(days=7)  # so that a deletion can be undone


class Conflict(Exception):
    """The routine was changed since the version that a write names."""


class Full(Exception):
    """The person keeps as many routines as one may."""

    def __str__(self) -> str:
        return _(
            "You keep %(most)s routines, and that is as many as fit. Delete one you do not need, then try again."
        ) % {"most": Routine.MOST}


class RoutineQuerySet(models.QuerySet["Routine"]):
    def active(self) -> "RoutineQuerySet":
        """The one that Today shows comes first."""
        return self.filter(deleted_at=None, archived_at=None).order_by("-chosen_at", "-pk")

    def archived(self) -> "RoutineQuerySet":
        return self.filter(deleted_at=None, archived_at__isnull=False).order_by("-archived_at", "-pk")

    def deleted(self) -> "RoutineQuerySet":
        return self.filter(deleted_at__isnull=False).order_by("-deleted_at", "-pk")

    def sweep(self, *, now: "datetime") -> int:
        """Deletes for good what was deleted so long ago that nobody undoes it; says how many those were."""
        _, deleted = self.filter(deleted_at__lt=now - KEPT_AFTER_DELETION).delete()
        return deleted.get(self.model._meta.label, 0)

    def make_room(self) -> None:
        """Raises Full when as many are kept as one person may keep; what is deleted does not count."""
        if self.filter(deleted_at=None).count() >= Routine.MOST:
            raise Full

    def save_plan(self, *, owner: "User", name: str, plan: Plan, profile: Profile, library: str) -> "Routine":
        """Raises Full."""
        owner.routines.make_room()
        with transaction.atomic():
            routine = self.create(owner=owner, name=name)
            routine.add_revision(1, plan, profile, change=_("Made from your answers."), library=library)
        return routine


class Routine(models.Model):
    """`revision` is the number of the current Revision; a write that names another number is refused.

    Today shows the active routine that was chosen last.
    """

    MOST = 200  # of one person, archived ones too

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, db_index=False, related_name="routines"
    )
    name = models.CharField(max_length=80)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    chosen_at = models.DateTimeField(default=timezone.now, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)  # undo works until the row is swept

    objects = RoutineQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "-chosen_at"], name="routine_owner_chosen")]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def version(self) -> "Revision":
        """The current Revision, at the price of a query. Pages start from `revisions.current()` instead."""
        return self.revisions.get(number=self.revision)

    def revise(
        self,
        plan: Plan,
        *,
        expected: int,
        change: str,
        profile: Profile | None = None,
        library: str | None = None,
    ) -> "Revision":
        """Makes `plan` the current version; profile and library version stay as they are unless given.

        Raises Conflict when the current version is no longer `expected`.
        """
        with transaction.atomic():
            # Compare and swap: of two writers that name the same number, one changes no row.
            mine = Routine.objects.filter(pk=self.pk, owner=self.owner_id, revision=expected)
            if not mine.update(revision=expected + 1):
                raise Conflict
            if profile is None or library is None:
                before = self.revisions.get(number=expected)
                profile, library = profile or before.profile, library or before.library_version
            return self.add_revision(expected + 1, plan, profile, change=change, library=library)

    def restore(self, number: int, *, expected: int) -> "Revision":
        """Makes an earlier version the current one again, as a new version. Raises Revision.DoesNotExist, Conflict.

        What hurt or was removed since, and is not in it, stays unwanted.
        """
        old = self.revisions.get(number=number)
        unwanted = self.revisions.get(number=expected).profile.disliked - {
            item.exercise for item in old.plan.items
        }
        pinned = old.profile.pinned - unwanted
        profile = replace(old.profile, disliked=old.profile.disliked | unwanted, pinned=pinned)
        change = _("Version %(number)s put back.") % {"number": number}
        return self.revise(
            old.plan, expected=expected, change=change, profile=profile, library=old.library_version
        )

    def add_revision(
        self, number: int, plan: Plan, profile: Profile, *, change: str, library: str
    ) -> "Revision":
        self.revision = number
        self.version = self.revisions.create(
            owner_id=self.owner_id,
            number=number,
            plan_document=documents.write(plan),
            profile_document=documents.write(profile),
            change=change[:CHANGE_LENGTH],
            library_version=library,
        )
        return self.version

    def duplicate(self) -> "Routine":
        name = _("%(name)s, copy") % {"name": self.name[:70]}
        version = self.version
        return Routine.objects.save_plan(
            owner=self.owner,
            name=name,
            plan=version.plan,
            profile=version.profile,
            library=version.library_version,
        )

    def rename(self, name: str) -> None:
        self.name = name
        self.save(update_fields=["name"])

    def choose(self, *, now: "datetime") -> None:
        self.chosen_at = now
        self.archived_at = None
        self.save(update_fields=["chosen_at", "archived_at"])

    def archive(self, *, now: "datetime | None") -> None:
        self.archived_at = now
        self.save(update_fields=["archived_at"])

    def delete_softly(self, *, now: "datetime | None") -> None:
        self.deleted_at = now
        self.save(update_fields=["deleted_at"])


CHANGE_LENGTH = 300


class RevisionQuerySet(models.QuerySet["Revision"]):
    def current(self) -> "RevisionQuerySet":
        """The current version of each routine that is not deleted, with its routine; Today's comes first."""
        return self.newest().filter(routine__deleted_at=None)

    def newest(self) -> "RevisionQuerySet":
        """Of deleted routines too, as long as that can be undone."""
        newest = self.filter(number=F("routine__revision"))
        return newest.with_routine().order_by("-routine__chosen_at", "-routine_id")

    def with_routine(self) -> "RevisionQuerySet":
        return self.select_related("routine")

    def active(self) -> "RevisionQuerySet":
        return self.filter(routine__archived_at=None)

    def of(self, routine: "UUID") -> "RevisionQuerySet":
        return self.filter(routine=routine)

    def marks(self) -> "models.QuerySet[Revision, tuple[Any, ...]]":
        """All that can change of what `current` gives: a version never does, but for its routine's row."""
        return self.values_list("pk", "routine__name", "routine__chosen_at", "routine__archived_at")

    def history(self, *, after: int = 0) -> "RevisionQuerySet":
        """What changed when, newest first, without the documents."""
        lines = self.filter(number__gt=after).defer("plan_document", "profile_document")
        return lines.order_by("-number")

    def forget_answers(self) -> None:
        """Puts another in the place of each, with its exercises and nothing that repeats what the person answered."""
        plain = [revision.without_answers() for revision in self]
        self.delete()
        self.bulk_create(plain)


class Revision(models.Model):
    """One version of a routine, as the person saw it: the plan is a document and never changes afterwards.

    The profile is the builder's input with the minutes, pins and dislikes of this routine: a change builds on it.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, db_index=False, related_name="revisions"
    )
    routine = models.ForeignKey(Routine, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    plan_document = models.JSONField(validators=[a_plan])
    profile_document = models.JSONField(validators=[a_profile])
    change = models.CharField(max_length=CHANGE_LENGTH, blank=True)  # what the person did, in words
    library_version = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "routine", "number"], name="revision_number")]

    def __str__(self) -> str:
        return f"revision {self.number}"

    @property
    def before(self) -> int:
        return self.number - 1

    def without_answers(self) -> "Revision":
        """Not saved, and with no id yet: what was read under this one's must not be taken for it."""
        return Revision(
            owner_id=self.owner_id,
            routine_id=self.routine_id,
            number=self.number,
            plan_document=documents.write(self.plan.without_answers()),
            profile_document=documents.write(Profile(minutes=self.plan.minutes)),
            change=self.change,
            library_version=self.library_version,
            made_at=self.made_at,
        )

    @cached_property
    def plan(self) -> Plan:
        return documents.read(Plan, self.plan_document)

    @property
    def minutes(self) -> int:
        """What it takes, which its changes may have moved away from what was asked for."""
        return shown_minutes(self.plan, self.plan.items)

    @property
    def length(self) -> str:
        return length(self.minutes * 60)

    @cached_property
    def profile(self) -> Profile:
        return documents.read(Profile, self.profile_document)
