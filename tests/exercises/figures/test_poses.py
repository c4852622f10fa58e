import pytest

from exercises.figures.faults import FigureError
from tests.exercises.figures.bodies import BRIDGE, STANDING, figure


def key(**said):
    return {"key": [{"base": "standing"} | said]}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"arow": "knee.n 0 0"}, "figure: unknown key 'arow'; did you mean 'arrow'?"),
        ({"view": "sied"}, "view: unknown name 'sied'; did you mean 'side'?"),
        ({"mover": ["arm.nere"]}, "mover: unknown name 'arm.nere'; did you mean 'arm.near'?"),
        ({"props": ["chiar"]}, "props: unknown prop 'chiar'; did you mean 'chair'?"),
        (
            {"props": [{"kind": "wall", "hight": 3}]},
            "props: unknown measure of wall 'hight'; did you mean 'side'?",
        ),
        ({"props": [{"kind": "wall", "x": "left"}]}, "props: wall.x is like 40.0, not 'left'"),
        ({"props": [3]}, 'props: a prop is a name or {kind = "..."}, not 3'),
        ({"arrow": "knee.n up"}, "arrow: 'knee.n up' is not like \"knee.n -10 -40\""),
        ({"arrow": "kne.n 0 0"}, "arrow: unknown body part 'kne.n'; did you mean 'knee.n'?"),
        ({"seconds": "4"}, "figure: seconds is a float, not '4'"),
        ({"show": 3}, "show: there is no key 3"),
        ({"key": []}, "figure.key: a figure needs at least one pose"),
        (key(base="standin"), "key 1: unknown base 'standin'; did you mean 'standing'?"),
        (key(legs=[0, 0]), "key 1: unknown key 'legs'; did you mean 'leg'?"),
        (key(leg=[1, 2, 3, 4, 5]), "key 1: leg: at most 4 angles, for thigh, shank, foot, toe"),
        (key(firm=["thihg"]), "key 1: firm: unknown joint 'thihg'; did you mean 'thigh'?"),
        (key(add=["hands table"]), "key 1: unknown surface (is its prop missing?) 'table'; did you mean"),
        (key(add=["seat chair"]), "key 1: unknown surface (is its prop missing?) 'chair'; did you mean"),
        (key(add=["hnads floor"]), "key 1: unknown body part 'hnads'; did you mean 'hands'?"),
        (key(add=["hands"]), "key 1: touch: 'hands' is not like"),
        (key(add=["hands floor glide"]), "key 1: touch: 'hands floor glide' is not like"),
        (key(drop=["hands"]), "key 1: drop: 'hands' does not touch anything here"),
        (key(at={"heel.n": 3}), "key 1: at: heel.n is [x] or [x, height], not 3"),
        (key(short={"thihg.n": 0.5}), "key 1: unknown bone 'thihg.n'; did you mean 'thigh.n'?"),
        (key(look="up"), "key 1: look: unknown name 'up'; did you mean"),
    ],
)
def test_read_names_the_key_at_fault_and_the_nearest_name(changes, fault):
    with pytest.raises(FigureError) as raised:
        figure(STANDING, **changes)

    assert str(raised.value).startswith(fault)


def test_key_without_base_goes_on_from_the_key_before():
    first, second = figure(BRIDGE).keys

    assert second.asked["uarm.n"] == first.asked["uarm.n"]
    assert set(first.contacts) - set(second.contacts) == {"sacrum"}


def test_contacts_dropped_stay_dropped_in_the_keys_after():
    keys = figure(BRIDGE, key=[*BRIDGE["key"], {"trunk": -100}]).keys

    assert set(keys[2].contacts) == set(keys[1].contacts)


def test_limb_said_for_both_sides_replaces_what_was_said_for_one():
    keys = figure(STANDING, key=[{"base": "standing", "arm_near": [90, 0, 0]}, {"arm": [10, 0, 0]}]).keys

    assert [keys[1].asked[joint] for joint in ("uarm.n", "uarm.f")] == [10, 10]


@pytest.mark.parametrize(
    ("view", "faces", "side"),
    [("side", "right", "right"), ("side", "left", "left"), ("front", "right", "left")],
)
def test_drawn_side_is_the_near_one(view, faces, side):
    assert figure(STANDING, view=view, faces=faces).side == side
