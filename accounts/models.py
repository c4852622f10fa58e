"""The person: who they are to us, what they agreed to, and what they answered."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any, ClassVar, Self
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.ids import uuid7
from exercises.catalogue import Limits


class UserQuerySet(models.QuerySet["User"]):
    def guests(self) -> Self:
        return self.filter(email=None)

    def with_account(self) -> Self:
        return self.exclude(email=None)

    def idle_since(self, day: date) -> Self:
        """Not seen since `day`; a person never seen counts from the day they joined."""
        return self.filter(models.Q(seen_on__lt=day) | models.Q(seen_on=None, joined_at__date__lt=day))

    def stopped_before(self, moment: datetime) -> Self:
        """And those who never were."""
        return self.filter(models.Q(stopped_at=None) | models.Q(stopped_at__lt=moment))

    def unconfirmed(self, before: datetime) -> Self:
        """Accounts made before `before` whose email address was never confirmed."""
        return self.with_account().filter(joined_at__lt=before).exclude(emailaddress__verified=True)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email) if email else None, **fields)
        user.set_password(password)
        user.save()
        return user

    def create_guest(self) -> "User":
        return self.create_user()

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A guest is a user without email and password: a row of their own from the first answer on."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(_("email"), unique=True, null=True, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    seen_on = models.DateField(null=True, editable=False)
    time_zone = models.CharField(max_length=64, default="UTC")
    idle_warnings = models.PositiveSmallIntegerField(default=0, editable=False)  # mails sent about it
    warned_on = models.DateField(null=True, editable=False)
    stopped_at = models.DateTimeField(null=True, editable=False)  # a session, because of a new sign
    settings = models.JSONField(default=dict, blank=True)  # the player's: voice, sounds, hold factor ...

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager.from_queryset(UserQuerySet)()

    def __str__(self) -> str:
        return self.email or f"guest {self.id}"

    def see(self, today: date) -> None:
        """Remembers, once a day, that the person was here: idle guests are forgotten."""
        if self.seen_on != today:
            self.seen_on, self.idle_warnings = today, 0
            self.save(update_fields=["seen_on", "idle_warnings"])

    def live_in(self, time_zone: str) -> None:
        """Their day begins there, as their device said last. UTC is what a device says that does not know."""
        if time_zone not in (self.time_zone, "UTC"):
            self.time_zone = time_zone
            self.save(update_fields=["time_zone"])

    def stop(self, at: datetime) -> None:
        """The safety lists come first until they are answered after this moment; the latest one counts."""
        moment = min(at, timezone.now())
        User.objects.filter(pk=self.pk).stopped_before(moment).update(stopped_at=moment)
        self.refresh_from_db(fields=["stopped_at"])

    def carry_on(self) -> None:
        self.stopped_at = None
        self.save(update_fields=["stopped_at"])

    def limits(self) -> Limits | None:
        """What decides which exercises fit; None until an intake is finished."""
        from accounts.intake.reading import profile_of  # reading starts from these models

        profile = profile_of(self)
        return profile.limits if profile else None

    @property
    def is_guest(self) -> bool:
        return not self.email


class ConsentQuerySet(models.QuerySet["Consent"]):
    def given(self) -> Self:
        return self.filter(withdrawn_at=None)

    def to(self, version: str) -> Self:
        return self.filter(version=version)


class Consent(models.Model):
    """What a person agreed to, in which wording, and until when. Health answers hang on it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.version} {self.given_at:%Y-%m-%d}"


class IntakeQuerySet(models.QuerySet["Intake"]):
    def newest_first(self) -> Self:
        return self.order_by("-started_at", "-pk")

    def finished(self) -> Self:
        return self.filter(finished_at__isnull=False)


class Intake(models.Model):
    """One run through the questions. A later intake keeps the earlier ones; without consent there is no row."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="intakes")
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="intakes")
    is_quick = models.BooleanField(default=False)
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = IntakeQuerySet.as_manager()
    mark: int | None = None  # of its answers, once they were read together

    class Meta:
        indexes = [models.Index(fields=["owner", "-started_at"], name="intake_owner_started")]

    def __str__(self) -> str:
        return f"intake {self.id}"

    @cached_property
    def values(self) -> dict[str, object]:
        """Question to answer, as they are when first asked for."""
        return dict(self.answers.values_list("question", "value"))

    def record(self, values: Mapping[str, object]) -> None:
        now = timezone.now()
        self.__dict__.pop("values", None)
        Answer.objects.bulk_create(
            [
                Answer(owner_id=self.owner_id, intake=self, question=question, value=value, answered_at=now)
                for question, value in values.items()
            ],
            update_conflicts=True,
            unique_fields=["owner", "intake", "question"],
            update_fields=["value", "answered_at"],
        )

    def forget(self, questions: Iterable[str]) -> None:
        self.__dict__.pop("values", None)
        self.answers.asked(questions).delete()

    def finish(self) -> None:
        """The first time counts: answers changed later are changes to a finished intake."""
        if self.finished_at is None:
            self.finished_at = timezone.now()
            self.save(update_fields=["finished_at"])


class AnswerQuerySet(models.QuerySet["Answer"]):
    def in_force(self, owner: User) -> Self:
        """Those of the last finished intake and of any begun since, oldest intake first."""
        finished = owner.intakes.finished().newest_first().values("started_at")[:1]
        mine = self.filter(
            owner=owner, intake__owner=owner, intake__started_at__gte=models.Subquery(finished)
        )
        return mine.order_by("intake__started_at", "intake_id", "pk")

    def asked(self, questions: Iterable[str]) -> Self:
        return self.filter(question__in=list(questions))

    def of(self, *intakes: UUID) -> Self:
        return self.filter(intake__in=intakes)

    def since(self, moment: datetime) -> Self:
        return self.filter(answered_at__gt=moment)

    def marks(self) -> "models.QuerySet[Answer, tuple[Any, ...]]":
        """Answers are the same when these are."""
        return self.values_list("intake_id", "question", "value", "answered_at")

    def last_changed_at(self) -> datetime | None:
        newest = self.order_by("-answered_at").first()
        return newest.answered_at if newest else None


class Answer(models.Model):
    """value: what the question's form cleaned it to; null means skipped on purpose, no row means not asked yet."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="answers")
    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=40)
    value = models.JSONField(null=True)
    answered_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "intake", "question"], name="answer_once")]

    def __str__(self) -> str:
        return self.question
