from itertools import pairwise

import pytest

from exercises.figures import probes
from exercises.figures.motion import ease, move
from tests.exercises.figures.bodies import BRIDGE, STANDING, figure

WALK = {
    "desc": "Arms swing round and round while standing.",
    "loop": True,
    "free": ["uarm"],
    "key": [{"base": "standing", "arm": [170, 0, 0]}, {"arm": [60, 0, 0]}, {"arm": [-80, 0, 0]}],
}


def test_ease_is_that_of_css():
    assert [ease(t) for t in (0.25, 0.5, 0.75)] == pytest.approx([0.129, 0.5, 0.871], abs=1e-3)


def test_planted_feet_stay_planted_all_the_way():
    motion = move(figure(BRIDGE))

    heels = [probes.place(motion.body.frames(pose), pose, "heel.n") for pose in motion.frames]

    assert max(abs(x - heels[0][0]) for x, _, _ in heels) < 1
    assert max(abs(y + r) for _, y, r in heels) < 1


def test_move_gives_the_same_numbers_again():
    assert move(figure(BRIDGE)).frames == move(figure(BRIDGE)).frames


def test_poses_are_rounded_before_they_are_drawn():
    values = [value for pose in move(figure(BRIDGE)).frames for value in pose.values()]

    assert all(value == round(value, 1) for value in values)


def test_cycle_ends_where_it_began_and_turns_on_the_short_way():
    motion = move(figure(WALK))
    arms = [pose["uarm.n"] for pose in motion.frames]

    assert arms[-1] == pytest.approx(arms[0] - 360, abs=0.2)
    assert all(-60 < b - a < 1 for a, b in pairwise(arms))


def test_figure_with_one_key_does_not_move():
    motion = move(figure(STANDING))

    assert not motion.moves
    assert motion.frames == (motion.shown,)
