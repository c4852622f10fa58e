"""A person who has one text wherever somebody, or a file of theirs, could have written it; and where that is seen."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.utils import timezone

from exercises.models import Exercise
from routines.builder import build
from routines.builder.plan import Reason
from routines.models import Proposal
from tests.factories import create_answers, create_person, create_routine, make_profile


def create_hostile(text):
    """Their routine."""
    person = create_person(f'"{text[:60].lower()}"@example.org')
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    create_answers(person)
    now = timezone.now()
    UserSession.objects.create(user=person, session_key=uuid4().hex, ip="127.0.0.1", user_agent=text)
    activity = person.activities.create(name=text)
    person.ratings.create(activity=activity, on=timezone.localdate(), value=4)
    person.habit_choices.create(habit="sit-stand-up", moment=text[:60])
    routine = routine_of(person, text)
    Proposal.objects.create(
        owner=person, routine=routine, key=f"more:{text}", reason=text, answer="accepted", before=1, made=2
    )
    for days in range(3):
        begun = now - timedelta(days=days)
        person.sessions.create(
            client_id=uuid4(),
            routine=routine,
            started_at=begun,
            local_date=begun.date(),
            note=text,
            seconds=60,
        )
    return routine


def routine_of(person, text):
    """The plan is a document: brought in from a file, its reasons and advice say what the file says."""
    profile = make_profile(minutes=12, regions=frozenset({"lower-back"}), equipment=frozenset({"chair"}))
    plan = build(profile, Exercise.objects.catalogue())
    items = tuple(replace(item, reasons=(Reason("factor", text, text),), how=(text,)) for item in plan.items)
    plan = replace(plan, items=items, notes=(text,), relaxed=(text,))
    routine = create_routine(person, plan, profile=profile, name=text)
    person.revisions.update(change=text[:60])
    return routine


def places(routine, text):
    """Every page that shows something of it."""
    base, item = f"/routines/{routine.pk}/", routine.version.plan.items[0]
    session = routine.owner.sessions.first()
    return [
        "/",
        "/today/",
        "/build/",
        "/routines/",
        "/progress/",
        "/habits/",
        "/relief/",
        "/you/",
        "/profile/",
        "/intake/answers/",
        "/accounts/email/",
        "/accounts/sessions/",
        "/accounts/2fa/",
        base,
        f"{base}session/",
        f"{base}leaflet/",
        f"{base}rename/",
        f"{base}history/",
        f"{base}items/{item.block}/{item.exercise}/swap/",
        f"/routines/add/{item.exercise}/",
        f"/sessions/{session.client_id}/checkin/",
    ]
