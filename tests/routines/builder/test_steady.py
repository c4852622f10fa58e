"""What must not change a routine, and what may change it only so much."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from routines import documents
from routines.builder import build, problem
from routines.builder.problem import instance
from routines.builder.selection import Selection
from routines.builder.shape import shape
from routines.builder.solve import solve
from tests.routines.builder.profiles import people, person

PRINT = """
import json
from exercises.loading import read
from routines.builder import build
from tests.routines.builder.profiles import people
library = read()
print(json.dumps([[i.exercise for i in build(p, library).items] for p in people(library, 6, seed=21)]))
"""


def test_build_is_the_same_in_any_process(library):
    here = [[item.exercise for item in build(p, library).items] for p in people(library, 6, seed=21)]

    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", PRINT],
            cwd=Path(__file__).parents[3],
            env={**os.environ, "PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "config.settings"},
            check=True,
            capture_output=True,
            text=True,
        )
        assert json.loads(run.stdout) == here


def test_build_does_not_depend_on_the_order_of_the_library(library):
    slugs = sorted(library.exercises)
    Random(4).shuffle(slugs)
    shuffled = replace(library, exercises={slug: library.exercises[slug] for slug in slugs})

    for profile in people(library, 10, seed=22):
        assert build(profile, shuffled) == build(profile, library)


def test_build_does_not_depend_on_what_was_built_before(library):
    profile = person(minutes=15)
    first = build(profile, library)

    for other in people(library, 5, seed=23):
        build(other, library)

    assert build(profile, library) == first


def test_a_forbidden_exercise_more_changes_nothing(library):
    profile = person(precautions=frozenset(["disc-herniation"]))
    before = build(profile, library)
    sit_up = replace(library.exercises["full-sit-up"], slug="zz-sit-up", auto_select=True, level=1)

    after = build(profile, replace(library, exercises={**library.exercises, "zz-sit-up": sit_up}))

    assert after.items == before.items


def test_weights_and_costs_twice_as_large_give_the_same_session(library):
    for profile in people(library, 8, seed=24):
        inst = instance(profile, library, shape(profile))
        double = replace(
            inst,
            weights=[2 * weight for weight in inst.weights],
            merit=[2 * m for m in inst.merit],
            potential=[2 * p for p in inst.potential],
        )
        with pytest.MonkeyPatch.context() as patch:
            once = solve(inst, quick=True).selection.picked
            for module in ("selection", "room"):
                patch.setattr(f"routines.builder.{module}.POSTURE", 2 * problem.POSTURE)
            assert solve(double, quick=True).selection.picked == once


def test_more_time_is_never_much_worse(library):
    for profile in people(library, 4, seed=25):
        values = [build(replace(profile, minutes=m), library).value for m in (8, 12, 15, 20, 25, 30, 40)]

        assert all(longer >= 0.96 * shorter for shorter, longer in pairwise(values))


def test_constraints_hold(library):
    for profile in people(library, 30, seed=26):
        sel = solve(instance(profile, library, shape(profile)), quick=True).selection
        limits, again = sel.inst.shape, Selection.of(sel.inst, sel.picked)

        assert again.units <= limits.limit
        assert all(time <= high for time, high in zip(again.time, limits.high, strict=True))
        assert all(count <= most for count, most in zip(again.count, limits.most, strict=True))
        assert again.lacking == 0 or limits.least == 0


def test_build_has_about_as_many_exercises_as_a_person_keeps_in_mind(library):
    for minutes, least, most in [(5, 3, 4), (12, 5, 8), (15, 6, 10), (20, 8, 11), (45, 11, 15)]:
        for stage in (1, 2, 3):
            plan = build(person(minutes=minutes, stage=stage), library)
            assert least <= len(plan.items) <= most, (minutes, stage)


def test_a_plan_survives_being_written_down(library):
    plan = build(person(), library)

    assert documents.read(type(plan), json.loads(json.dumps(documents.write(plan)))) == plan
