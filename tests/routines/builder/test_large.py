from dataclasses import replace
from random import Random

import pytest

from routines.builder import build
from routines.builder.problem import instance
from routines.builder.shape import shape
from routines.builder.solve import LARGE, shortlist, solve
from tests.routines.builder import oracle
from tests.routines.builder.profiles import person


@pytest.fixture(scope="module")
def grown(library):
    """Three more exercises like each one of the library, with weights of their own."""
    chance = Random(1)
    more = {
        f"{slug}-{n}": replace(
            exercise,
            slug=f"{slug}-{n}",
            serves={
                key: max(1, min(100, weight + chance.randint(-20, 15)))
                for key, weight in exercise.serves.items()
            },
            targets={
                key: max(1, min(100, weight + chance.randint(-20, 15)))
                for key, weight in exercise.targets.items()
            },
        )
        for slug, exercise in library.exercises.items()
        for n in range(3)
    }
    return replace(library, exercises={**library.exercises, **more})


def test_shortlist_leaves_most_of_a_large_library_out(grown):
    inst = instance(person(), grown, shape(person()))

    assert len(inst.candidates) > LARGE
    assert len(shortlist(inst)) < LARGE


def test_bound_holds_for_all_of_a_large_library(grown):
    profile = person(minutes=10)
    solution = solve(instance(profile, grown, shape(profile)), quick=False)

    answer = oracle.best(solution.selection.inst.whole, seconds=20)

    assert solution.bound >= answer.value
    assert solution.selection.value >= 0.93 * answer.value


def test_large_library_keeps_the_rules(grown):
    plan = build(person(minutes=20), grown)

    families = [grown.exercises[item.exercise].family for item in plan.items]
    assert len(set(families)) == len(families)
    assert plan.seconds <= 20 * 60
