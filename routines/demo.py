"""A person with three months of sessions, a flare and a holiday: for newcomers, tests and pictures. No chance in it."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5

from allauth.account.models import EmailAddress

from accounts.intake.profile import FactorScore, Profile
from accounts.models import User
from exercises.models import Exercise
from routines import editing, proposing
from routines.builder import build
from routines.models import Revision, Routine
from routines.records import Done, Record

EMAIL, PASSWORD = "demo@example.org", "a-steady-back"
WEEKS = 13
NAMES = UUID("6f1d3c52-9d0e-4d43-8a53-0c5b1a5f7e11")
FLARE = (55, 56, 57)  # days after the first; on the first of them the pain is 8
HOLIDAY = range(66, 77)
PROFILE = Profile(
    factors=(
        FactorScore("prolonged-sitting", 3, "More than 8 hours"),
        FactorScore("stress", 2),
    ),
    regions=frozenset({"lower-back"}),
    equipment=frozenset({"chair", "wall", "worktop", "doorway", "bed", "step"}),
    pain=4,
    minutes=12,
)


def make(today: date) -> User:
    """Replaces the one before."""
    User.objects.filter(email=EMAIL).delete()
    person = User.objects.create_user(EMAIL, PASSWORD)
    EmailAddress.objects.create(user=person, email=EMAIL, verified=True, primary=True)
    catalogue = Exercise.objects.catalogue()
    plan = build(PROFILE, catalogue)
    routine = Routine.objects.save_plan(
        owner=person, name="Mornings", plan=plan, profile=PROFILE, library=catalogue.version
    )
    first = today - timedelta(weeks=WEEKS)
    for ago in range(WEEKS * 7):
        live(person, routine, ago, first + timedelta(days=ago))
    wish(person, first)
    return person


def live(person: User, routine: Routine, at: int, day: date) -> None:
    """One day: sessions on Monday, Wednesday and Friday, quick relief in the flare, nothing on holiday."""
    if at in HOLIDAY or (at not in FLARE and day.weekday() not in {0, 2, 4}):
        return
    now = datetime.combine(day, time(7, 30), UTC)
    version = Revision.objects.get(routine=routine, number=Routine.objects.get(pk=routine.pk).revision)
    answer(person, version, now)
    version = Revision.objects.get(routine=routine, number=Routine.objects.get(pk=routine.pk).revision)
    record = session(version, at, now)
    person.sessions.keep(person, uuid5(NAMES, day.isoformat()), record)


def answer(person: User, version: Revision, now: datetime) -> None:
    """Says yes to the first two changes that are proposed."""
    catalogue = Exercise.objects.catalogue()
    past = proposing.before(person, version)
    draft = editing.start(version.plan, version.profile, PROFILE)
    ready = proposing.ready(draft, catalogue)
    for proposal in proposing.offered(person, version, ready, catalogue, past, now)[:2]:
        version = proposing.accept(version, [proposal], draft, catalogue)
        draft = editing.start(version.plan, version.profile, PROFILE)
        Revision.objects.filter(pk=version.pk).update(made_at=now)
        person.proposals.filter(made=version.number).update(answered_at=now)


def session(version: Revision, at: int, now: datetime) -> Record:
    pain = (
        8 - 2 * FLARE.index(at) // 2
        if at in FLARE
        else round(4.6 - 2.8 * at / (WEEKS * 7)) + (at * 7 % 3 - 1)
    )
    items = tuple(Done.as_asked(item) for item in version.plan.items)
    return Record(
        started_at=now,
        time_zone="UTC",
        items=items[:2] if at in FLARE else items[: len(items) - at % 4 // 3 * 3],
        kind="relief" if at in FLARE[1:] else "routine",
        routine=version.routine_id,
        revision=version.number,
        pain_before=min(10, max(0, pain)),
        pain_after=min(10, max(0, pain - at % 2)),
        effort=("right", "easy", "easy", "right", "easy")[at % 5],
    )


def wish(person: User, first: date) -> None:
    for name, values in (("Carry my shopping home", (3, 5, 6, 8)), ("Sit through a film", (4, 4, 6, 7))):
        activity = person.activities.create(name=name)
        for month, value in enumerate(values):
            person.ratings.create(activity=activity, value=value, on=first + timedelta(days=28 * month))
    for week in range(WEEKS):
        person.weekly_checks.create(
            on=first + timedelta(weeks=week), pain=6 - week // 4, enjoyment=5 - week // 3
        )
    for habit, moment in (("screen-breaks", "after each meeting"), ("walk-daily", "after lunch")):
        choice = person.habit_choices.create(habit=habit, moment=moment)
        for day in range(0, WEEKS * 7, 2):
            choice.tick(first + timedelta(days=day), done=True)
