import re

import pytest

from exercises.figures.animation import Tracks
from exercises.figures.motion import move
from exercises.figures.skeleton import kind
from tests.exercises.figures.bodies import BRIDGE, STANDING, figure


def tracks(table, **changes):
    motion = move(figure(table, **changes))
    return Tracks(motion, motion.shown)


def test_replayed_animation_is_the_solved_movement():
    played = tracks(BRIDGE)
    frames, body = played.motion.frames, played.motion.body

    off = {
        name: max(
            abs(track.at(i / 8)[0] * body.bones[name].turn + played.still[name] - frames[i][name])
            for i in range(9)
        )
        for name, track in played.by_name.items()
        if name in body.bones
    }

    assert off
    assert all(error < (0.6 if kind(name) in ("pelvis", "thigh") else 2) for name, error in off.items())


def test_keyframes_end_in_the_pose_that_is_shown_still():
    sheet = tracks(BRIDGE).sheet("bridge")

    assert set(re.findall(r"to\{rotate:([^}]+)\}", sheet)) == {"0deg"}


def test_nothing_moves_on_paper_or_where_less_motion_is_asked_for():
    sheet = tracks(BRIDGE).sheet("bridge")
    gated, _, rest = sheet.partition("}\n}\n")

    assert gated.startswith("@media screen and (prefers-reduced-motion:no-preference){")
    assert "animation" not in rest
    assert "var(--fig-play,running)" in gated


def test_joints_that_move_alike_share_their_keyframes():
    played = tracks(BRIDGE)

    assert played.css_of("shank.n") == played.css_of("shank.f")
    assert len(played.classes) < len(played.by_name)


def test_figure_that_stands_still_has_no_keyframes():
    assert tracks(STANDING).sheet("standing") == ""


@pytest.mark.parametrize(("loop", "way"), [(False, "infinite alternate"), (True, "infinite var")])
def test_cycle_goes_round_and_everything_else_to_and_fro(loop, way):
    assert way in tracks(BRIDGE, loop=loop).sheet("bridge")


def test_face_that_turns_is_swapped_not_squeezed():
    keys = [{"base": "front-standing"}, {"look": "side"}]
    played = tracks(STANDING, view="front", key=keys)

    assert [played.by_name[f"look.{look}"].at(0)[0] for look in ("front", "side")] == [1, 0]
    assert [played.by_name[f"look.{look}"].at(1)[0] for look in ("front", "side")] == [0, 1]
