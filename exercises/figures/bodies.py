"""Which limbs go through the trunk or through another limb: capsules against capsules, in the picture's plane."""

import math

from exercises.figures.skeleton import Body, Frames, Pose

# bone -> length and the radius of its core: flesh gives way, so the core is thinner than the outline
_CORES = {
    "head": (-30, 14),
    "chest": (-24, 14),
    "thorax": (-34, 14),
    "lumbar": (-36, 11),
    "pelvis": (-16, 15),
    "thigh": (92, 11),
    "shank": (90, 7),
    "farm": (52, 5),
    "hand": (30, 3),
}
_ACROSS = ("farm", "hand", "shank")
_AGAINST = ("head", "chest", "thorax", "lumbar", "pelvis")

Segment = tuple[float, float, float, float]


def crossings(body: Body, pose: Pose) -> list[tuple[str, str]]:
    """Pairs of bones whose middles cross although both lie in the same depth.

    In a profile a near limb passes before the trunk and a far limb behind it, so there only the thigh matters: it lies
    in the same depth as the forearm and hand of its side. From the front, a limb before the trunk is what is meant.
    """
    if body.view != "side":
        return []
    frames = body.frames(pose)
    found = []
    for side in "nf":
        for limb in ("hand", "farm"):
            for other in ("thigh", "shank"):
                a, b = f"{limb}.{side}", f"{other}.{side}"
                if _deep(frames, pose, a, b):
                    found.append((a, b))
    return found


def _deep(frames: Frames, pose: Pose, a: str, b: str) -> bool:
    (length_a, radius_a), (length_b, radius_b) = _CORES[a[:-2]], _CORES[b[:-2]]
    one, two = _segment(frames, pose, a, length_a), _segment(frames, pose, b, length_b)
    return _distance(one, two) < (radius_a + radius_b) * 0.5


def _segment(frames: Frames, pose: Pose, bone: str, length: float) -> Segment:
    frame = frames[bone]
    return (frame.x, frame.y, *frame.at(0, length * pose.get(f"short.{bone}", 1)))


def _distance(a: Segment, b: Segment) -> float:
    if _cross(a, b):
        return 0.0
    return min(_point(a[0], a[1], b), _point(a[2], a[3], b), _point(b[0], b[1], a), _point(b[2], b[3], a))


def _point(x: float, y: float, s: Segment) -> float:
    dx, dy = s[2] - s[0], s[3] - s[1]
    along = max(0.0, min(1.0, ((x - s[0]) * dx + (y - s[1]) * dy) / (dx * dx + dy * dy or 1)))
    return math.hypot(x - s[0] - along * dx, y - s[1] - along * dy)


def _cross(a: Segment, b: Segment) -> bool:
    def side(s: Segment, x: float, y: float) -> float:
        return (s[2] - s[0]) * (y - s[1]) - (s[3] - s[1]) * (x - s[0])

    return side(a, b[0], b[1]) * side(a, b[2], b[3]) < 0 and side(b, a[0], a[1]) * side(b, a[2], a[3]) < 0
