import os
from itertools import combinations
from random import Random

import pytest

from exercises.catalogue import Action
from exercises.recheck import forbidden
from exercises.safety import verdict
from routines.builder import build, build_week, evaluate
from routines.builder.shape import shape
from routines.sheet import as_of_today
from tests.routines.builder.profiles import person


def breaches(library, precautions: tuple[str, ...]) -> list[str]:
    """What a built plan holds that the safety rules, or the check written apart from them, forbid."""
    profile = person(precautions=frozenset(precautions), minutes=12)
    known = sorted(precautions)
    return [
        f"{item.exercise} {item.position} with {known}"
        for item in build(profile, library, quick=True).items
        if forbidden(item.exercise, item.position, known, library)
        or item.position not in verdict(library.exercises[item.exercise], known, library).positions
        or item.verdict is Action.AVOID
    ]


def test_no_precaution_lets_a_forbidden_item_through(library):
    assert [breach for slug in library.precautions for breach in breaches(library, (slug,))] == []


def test_what_is_planned_is_what_is_done_where_holds_are_limited(library):
    for slug in ("acute-flare", "recent-back-injury", "pregnancy-later", "hypertension-controlled"):
        profile = person(precautions=frozenset([slug]), minutes=45, days=2)
        plans = [build(profile, library, quick=True), build_week(profile, library, quick=True).days[0]]
        for plan in plans:
            assert [as_of_today(item, [slug], library).dose for item in plan.items] == [
                item.dose for item in plan.items
            ]
            assert plan.seconds >= 0.9 * 45 * 60 or shape(profile).minutes < 45


def test_an_edited_list_is_judged_with_the_holds_of_today(library):
    items = build(person(minutes=45), library, quick=True).items
    careful = person(minutes=45, precautions=frozenset(["recent-back-injury"]))

    judged = evaluate(items, careful, library).items

    assert any(item.dose.hold > 10 for item in items)
    assert [as_of_today(i, careful.precautions, library).dose for i in judged] == [i.dose for i in judged]


def test_every_precaution_leaves_a_routine(library):
    for slug in library.precautions:
        assert len(build(person(precautions=frozenset([slug])), library, quick=True).items) >= 5


def test_no_pair_of_precautions_lets_a_forbidden_item_through(library):
    pairs = list(combinations(sorted(library.precautions), 2))

    assert [breach for pair in pairs for breach in breaches(library, pair)] == []


@pytest.mark.slow
def test_no_triple_of_precautions_lets_a_forbidden_item_through(library):
    triples = list(combinations(sorted(library.precautions), 3))

    chosen = triples if os.environ.get("PROVE") else Random(3).sample(triples, 150)
    assert [breach for triple in chosen for breach in breaches(library, triple)] == []
