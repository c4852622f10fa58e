"""Which limbs go through the trunk or through the limb they hold, measured in the plane of a side view.

Arms pass beside the trunk and beside the thighs, so an arm before or behind them is right. Two things never are: a leg
in the rib cage or the head, which lie in the same depth, and a hand that reaches through what it rests on.
"""

import math
from collections.abc import Iterable

from exercises.figures import probes
from exercises.figures.figure import Contact
from exercises.figures.skeleton import Body, Frames, Pose, kind

# bone -> how far its middle reaches, and the radius of its core: flesh gives way, so the core is thinner
_CORES = {
    "head": (-30, 13),
    "chest": (-24, 13),
    "thorax": (-34, 13),
    "lumbar": (-36, 11),
    "pelvis": (-16, 15),
    "thigh": (90, 11),
    "shank": (88, 7),
    "foot": (10, 5),
    "uarm": (66, 6),
    "farm": (52, 5),
    "hand": (30, 3),
}
_RIBS = ("thorax", "chest", "head")

Segment = tuple[float, float, float, float]


def crossings(body: Body, pose: Pose, contacts: Iterable[Contact]) -> list[tuple[str, str]]:
    if body.view != "side":
        return []
    frames = body.frames(pose)
    legs = [(f"{bone}.{side}", part) for bone in ("thigh", "shank") for side in "nf" for part in _RIBS]
    return [pair for pair in legs if _cores_meet(frames, pose, *pair)] + [
        (hand, held)
        for hand, held in _holds(contacts)
        if _cross(_axis(frames, pose, hand), _axis(frames, pose, held))
    ]


def _holds(contacts: Iterable[Contact]) -> list[tuple[str, str]]:
    pairs = [
        (probes.bone_of(contact.probe), probes.bone_of(contact.surface[1:]))
        for contact in contacts
        if contact.surface.startswith("@")
    ]
    return [(hand, held) for hand, held in pairs if kind(hand) == "hand" and kind(held) in _CORES]


def _cores_meet(frames: Frames, pose: Pose, a: str, b: str) -> bool:
    return _distance(_axis(frames, pose, a), _axis(frames, pose, b)) < _CORES[kind(a)][1] + _CORES[kind(b)][1]


def _axis(frames: Frames, pose: Pose, bone: str) -> Segment:
    frame, reach = frames[bone], _CORES[kind(bone)][0]
    return (frame.x, frame.y, *frame.at(0, reach * pose.get(f"short.{bone}", 1)))


def _distance(a: Segment, b: Segment) -> float:
    if _cross(a, b):
        return 0.0
    return min(_point(a[0], a[1], b), _point(a[2], a[3], b), _point(b[0], b[1], a), _point(b[2], b[3], a))


def _point(x: float, y: float, s: Segment) -> float:
    dx, dy = s[2] - s[0], s[3] - s[1]
    along = max(0.0, min(1.0, ((x - s[0]) * dx + (y - s[1]) * dy) / (dx * dx + dy * dy or 1)))
    return math.hypot(x - s[0] - along * dx, y - s[1] - along * dy)


def _cross(a: Segment, b: Segment) -> bool:
    return _side(a, b[0], b[1]) * _side(a, b[2], b[3]) < 0 and _side(b, a[0], a[1]) * _side(b, a[2], a[3]) < 0


def _side(s: Segment, x: float, y: float) -> float:
    return (s[2] - s[0]) * (y - s[1]) - (s[3] - s[1]) * (x - s[0])
