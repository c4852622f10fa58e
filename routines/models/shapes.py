"""What may stand in the JSON fields: a file that is brought back must be refused in words, not break a page later."""

from typing import Any

from django.core.exceptions import ValidationError

from accounts.intake.profile import Profile
from exercises.catalogue import Block
from exercises.models import shapes
from exercises.vocabulary import STAGES
from routines import documents, records
from routines.builder.plan import Plan

LONGEST = 60  # minutes; nobody can ask for more than 45
PAIN, SCORE = range(11), range(4)


def a_plan(document: Any) -> None:
    plan: Plan = _read(Plan, document)
    _within("minutes", plan.minutes, 1, LONGEST)
    _within("items", len(plan.items), 0, records.MOST_ITEMS)
    for item in plan.items:
        _within("stage", item.stage, min(STAGES), max(STAGES))
        _within("seconds", item.seconds, 0, records.LONGEST_ITEM)
        shapes.dose(item.dose)


def a_profile(document: Any) -> None:
    profile: Profile = _read(Profile, document)
    _within("minutes", profile.minutes, 1, LONGEST)
    _within("days", profile.days, 1, 7)
    _within("stage", profile.stage, min(STAGES), max(STAGES))
    _within("level", profile.level, 1, 3)
    if profile.pain not in (None, *PAIN) or any(one.score not in (None, *SCORE) for one in profile.factors):
        raise ValidationError("pain or score")


def items_done(value: Any) -> None:
    try:
        records.done(value)
    except records.Unacceptable as error:
        raise ValidationError(str(error)) from error


def times_by_block(value: Any) -> None:
    if not isinstance(value, dict) or not value.keys() <= {block.value for block in Block}:
        raise ValidationError("blocks")
    for block, seconds in value.items():
        _within(block, seconds, 0, records.LONGEST_ITEM * records.MOST_ITEMS)


def _read(cls: type[Plan] | type[Profile], document: Any) -> Any:
    try:
        return documents.read(cls, document)
    except documents.DocumentError as error:
        raise ValidationError(str(error)) from error


def _within(what: str, number: Any, least: int, most: int) -> None:
    if type(number) is not int or not least <= number <= most:
        raise ValidationError(f"{what}: expected {least} to {most}")
