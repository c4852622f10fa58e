"""Things that tests need, plain where they can be: make_ returns an unsaved value, create_ a saved row."""

import time
from itertools import count
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.intake.profile import Profile
from accounts.models import Consent, Intake, User
from exercises.catalogue import Block, Catalogue, Dose, Exercise
from routines.builder.plan import Item, Plan, Reason
from routines.models import Routine


def make_exercise(slug: str = "bridge", **fields: Any) -> Exercise:
    defaults: dict[str, Any] = {
        "name": slug.replace("-", " ").capitalize(),
        "blocks": (Block.STRENGTHENING,),
        "regions": ("lower-back",),
        "positions": ("supine",),
        "equipment": (),
        "level": 1,
        "tags": frozenset(),
        "doses": {1: Dose(sets=2, reps=8), 2: Dose(sets=2, reps=12), 3: Dose(sets=3, reps=12)},
        "family": slug,
        "steps": ("Lie on your back.", "Lift your hips."),
        "cue": "Breathe out as you lift.",
    }
    return Exercise(slug, **defaults | fields)


VERSIONS = count()


def make_catalogue(*exercises: Exercise, **fields: Any) -> Catalogue:
    kinds = ("movements", "precautions", "overrides", "risk_factors", "red_flags", "habits", "sources")
    empty: dict[str, Any] = {kind: {} for kind in kinds}
    return Catalogue(
        f"test {next(VERSIONS)}", {exercise.slug: exercise for exercise in exercises}, **empty | fields
    )


def make_item(exercise: str = "bridge", block: Block = Block.STRENGTHENING, **fields: Any) -> Item:
    defaults: dict[str, Any] = {
        "position": "supine",
        "dose": Dose(sets=2, reps=8),
        "stage": 1,
        "seconds": 120,
        "reasons": (Reason("factor", "lifting", "You lift at work"),),
    }
    return Item(exercise, block, **defaults | fields)


def make_plan(*items: Item, **fields: Any) -> Plan:
    items = items or (make_item(),)
    return Plan(**{"items": items, "minutes": 12} | fields)


def make_profile(**fields: Any) -> Profile:
    return Profile(**fields)


def create_person(email: str | None = None) -> User:
    return User.objects.create_user(email)


def create_routine(owner: User, plan: Plan | None = None, **fields: Any) -> Routine:
    profile = fields.pop("profile", None) or make_profile(minutes=12)
    routine = Routine.objects.save_plan(
        owner=owner,
        name=fields.pop("name", "Morning"),
        plan=plan or make_plan(),
        profile=profile,
        library="test",
    )
    for name, value in fields.items():
        setattr(routine, name, value)
    routine.save()
    return routine


def create_answers(owner: User, **answers: Any) -> Intake:
    """A finished intake with these answers, beside what nobody can leave out, the safety lists first."""
    consent = Consent.objects.create(owner=owner, version="1")
    intake = Intake.objects.create(owner=owner, consent=consent, finished_at=timezone.now())
    first: dict[str, Any] = {"nerves": [], "sudden": [], "illness": [], "pattern": [], "health": []}
    told = {"areas": ["lower-back"], "pain_now": 3, "minutes": "12", "days": "3"}
    intake.record(first | told | answers)
    return intake


def signed_in_twice(client: Client, person: User) -> Client:
    """With a password and a second factor, as allauth notes it."""
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client
