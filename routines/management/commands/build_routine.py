"""manage.py build_routine: one person's routine as a physiotherapist would hand it out, or as JSON."""

import json
import tomllib
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from accounts.intake.profile import Profile
from exercises.catalogue import Catalogue
from exercises.doses import in_words
from exercises.loading import read as read_library
from exercises.vocabulary import POSITIONS
from routines import builder, documents
from routines.builder.plan import Item, Plan

PERSONAS = Path(builder.__file__).parent / "personas.toml"


class Command(BaseCommand):
    help = "Build a routine for one of the personas, or for a profile in a JSON file, and print it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        person = parser.add_mutually_exclusive_group(required=True)
        person.add_argument("--persona", type=str.lower, choices=sorted(tomllib.loads(PERSONAS.read_text())))
        person.add_argument("--profile", type=Path, metavar="FILE", help="a profile as JSON")
        parser.add_argument("--json", action="store_true", help="print the plan as JSON")
        parser.add_argument("--quick", action="store_true", help="the quick tier, as in a live preview")

    def handle(self, *args: Any, **options: Any) -> None:
        profile = _persona(options["persona"]) if options["persona"] else _from_file(options["profile"])
        library = read_library()
        plan = builder.build(profile, library, quick=options["quick"])
        text = json.dumps(documents.write(plan), indent=2) if options["json"] else leaflet(plan, library)
        self.stdout.write(text)


def _persona(name: str) -> Profile:
    return _profile(tomllib.loads(PERSONAS.read_text())[name])


def _from_file(path: Path) -> Profile:
    try:
        return _profile(json.loads(path.read_text()))
    except (OSError, ValueError) as fault:
        raise CommandError(f"{path}: {fault}") from None


def _profile(fields: object) -> Profile:
    if not isinstance(fields, dict):
        raise documents.DocumentError("document: expected a profile's fields")
    return documents.read(Profile, {"kind": "profile", "version": documents.VERSION, **fields})


def leaflet(plan: Plan, library: Catalogue) -> str:
    return "\n".join(_lines(plan, library))


def _lines(plan: Plan, library: Catalogue) -> Iterator[str]:
    if plan.stopped:
        yield plan.stopped
        return
    count = ngettext("%d exercise", "%d exercises", len(plan.items)) % len(plan.items)
    yield f"Your routine: {plan.minutes} minutes, {count}"
    yield from (f"  {note}" for note in (*plan.notes, *plan.relaxed))
    block = None
    for item in plan.items:
        if item.block != block:
            block = item.block
            yield f"\n{block.capitalize()}, {_clock(plan.block_seconds[block])}"
        yield from _item(item, library)
    if plan.under_served:
        yield "\nWhat this routine does less for"
        yield from (f"  {short.need}: {short.why}" for short in plan.under_served)
    if plan.left_out:
        yield "\nLeft out today, and why"
        yield from (f"  {library.exercises[left.exercise].name}: {left.why}" for left in plan.left_out)
    yield f"\n{_clock(plan.seconds)} in all. Worth {plan.value:,} points" + _certificate(plan)


def _item(item: Item, library: Catalogue) -> Iterator[str]:
    exercise = library.exercises[item.exercise]
    dose = in_words(item.dose, unilateral=exercise.unilateral)
    pinned = " (pinned)" if item.pinned else ""
    yield f"  {exercise.name}, {POSITIONS[item.position].lower()}: {dose}{pinned}  [{_clock(item.seconds)}]"
    yield from (f"      {reason.text} ({reason.share}%)" for reason in item.reasons)
    yield from (f"      Change: {how}" for how in item.how)


def _certificate(plan: Plan) -> str:
    return f"; no routine could be worth more than {plan.bound:,}." if plan.bound else "."


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"
