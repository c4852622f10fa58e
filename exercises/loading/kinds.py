"""From a table to a value of the catalogue, one function for each kind of thing in the library."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from exercises import catalogue
from exercises.catalogue import (
    Action,
    Block,
    Clearance,
    Dose,
    Evidence,
    Exercise,
    Override,
    Precaution,
    Rule,
    Urgency,
)
from exercises.loading.table import Table
from exercises.vocabulary import EQUIPMENT, KINDS, MARKERS, POSITIONS, REGIONS, STAGES, STATUSES, TARGETS

BLOCKS = [block.value for block in Block]


@dataclass(frozen=True, slots=True)
class Known:
    """The slugs that files may name, by kind."""

    exercises: Collection[str]
    movements: Collection[str]
    risk_factors: Collection[str]
    sources: Collection[str]


def exercise(table: Table, known: Known) -> Exercise:
    """Without `harder`, which follows from everyone's `easier`, and without what exercises.figures reads."""
    table.table("figure")
    table.table("figure_in")
    return Exercise(
        slug=table.slug,
        name=table.text("name", required=True, longest=120),
        aliases=tuple(table.texts("aliases")),
        summary=table.text("summary", required=True, longest=160),
        cue=cue(table),
        caution=table.text("caution"),
        blocks=tuple(map(Block, in_order(table.choices("blocks", BLOCKS, "block", required=True), BLOCKS))),
        regions=in_order(table.choices("regions", REGIONS, "region", required=True), REGIONS),
        positions=in_order(table.choices("positions", POSITIONS, "position", required=True), POSITIONS),
        equipment=in_order(table.choices("equipment", EQUIPMENT, "equipment"), EQUIPMENT),
        helpful=in_order(table.choices("helpful", EQUIPMENT, "equipment"), EQUIPMENT),
        level=table.whole("level", 1, 3),
        unilateral=table.flag("unilateral", default=False),
        auto_select=table.flag("auto_select", default=True),
        tags=frozenset(table.choices("tags", known.movements, "tag", required=True)),
        family=table.text("family", required=True, longest=80),
        easier=tuple(table.choices("easier", known.exercises, "exercise")),
        steps=tuple(table.texts("steps", required=True)),
        evidence=Evidence(table.choice("evidence", list(Evidence), "evidence") or Evidence.WEAK),
        sources=sources(table, known),
        reviewed_on=table.day("reviewed_on"),
        doses=doses(table.table("dose", required=True)),
        serves=table.weights("serves", known.risk_factors, "risk factor"),
        targets=table.weights("targets", TARGETS, "target"),
    )


def cue(table: Table) -> str:
    words = table.text("cue", required=True, longest=200)
    if len(words.split()) > 9:
        table.fault("cue", f"has {len(words.split())} words; at most 9 can be said while moving")
    return words


def doses(table: Table) -> dict[int, Dose]:
    result = {stage: dose(table.table(name, required=True)) for stage, name in STAGES.items()}
    table.done()
    return result


def dose(table: Table) -> Dose:
    """Either minutes, or sets of repetitions; every time carries its unit in its name."""
    days = table.whole("days_per_week", 1, 7)
    minutes = table.data.get("minutes")
    if minutes is not None:
        table.asked.add("minutes")
        if isinstance(minutes, bool) or not isinstance(minutes, int | float) or not 0 < minutes <= 60:
            table.fault("minutes", f"is {minutes!r}; must be a number above 0, up to 60")
            minutes = 1
        result = Dose(minutes=float(minutes), per_week=days)
    else:
        result = Dose(
            sets=table.whole("sets", 1, 5),
            reps=table.whole("repetitions", 1, 30),
            hold=table.whole("hold_seconds", 0, 120, default=0),
            rest=table.whole("rest_seconds", 0, 180, default=0),
            per_week=days,
            scheme=table.text("scheme", longest=20),
        )
    for key in ("hold", "rest", "time"):
        if key in table.data:
            table.asked.add(key)
            table.fault(key, f"has no unit; write {key}_seconds, or minutes")
    table.done()
    return result


def precaution(table: Table, known: Known) -> tuple[Precaution, list[Override]]:
    found = Precaution(
        slug=table.slug,
        name=table.text("name", required=True, longest=160),
        kind=table.choice("kind", KINDS, "kind"),
        question=table.text("question", required=True),
        clearance=Clearance(table.choice("clearance", list(Clearance), "clearance") or Clearance.NONE),
        note=table.text("note"),
        sources=sources(table, known),
        rules=tuple(rule(row, known) for row in table.tables("rules")),
    )
    return found, [override(row, known) for row in table.tables("overrides")]


def rule(table: Table, known: Known) -> Rule:
    marks = {*known.movements, *MARKERS}
    found = Rule(
        action=Action(table.choice("action", list(Action), "action") or Action.AVOID),
        why=table.text("why", required=True),
        how=table.text("how"),
        any=frozenset(table.choices("any", marks, "tag")),
        all=frozenset(table.choices("all", marks, "tag")),
        none=frozenset(table.choices("none", marks, "tag")),
        min_level=table.whole("min_level", 0, 3, default=0),
        sources=tuple(sorted(table.choices("sources", known.sources, "source"))),
    )
    if not (found.any or found.all or found.min_level):
        table.fault("any", "is missing; a rule needs any, all or min_level, or it would hit every exercise")
    table.done()
    return found


def override(table: Table, known: Known) -> Override:
    found = Override(
        precaution=table.slug,
        exercise=table.choice("exercise", known.exercises, "exercise"),
        action=Action(table.choice("action", list(Action), "action") or Action.AVOID),
        why=table.text("why", required=True),
        how=table.text("how"),
        sources=tuple(sorted(table.choices("sources", known.sources, "source"))),
    )
    table.done()
    return found


def movement(table: Table, known: Known) -> catalogue.Movement:
    implies = tuple(sorted(table.choices("implies", known.movements, "tag")))
    return catalogue.Movement(table.slug, table.text("meaning", required=True, longest=300), implies)


def risk_factor(table: Table, known: Known) -> catalogue.RiskFactor:
    """Without `habits`, which name their risk factors themselves."""
    return catalogue.RiskFactor(
        slug=table.slug,
        name=table.text("name", required=True, longest=120),
        group=table.text("group", required=True, longest=40),
        evidence=Evidence(table.choice("evidence", list(Evidence), "evidence") or Evidence.WEAK),
        evidence_note=table.text("evidence_note"),
        summary=table.text("summary"),
        changeable=table.flag("changeable", default=True),
        helped_by=tuple(map(Block, in_order(table.choices("helped_by", BLOCKS, "block"), BLOCKS))),
        habits=(),
        sources=sources(table, known),
    )


def red_flag(table: Table, known: Known) -> catalogue.RedFlag:
    return catalogue.RedFlag(
        slug=table.slug,
        question=table.text("question", required=True),
        urgency=Urgency(table.choice("urgency", list(Urgency), "urgency") or Urgency.EMERGENCY),
        advice=table.text("advice", required=True),
        suspects=table.text("suspects", required=True, longest=120),
        sources=sources(table, known),
    )


def habit(table: Table, known: Known) -> catalogue.Habit:
    return catalogue.Habit(
        slug=table.slug,
        category=table.text("category", required=True, longest=40),
        tip=table.text("tip", required=True),
        why=table.text("why"),
        risk_factors=tuple(sorted(table.choices("risk_factors", known.risk_factors, "risk factor"))),
        sources=sources(table, known),
    )


def source(table: Table, known: Known) -> catalogue.Source:
    year = table.whole("year", 1900, 2100, default=1900)
    return catalogue.Source(
        slug=table.slug,
        name=table.text("name", required=True, longest=300),
        where=table.text("where", longest=300),
        status=table.choice("status", STATUSES, "status"),
        year=year if "year" in table.data else None,
    )


def sources(table: Table, known: Known) -> tuple[str, ...]:
    return tuple(sorted(table.choices("sources", known.sources, "source", required=True)))


def in_order(words: Collection[str], order: Mapping[str, str] | list[str]) -> tuple[str, ...]:
    return tuple(word for word in order if word in words)
