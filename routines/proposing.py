"""Which changes to offer a person before their next session, and what an answer does."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.ids import uuid7
from accounts.memory import remembered
from accounts.models import User
from accounts.prepared import Prepared, Row
from exercises.catalogue import Catalogue
from routines.adapting import leave_out, leaving_out, revise, with_items
from routines.builder.plan import Item
from routines.editing import Draft
from routines.models import Proposal as Answer
from routines.models import Revision, Routine
from routines.progression import Did, Past, Proposal, propose
from routines.progression.hurting import Hurt, hurt_last, with_harder
from routines.progression.light import light
from routines.sheet import as_of_today

SESSIONS_READ = 40
DONE = Prepared(lambda owner: User(pk=owner).sessions.newest_first().marks()[:SESSIONS_READ], uuid7())
LATEST = Prepared(lambda owner: User(pk=owner).sessions.latest_items(), uuid7())
SAID = Prepared(lambda routine: Routine(pk=routine).proposals.newest_first(), uuid7())
ONE = Prepared(lambda owner, pk: User(pk=owner).sessions.told([pk]), uuid7(), uuid7())
REFUSAL_HOLDS = VARY_EVERY = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Known:
    """What the person said to earlier proposals for this routine, newest first."""

    answers: tuple[Answer, ...]

    @property
    def accepted(self) -> list[Answer]:
        return [one for one in self.answers if one.answer == Answer.ACCEPTED]

    @property
    def before_light(self) -> int | None:
        """The revision to go back to while the light days are on."""
        whole = [one for one in self.accepted if one.key in {"light", "back"}]
        return whole[0].before if whole and whole[0].key == "light" else None

    @property
    def changed_at(self) -> dict[str, int]:
        changes: dict[str, int] = {}
        for one in self.accepted:
            for exercise in one.key.split(":")[1:3]:
                changes.setdefault(exercise, one.made or 0)
        return changes

    def may_vary(self, now: datetime) -> bool:
        """An exchange for variety is offered once a fortnight at most, whatever the person says to it."""
        return not any(
            one.key.startswith("vary:") and now - one.answered_at < VARY_EVERY for one in self.answers
        )

    def refused(self, key: str, now: datetime) -> bool:
        recent = (one for one in self.answers if now - one.answered_at < REFUSAL_HOLDS)
        return any(one.key == key and one.answer == Answer.REFUSED for one in recent)


@dataclass(frozen=True, slots=True)
class Before:
    """The marks of what was done last, and what was said. The same is offered on the same day when this is the same."""

    done: tuple[Row, ...]
    said: tuple[Row, ...]

    def since(self, day: date) -> tuple[Row, ...] | None:
        """The marks of the sessions; None when there may be more of them than were read."""
        found = on_or_after(day, self.done)
        return None if len(found) == SESSIONS_READ else found


def before(person: User, version: Revision) -> Before:
    """Two queries."""
    return Before(DONE.rows(person.pk), SAID.rows(version.routine_id))


def ready(draft: Draft, catalogue: Catalogue) -> Draft:
    """With its items as the precautions of today ask for them."""
    known = draft.profile.precautions
    items = tuple(as_of_today(item, known, catalogue) for item in draft.plan.items)
    return replace(draft, plan=replace(draft.plan, items=items))


def offered(
    person: User,
    version: Revision,
    draft: Draft,
    catalogue: Catalogue,
    past: Before,
    now: datetime,
) -> tuple[Proposal, ...]:
    """draft: the version as it may be done today, made ready. One query when something was done since."""
    known = remembered(person.pk, ("said", past.said), lambda: Known(tuple(SAID.made_of(past.said))))
    done, profile = last_done(person, past.done), draft.profile
    if hurt := with_harder(hurt_last(done), catalogue):
        profile = replace(profile, disliked=profile.disliked.union(hurt))
    found = propose(
        draft.plan.items,
        done,
        profile,
        catalogue,
        today=timezone.localdate(now),
        is_light=known.before_light is not None,
        may_vary=known.may_vary(now),
        changed_at=known.changed_at,
    )
    may_come_in = [one for one in found if not (profile.is_unknown and _brings_another(one))]
    return tuple(one for one in may_come_in if not known.refused(one.key, now))


def _brings_another(proposal: Proposal) -> bool:
    return proposal.brings_another or proposal.kind == "light"


def last_done(person: User, marks: tuple[Row, ...]) -> list[Past]:
    """The last sessions, oldest first."""
    known = _read(person, marks)
    for gone in set(known) - set(marks):
        known.pop(gone, None)
    return [known[mark] for mark in reversed(marks) if mark in known]


def done_on(day: date, person: User, marks: tuple[Row, ...]) -> int | None:
    """Seconds moved in the sessions of that day and later ones, relief aside; None when there was none."""
    mine = on_or_after(day, marks)
    known = _read(person, mine)
    done = [known[mark].seconds for mark in mine if mark in known and known[mark].kind != "relief"]
    return sum(done) if done else None


def on_or_after(day: date, marks: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(mark for mark in marks if str(mark[-1]) >= str(day))


def _read(person: User, marks: tuple[Row, ...]) -> dict[Row, Past]:
    """One that was read before, and has not changed, is not read again: no query when all were."""
    known: dict[Row, Past] = remembered(person.pk, "last done", dict)
    unread = {UUID(str(mark[0])): mark for mark in marks if mark not in known}
    if unread:
        found = ONE.values(person.pk, *unread) if len(unread) == 1 else person.sessions.told(unread)
        known |= {unread[one]: past(*told) for one, *told in found}
    return known


def hurt_lately(person: User) -> dict[str, Hurt]:
    """What hurt sharply, or brought something new, when it was last done; of the last sessions. One query, or two."""
    return hurt_last(last_done(person, DONE.rows(person.pk)))


def unwanted(person: User, catalogue: Catalogue) -> frozenset[str]:
    """And what asks for more of the same: none of it comes in unless the person asks for it by name."""
    return frozenset(with_harder(hurt_lately(person), catalogue))


def leave_out_what_hurt_lately(person: User) -> None:
    """After routines and sessions came together from elsewhere."""
    leave_out(person, hurt_lately(person))


def recently_done(person: User) -> dict[str, int]:
    """Each exercise of the last three sessions, and how many sessions ago it was last done: 1 is the latest."""
    found: dict[str, int] = {}
    for ago, (items,) in enumerate(LATEST.values(person.pk), 1):
        for item in items:
            found.setdefault(item["exercise"], ago)
    return found


def past(
    on: date,
    items: list[dict[str, object]],
    pain_before: int | None,
    pain_after: int | None,
    effort: str,
    kind: str,
    revision: int | None,
    seconds: int,
) -> Past:
    did = tuple(_did(item) for item in items)
    return Past(on, did, pain_before, pain_after, effort, kind, revision or 0, seconds)


def _did(item: dict[str, object]) -> Did:
    asked = item.get("asked")
    return Did(
        exercise=str(item.get("exercise", "")),
        completed=item.get("completed") is True,
        felt=str(item.get("felt", "")),
        instead_of=str(item.get("instead_of", "")),
        asked=tuple(asked) if isinstance(asked, list | tuple) else (),
    )


@transaction.atomic
def accept(version: Revision, proposals: Sequence[Proposal], draft: Draft, catalogue: Catalogue) -> Revision:
    """Those that are asked together make one version, from the answers of today.

    Raises Conflict when the routine was changed meanwhile.
    """
    before, profile, first = version.number, draft.profile, proposals[0]
    if first.kind == "back":
        light_since = Known(tuple(version.routine.proposals.newest_first())).before_light
        made = _back(version, light_since or before, catalogue)
    else:
        items = draft.plan.items
        if first.kind == "light":
            items = light(ready(draft, catalogue).plan.items, profile, catalogue)
        for proposal in proposals:
            items = tuple(_swapped(proposal, item) for item in items)
        made = revise(version, with_items(draft.plan, items), _change(proposals), profile)
    _answered(version, proposals, Answer.ACCEPTED, made.number, before)
    return made


def _change(proposals: Sequence[Proposal]) -> str:
    first, *more = proposals
    if all(one.reason == first.reason for one in more):
        return first.reason
    return _("A little more of %(count)d exercises. You said they were easy twice.") % {
        "count": len(proposals)
    }


def _back(version: Revision, number: int, catalogue: Catalogue) -> Revision:
    """The version of that number, without what hurt or was removed since, or what has that as a gentler form."""
    old, unwanted = version.routine.revisions.get(number=number), version.profile.disliked
    gone = {i.exercise for i in old.plan.items if not unwanted.isdisjoint(_gentler(i.exercise, catalogue))}
    if not gone:
        return version.routine.restore(number, expected=version.number)
    why = _("It, or a gentler form of it, hurt or was removed in the light days.")
    plan = leaving_out(old.plan, dict.fromkeys(sorted(gone), why))
    change = _("Version %(number)s put back, without what hurt or was removed since.") % {"number": number}
    return revise(
        version,
        plan if plan.items else version.plan,
        change,
        replace(old.profile, disliked=unwanted, pinned=old.profile.pinned - unwanted),
    )


def _gentler(slug: str, catalogue: Catalogue) -> set[str]:
    """The exercise and all that are easier, directly or not."""
    found, waiting = set[str](), [slug]
    while waiting:
        if (one := waiting.pop()) not in found and one in catalogue.exercises:
            waiting += catalogue.exercises[one].easier
        found.add(one)
    return found


def _swapped(proposal: Proposal, item: Item) -> Item:
    return proposal.item if proposal.item and item.exercise == proposal.exercise else item


def refuse(version: Revision, proposals: Sequence[Proposal]) -> None:
    _answered(version, proposals, Answer.REFUSED, None, version.number)


def _answered(
    version: Revision, proposals: Sequence[Proposal], answer: str, made: int | None, before: int
) -> None:
    facts = {"owner_id": version.owner_id, "routine": version.routine, "answer": answer}
    facts |= {"before": before, "made": made}
    Answer.objects.bulk_create(
        Answer(key=one.key[:120], reason=one.reason[:300], **facts) for one in proposals
    )
