"""From a Catalogue to the database: all of it in one transaction, or nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from exercises import catalogue as plain
from exercises import vocabulary
from exercises.catalogue import Block, Catalogue
from exercises.loading.reading import LIBRARY, digest, read
from exercises.models import (
    Exercise,
    Facet,
    Habit,
    LibraryState,
    Movement,
    Override,
    Precaution,
    RedFlag,
    RiskFactor,
    Rule,
    Serves,
    Source,
)
from exercises.models.entry import Entry, Origin

REMEMBERED = 50  # digests of earlier libraries
FACETS = {
    Facet.Kind.BLOCK: {block.value: block.label for block in Block},
    Facet.Kind.REGION: vocabulary.REGIONS,
    Facet.Kind.POSITION: vocabulary.POSITIONS,
    Facet.Kind.EQUIPMENT: vocabulary.EQUIPMENT,
}


@dataclass(frozen=True, slots=True)
class Report:
    """kept: slugs in the files that an administrator already uses; theirs stay."""

    exercises: int
    is_changed: bool
    retired: int = 0
    kept: tuple[str, ...] = ()


def load(folder: Path = LIBRARY) -> Report:
    """Brings the database to what the files say; raises LibraryError before anything is written.

    The files win over edits made to what came from them; what an administrator added stays as it is. What left the
    files is retired, and comes back when they name it again. Unchanged files cost one query.
    """
    state = LibraryState.objects.current()
    if state.digest == digest(folder):
        return Report(exercises=Exercise.objects.current().count(), is_changed=False)
    catalogue = read(folder)
    with transaction.atomic():
        report = _store(catalogue, timezone.now())
        state.earlier = " ".join([*state.earlier.split(), state.digest][-REMEMBERED:])
        state.digest = state.version = catalogue.version
        state.loaded_at = timezone.now()
        state.save()
        if Exercise.objects.slugs_from(Origin.ADMINISTRATOR):
            LibraryState.objects.bump()
            catalogue = Exercise.objects.catalogue()
        Exercise.objects.index(catalogue)
    return report


def _store(catalogue: Catalogue, now: datetime) -> Report:
    theirs = Exercise.objects.slugs_from(Origin.ADMINISTRATOR)
    kept = tuple(sorted(theirs & catalogue.exercises.keys()))
    ours = {slug: exercise for slug, exercise in catalogue.exercises.items() if slug not in theirs}
    _put_knowledge(catalogue)
    Exercise.objects.put(Exercise.from_plain(exercise) for exercise in ours.values())
    _link_exercises(ours)
    _link_precautions(catalogue, ours)
    retired = sum(
        model.objects.retire_all_but(getattr(catalogue, name), now) for name, model in KINDS.items()
    )
    return Report(len(catalogue.exercises), is_changed=True, retired=retired, kept=kept)


KINDS: dict[str, Any] = {
    "sources": Source,
    "movements": Movement,
    "risk_factors": RiskFactor,
    "habits": Habit,
    "red_flags": RedFlag,
    "precautions": Precaution,
    "exercises": Exercise,
}


def _put_knowledge(catalogue: Catalogue) -> None:
    Facet.objects.bulk_create(
        (
            Facet(kind=kind, slug=slug, name=name, order=order)
            for kind, names in FACETS.items()
            for order, (slug, name) in enumerate(names.items())
        ),
        update_conflicts=True,
        unique_fields=["kind", "slug"],
        update_fields=["name", "order"],
    )
    for name, model in KINDS.items():
        if name != "exercises":
            model.objects.put(_row(model, value) for value in getattr(catalogue, name).values())
    sources = Source.objects.ids()
    Movement.objects.relink("implies", _each(catalogue.movements, "implies"), Movement.objects.ids())
    RiskFactor.objects.relink("habits", _each(catalogue.risk_factors, "habits"), Habit.objects.ids())
    for name in ("risk_factors", "habits", "red_flags", "precautions"):
        KINDS[name].objects.relink("sources", _each(getattr(catalogue, name), "sources"), sources)


def _row(model: type[Entry], value: Any) -> Entry:
    """A row with the same fields as the plain value, relations aside."""
    names = {field.name for field in model._meta.concrete_fields} & set(value.__slots__)
    fields = {name: getattr(value, name) for name in names}
    return model(**{name: list(v) if isinstance(v, tuple) else v for name, v in fields.items()})


def _each(values: Mapping[str, Any], name: str) -> dict[str, Iterable[str]]:
    return {slug: getattr(value, name) for slug, value in values.items()}


def _link_exercises(exercises: Mapping[str, plain.Exercise]) -> None:
    ids = Exercise.objects.ids()
    Exercise.objects.relink("movements", _each(exercises, "tags"), Movement.objects.ids())
    Exercise.objects.relink("sources", _each(exercises, "sources"), Source.objects.ids())
    Exercise.objects.relink("easier", _each(exercises, "easier"), ids)
    facets = {f"{facet.kind} {facet.slug}": facet.pk for facet in Facet.objects.all()}
    Exercise.objects.relink("facets", {s: _facets(exercise) for s, exercise in exercises.items()}, facets)
    factors = RiskFactor.objects.ids()
    Serves.objects.rewrite(
        [
            Serves(exercise_id=ids[exercise.slug], risk_factor_id=factors[factor], weight=weight)
            for exercise in exercises.values()
            for factor, weight in exercise.serves.items()
        ],
        exercises=[ids[slug] for slug in exercises],
    )


def _facets(exercise: plain.Exercise) -> list[str]:
    named = {
        Facet.Kind.BLOCK: exercise.blocks,
        Facet.Kind.REGION: exercise.regions,
        Facet.Kind.POSITION: exercise.positions,
        Facet.Kind.EQUIPMENT: exercise.equipment,
    }
    return [f"{kind} {slug}" for kind, slugs in named.items() for slug in slugs]


def _link_precautions(catalogue: Catalogue, exercises: Mapping[str, plain.Exercise]) -> None:
    precautions, ids = Precaution.objects.ids(), Exercise.objects.ids()
    written = [precautions[slug] for slug in catalogue.precautions]
    rules = [
        _rule(rule, order, precautions[precaution.slug])
        for precaution in catalogue.precautions.values()
        for order, rule in enumerate(precaution.rules)
    ]
    overrides = [
        _override(override, precautions[override.precaution], ids[override.exercise])
        for override in catalogue.overrides.values()
        if override.exercise in exercises
    ]
    Rule.objects.rewrite(rules, precautions=written)
    Override.objects.rewrite(overrides, precautions=written, exercises=[ids[slug] for slug in exercises])


def _rule(rule: plain.Rule, order: int, precaution: int) -> Rule:
    return Rule(
        precaution_id=precaution,
        order=order,
        action=rule.action,
        any=sorted(rule.any),
        all=sorted(rule.all),
        none=sorted(rule.none),
        min_level=rule.min_level,
        why=rule.why,
        how=rule.how,
        sources=list(rule.sources),
    )


def _override(override: plain.Override, precaution: int, exercise: int) -> Override:
    return Override(
        precaution_id=precaution,
        exercise_id=exercise,
        action=override.action,
        why=override.why,
        how=override.how,
        sources=list(override.sources),
    )
