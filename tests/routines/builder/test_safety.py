import os
from itertools import combinations
from random import Random

import pytest

from exercises.catalogue import Action
from exercises.recheck import forbidden
from exercises.safety import verdict
from routines.builder import build
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
