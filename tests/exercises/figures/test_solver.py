import random

import pytest

from exercises.figures import props, solver
from exercises.figures.figure import Contact
from exercises.figures.skeleton import Body
from exercises.figures.solver import Problem, solve

PROPS = (props.read("roller"), props.read("bar"), props.read({"kind": "wall", "x": 30}))
SURFACES = props.all_surfaces(PROPS, floor=True)
CONTACTS = (
    Contact("heel.n", "floor"),
    Contact("upback", "roller"),
    Contact("grip.f", "bar.f"),
    Contact("palm.n", "@shin.n"),
    Contact("seat", "wall"),
)


def problem(body, asked, contacts, **more):
    stiffness = dict.fromkeys(body.variables, 0.04)
    return Problem(body, asked, stiffness, contacts, {}, SURFACES, ("floor", "wall"), **more)


@pytest.mark.parametrize("seed", range(8))
def test_gradients_are_those_that_small_steps_show(seed):
    body, chance = Body(), random.Random(seed)
    pose = {name: chance.uniform(-60, 60) for name in body.variables}
    task = problem(body, dict.fromkeys(body.variables, 0.0), CONTACTS[:1])
    rows = list(solver._rows(task, pose)) + [
        row for contact in CONTACTS for row in solver._contact_rows(task, solver._Sight(body, pose), contact)
    ]

    for index, name in enumerate(body.variables):
        step = pose | {name: pose[name] + 1e-5}
        moved = list(solver._rows(task, step)) + [
            row
            for contact in CONTACTS
            for row in solver._contact_rows(task, solver._Sight(body, step), contact)
        ]
        shown = [(b[0] - a[0]) / 1e-5 for a, b in zip(rows, moved, strict=True)]
        assert [row[1].get(index, 0.0) for row in rows] == pytest.approx(shown, abs=1e-3)


def test_solve_makes_contacts_exact_and_changes_little_else():
    body = Body()
    asked = dict.fromkeys(body.variables, 0.0) | {"y": -190.0, "shank.n": 20.0, "thigh.n": 12.0}
    contacts = tuple(Contact(f"{probe}.{side}", "floor") for probe in ("heel", "ball") for side in "nf")

    pose = solve(problem(body, asked, contacts))

    gaps = [solver.gap(pose, body.frames(pose), contact, SURFACES) for contact in contacts]
    assert gaps == pytest.approx([0] * 4, abs=0.1)
    assert abs(pose["shank.n"] - 20) < 15
    assert pose["uarm.n"] == pytest.approx(0, abs=1)


def test_solve_keeps_joints_within_their_limits():
    body = Body()
    asked = dict.fromkeys(body.variables, 0.0) | {"farm.n": -60.0, "shank.f": 190.0}

    pose = solve(problem(body, asked, ()))

    assert pose["farm.n"] > -1
    assert pose["shank.f"] < 163


def test_solve_brings_the_weight_over_the_feet():
    body = Body()
    asked = dict.fromkeys(body.variables, 0.0) | {"y": -213.0, "pelvis": 40.0}
    contacts = tuple(Contact(f"{probe}.{side}", "floor") for probe in ("heel", "ball") for side in "nf")

    pose = solve(problem(body, asked, contacts))
    falling = solve(problem(body, asked, contacts, balanced=False))

    left, right = solver.support(body.frames(pose), pose, contacts, SURFACES)
    assert left <= body.centre_of_mass(pose)[0] <= right
    assert (
        body.centre_of_mass(falling)[0] > solver.support(body.frames(falling), falling, contacts, SURFACES)[1]
    )


def test_support_is_unknown_where_a_wall_or_a_grip_helps():
    body = Body()
    pose = dict.fromkeys(body.variables, 0.0)

    assert solver.support(body.frames(pose), pose, CONTACTS, SURFACES) is None
