from dataclasses import replace
from random import Random

import pytest

from routines.builder import build
from routines.builder.problem import instance
from routines.builder.shape import shape
from routines.builder.solve import solve
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
    short = instance(person(), grown, shape(person()))
    every = instance(person(), grown, shape(person()), every=True)

    assert len(short.candidates) < len(every.candidates) / 2
    assert len(short.rest) > 100
    assert every.rest == ()


def test_shortlist_takes_all_of_a_library_like_ours(library):
    assert instance(person(), library, shape(person())).rest == ()


@pytest.mark.parametrize("minutes", [8, 10, 15])
def test_bound_holds_for_all_of_a_large_library(grown, minutes):
    profile = person(minutes=minutes)
    solution = solve(instance(profile, grown, shape(profile)), quick=False)

    answer = oracle.best(instance(profile, grown, shape(profile), every=True), seconds=20)

    assert solution.bound >= answer.value
    assert solution.selection.value >= 0.93 * answer.value


def test_large_library_keeps_the_rules(grown):
    plan = build(person(minutes=20), grown)

    families = [grown.exercises[item.exercise].family for item in plan.items]
    assert len(set(families)) == len(families)
    assert plan.seconds <= 20 * 60
