"""What a person said to a change we proposed."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.ids import uuid7
from routines.models.routine import Routine


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def newest_first(self) -> "ProposalQuerySet":
        return self.order_by("-answered_at", "-pk")[:60]

    def steps_up(self) -> "ProposalQuerySet":
        up = models.Q(key__startswith="more:") | models.Q(key__startswith="harder:")
        return self.filter(up, answer=Proposal.ACCEPTED).order_by("-answered_at", "-pk")

    def forget_answers(self) -> None:
        """The reason of a proposal repeats what the person felt."""
        self.delete()


class Proposal(models.Model):
    """key: what was proposed, as in `routines.progression.Proposal`. An accepted one made revision `made`."""

    ACCEPTED, REFUSED = "accepted", "refused"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, db_index=False, related_name="proposals"
    )
    routine = models.ForeignKey(Routine, on_delete=models.CASCADE, related_name="proposals")
    key = models.CharField(max_length=120)
    reason = models.CharField(max_length=300)
    answer = models.CharField(max_length=10, choices=[(ACCEPTED, "accepted"), (REFUSED, "refused")])
    before = models.PositiveIntegerField()  # the revision it changed or would have changed
    made = models.PositiveIntegerField(null=True)
    answered_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "routine", "-answered_at"], name="proposal_owner_answered")]

    def __str__(self) -> str:
        return f"{self.key}: {self.answer}"
