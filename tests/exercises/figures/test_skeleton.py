import math
import random

import pytest

from exercises.figures import probes
from exercises.figures.skeleton import HEIGHT, Body

LENGTHS = {"shank": 98, "foot": 98, "farm": 70, "hand": 58, "thorax": 36, "head": 18}


def upright(body):
    return dict.fromkeys(body.variables, 0.0)


def anyhow(body, seed):
    chance = random.Random(seed)
    return {name: chance.uniform(-120, 120) for name in body.variables}


def test_body_standing_upright_is_as_tall_as_it_says():
    body = Body()
    frames = body.frames(upright(body))

    top = probes.place(frames, {}, "headtop")
    heel = probes.place(frames, {}, "heel.n")

    assert (heel[1] + heel[2]) - (top[1] - top[2]) == pytest.approx(HEIGHT, rel=0.03)


@pytest.mark.parametrize("view", ["side", "front", "twist"])
@pytest.mark.parametrize("seed", range(5))
def test_limbs_keep_their_length_in_any_pose(view, seed):
    body = Body(view)
    frames = body.frames(anyhow(body, seed))

    lengths = {
        bone.name: math.dist(frames[bone.name][:2], frames[bone.parent][:2])
        for bone in body.bones.values()
        if bone.name.partition(".")[0] in LENGTHS
    }

    assert lengths == pytest.approx({name: LENGTHS[name.partition(".")[0]] for name in lengths})


def test_bone_that_points_at_us_looks_shorter():
    body = Body("front")
    frames = body.frames(upright(body) | {"short.thigh.n": 0.25})

    assert frames["shank.n"].y == pytest.approx(98 * 0.25)
    assert frames["shank.f"].y == pytest.approx(98)


def test_turned_ribs_bring_the_shoulders_together():
    body = Body("front")
    frames = body.frames(upright(body) | {"twist.ribs": 60.0})

    assert frames["uarm.n"].x - frames["uarm.f"].x == pytest.approx(37)


def test_weight_of_a_standing_body_is_over_its_feet():
    body = Body()

    assert abs(body.centre_of_mass(upright(body))[0]) < 10
