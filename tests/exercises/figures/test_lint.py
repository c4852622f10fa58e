import dataclasses

import pytest

from exercises.figures import contrast, lint, style
from exercises.figures.drawing import draw
from exercises.figures.motion import move
from tests.exercises.figures.bodies import BRIDGE, STANDING, figure


def findings(table, **changes):
    motion = move(figure(table, **changes))
    return lint.lint(motion, draw(motion))


def standing(*keys):
    return {"mover": ["trunk"], "key": [{"base": "standing"}, *keys]}


@pytest.mark.parametrize("table", [BRIDGE, STANDING])
def test_linter_is_silent_about_sound_figures(table):
    assert findings(table) == []


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"desc": "Standing."}, "desc: one sentence"),
        (standing({"trunk": 10}) | {"mover": []}, "mover: what moves is not named"),
        ({"key": [{"trunk": 0, "height": 300}]}, "key 1: touches nothing, it floats"),
        ({"key": [{"base": "standing", "leg": [0, -20, 0]}]}, "key 1: shank.n -20 is outside 0 to 162"),
        (standing({"arm": [180, 0, 0]}) | {"seconds": 0.8}, "uarm.n moves too fast, degrees a second"),
    ],
)
def test_linter_names_the_fault(changes, finding):
    assert any(found.startswith(finding) for found in findings(STANDING, **changes))


def bent(motion, **joints):
    """The figure as if the solver had left its only key like this."""
    pose = motion.shown | joints
    return dataclasses.replace(motion, keys=(pose,), frames=(pose,))


@pytest.mark.parametrize(
    ("joints", "finding"),
    [
        ({"pelvis": 30.0}, "key 1: would fall, weight at"),
        ({"uarm.n": 60.0}, "key 1: uarm.n asked 6, the contacts made it 60"),
        ({"thigh.n": 165.0}, "key 1: thigh.n goes through thorax"),
        ({"thigh.f": 165.0}, "key 1: thigh.f goes through thorax"),
    ],
)
def test_faults_of_a_solved_key_are_found(joints, finding):
    motion = bent(move(figure(STANDING)), **joints)

    assert any(found.startswith(finding) for found in lint.lint(motion, draw(motion)))


def test_hand_that_reaches_through_the_thigh_it_rests_on_is_found():
    motion = move(figure(STANDING, props=["chair"], key=[{"base": "sitting"}]))
    through = bent(motion, **{"hand.n": motion.shown["hand.n"] - 70})

    assert lint.lint(motion, draw(motion)) == []
    assert "key 1: hand.n goes through thigh.n" in lint.lint(through, draw(through))


def shifted(motion, **joints):
    """The movement as if the browser bent these joints in the middle of the way."""
    middle = len(motion.frames) // 2
    frames = list(motion.frames)
    frames[middle] = frames[middle] | {name: frames[middle][name] + by for name, by in joints.items()}
    return dataclasses.replace(motion, frames=tuple(frames))


@pytest.mark.parametrize(
    ("joints", "finding"),
    [
        ({"y": 8}, "on the way heel.n sinks into the floor"),
        ({"y": -8}, "on the way heel.n leaves the floor"),
        ({"x": 9}, "on the way heel.n slides on the floor"),
        ({"shank.n": 90}, "on the way shank.n leaves 0 to 162"),
    ],
)
def test_faults_on_the_way_between_two_sound_keys_are_found(joints, finding):
    motion = shifted(move(figure(BRIDGE)), **joints)

    assert any(found.startswith(finding) for found in lint.lint(motion, draw(motion)))


def test_contacts_that_no_pose_can_hold_are_unsolved():
    moon = {"kind": "spot", "name": "moon", "x": 900, "height": 900}
    reaching = figure(STANDING, props=[moon], key=[{"base": "standing", "add": ["grip.n moon"]}])

    assert lint.unsolved(move(figure(STANDING))) == []
    assert any(fault.startswith("key 1: grip.n is ") for fault in lint.unsolved(move(reaching)))


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ('<svg><g id="a"/><g id="a"/></svg>', "an id stands twice"),
        ('<svg aria-labelledby="t"><style/><title/><desc/></svg>', "a style of its own inside a page"),
        (
            '<svg aria-labelledby="t"><g style="fill:red"/><title/><desc/></svg>',
            "a style of its own inside a page",
        ),
        ('<svg aria-labelledby="t"><title/></svg>', "title or desc is missing"),
    ],
)
def test_markup_faults_are_named(text, finding):
    assert lint.markup(text) == [finding]


def test_heavy_files_are_found():
    motion = move(figure(BRIDGE))
    heavy = dataclasses.replace(draw(motion), still=draw(motion).still + " " * 4500)

    assert any(found.startswith("still: ") for found in lint.lint(motion, heavy))


def test_figure_that_is_drawn_too_small_is_found():
    wide = {"kind": "bar", "wide": 500.0}

    assert any(found.startswith("is drawn very small") for found in findings(STANDING, props=[wide]))


def test_colours_can_be_told_apart_in_both_themes():
    assert contrast.findings() == []


def test_colours_that_melt_are_found(monkeypatch):
    pale = dataclasses.replace(style.LIGHT, move="#ffc8a0")
    monkeypatch.setattr(contrast, "LIGHT", pale)

    assert any(finding.startswith("light, field s: mover on field") for finding in contrast.findings())
