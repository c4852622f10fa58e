"""The body as a tree of bones: proportions, joint limits, masses, and where every bone is in a given pose.

Units: the body is 400 high; x to the right, y down, the floor is y = 0; angles in degrees, relative to the
parent bone; + is flexion (hip, knee, elbow, shoulder, spine), dorsiflexion, wrist and toe extension.
Proportions after Drillis and Contini and after Winter: shank .246 of the height, thigh .245, hip joint at .53,
upper arm .175, forearm .145, hand .10, foot .15, head .13. Segment masses after Winter.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

HEIGHT = 400.0

TRUNK = ("pelvis", "lumbar", "thorax", "chest", "neck", "head")
ARM = ("uarm", "farm", "hand")
LEG = ("thigh", "shank", "foot", "toe")
VIEWS = ("side", "front", "twist")

# joint name -> degrees; "x" and "y" -> place of the hip joint; "short.<bone>" -> share of its length that is seen;
# "twist.ribs" and "twist.hips" -> degrees that part of the trunk is turned away from us, in a front or twist view
Pose = dict[str, float]

# Limits of a healthy adult joint in the picture's plane. From the front, + is sideways away from the body and
# elbow and knee may fold either way.
_SIDE_LIMITS = {
    "lumbar": (-25, 45),
    "thorax": (-15, 35),
    "chest": (-15, 30),
    "neck": (-40, 50),
    "head": (-45, 40),
    "uarm": (-60, 185),
    "farm": (0, 150),
    "hand": (-75, 92),
    "thigh": (-25, 135),
    "shank": (0, 162),
    "foot": (-72, 30),
    "toe": (-30, 80),
}
_FRONT_LIMITS = {
    "lumbar": (-30, 30),
    "thorax": (-22, 22),
    "chest": (-18, 18),
    "neck": (-35, 35),
    "head": (-25, 25),
    "uarm": (-60, 185),
    "farm": (-150, 150),
    "hand": (-92, 92),
    "thigh": (-60, 100),
    "shank": (-150, 150),
    "foot": (-75, 75),
    "toe": (-30, 80),
}

# bone -> centre of mass in the bone's frame, share of the body's mass
_MASS = {
    "head": (0, -20, 0.081),
    "chest": (0, -12, 0.12),
    "thorax": (0, -16, 0.12),
    "lumbar": (0, -18, 0.12),
    "pelvis": (0, -6, 0.137),
    "uarm": (0, 30, 0.028),
    "farm": (0, 25, 0.016),
    "hand": (0, 14, 0.006),
    "thigh": (0, 42, 0.1),
    "shank": (0, 42, 0.0465),
    "foot": (12, 8, 0.0145),
}


# bone -> what part of the trunk it turns with
_TWISTED = {
    **dict.fromkeys(("uarm", "chest", "thorax"), "twist.ribs"),
    **dict.fromkeys(("thigh", "pelvis"), "twist.hips"),
}


@dataclass(frozen=True, slots=True)
class Bone:
    """Hangs at (x, y) of its parent's frame; trunk bones grow along -y, limb bones along +y.

    `turn` is +1 or -1: the way a positive angle turns the bone on the screen.
    """

    name: str
    parent: str | None
    x: float
    y: float
    turn: int


class Frame(NamedTuple):
    """Where a bone is: its joint, its angle on the screen, and that angle's cosine and sine."""

    x: float
    y: float
    angle: float
    cos: float
    sin: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        return self.x + self.cos * x - self.sin * y, self.y + self.sin * x + self.cos * y


Frames = dict[str, Frame]


def frame(x: float, y: float, angle: float) -> Frame:
    turn = math.radians(angle)
    return Frame(x, y, angle, math.cos(turn), math.sin(turn))


def sided(name: str) -> tuple[str, ...]:
    """A trunk bone stands alone; an arm or leg bone exists near (.n) and far (.f)."""
    return (name,) if name in TRUNK else (f"{name}.n", f"{name}.f")


def kind(joint: str) -> str:
    """'thigh.n' -> 'thigh'"""
    return joint.partition(".")[0]


def attachment(bone: Bone, pose: Pose) -> tuple[float, float]:
    """Where a bone hangs on its parent in this pose: a parent that points at us is short, a turned trunk narrow."""
    across = math.cos(math.radians(pose.get(_TWISTED.get(kind(bone.name), ""), 0)))
    return bone.x * across, bone.y * pose.get(f"short.{bone.parent}", 1)


def width(bone: str, pose: Pose) -> float:
    """How much of a trunk bone's width is seen: from the side it is about 0.6 as wide as from the front."""
    turned = math.radians(pose.get(_TWISTED.get(bone, ""), 0))
    return math.hypot(math.cos(turned), 0.6 * math.sin(turned))


@dataclass(frozen=True)
class Body:
    """One body as seen in one view. `shrug` lifts the shoulder girdle, for hanging and for arms overhead.

    `free` joints have no limits: a swimmer's arm goes all the way round in the picture, out of its plane in the water.
    """

    view: str = "side"
    shrug: float = 0
    free: frozenset[str] = frozenset()
    bones: dict[str, Bone] = field(init=False)
    lineage: dict[str, tuple[Bone, ...]] = field(init=False)
    limits: Mapping[str, tuple[float, float]] = field(init=False)

    def __post_init__(self) -> None:
        bones = {bone.name: bone for bone in _bones(self.view, self.shrug)}
        object.__setattr__(self, "bones", bones)
        object.__setattr__(self, "lineage", {name: _lineage(bones, name) for name in bones})
        limits = _SIDE_LIMITS if self.view == "side" else _FRONT_LIMITS
        known = {name: limits[kind(name)] for name in bones if kind(name) in limits and name not in self.free}
        object.__setattr__(self, "limits", known)

    @property
    def variables(self) -> tuple[str, ...]:
        return ("x", "y", *self.bones)

    def frames(self, pose: Pose) -> Frames:
        out: Frames = {}
        for bone in self.bones.values():
            angle = pose[bone.name] * bone.turn
            if bone.parent is None:
                x, y = pose["x"], pose["y"]
            else:
                parent = out[bone.parent]
                x, y = parent.at(*attachment(bone, pose))
                angle += parent.angle
            out[bone.name] = frame(x, y, angle)
        return out

    def masses(self, pose: Pose) -> list[tuple[str, float, float, float]]:
        """(bone, x, y, share) of every segment, in the bone's frame."""
        return [
            (name, x, y * pose.get(f"short.{name}", 1), share)
            for base, (x, y, share) in _MASS.items()
            for name in sided(base)
        ]

    def centre_of_mass(self, pose: Pose) -> tuple[float, float]:
        frames = self.frames(pose)
        weighed = [(frames[name].at(x, y), share) for name, x, y, share in self.masses(pose)]
        whole = sum(share for _, share in weighed)
        return (
            sum(place[0] * share for place, share in weighed) / whole,
            sum(place[1] * share for place, share in weighed) / whole,
        )


def _lineage(bones: Mapping[str, Bone], name: str) -> tuple[Bone, ...]:
    """The bone and all it hangs on, up to the pelvis."""
    chain = [bones[name]]
    while (parent := chain[-1].parent) is not None:
        chain.append(bones[parent])
    return tuple(chain)


def _bones(view: str, shrug: float) -> list[Bone]:
    """side: profile facing right. front: facing the viewer, near (.n) on the right of the picture.
    twist: pelvis and legs in profile, rib cage turned to the viewer."""
    neck = -3 if view == "side" else 0
    trunk = [
        Bone("pelvis", None, 0, 0, 1),
        Bone("lumbar", "pelvis", 0, -22, 1),
        Bone("thorax", "lumbar", 0, -36, 1),
        Bone("chest", "thorax", 0, -34, 1),
        Bone("neck", "chest", neck, -34, 1),
        Bone("head", "neck", 0, -18, 1),
    ]
    return trunk + _limbs(view, shrug, "n", 1) + _limbs(view, shrug, "f", -1)


def _limbs(view: str, shrug: float, side: str, out: int) -> list[Bone]:
    shoulder = {"side": -2, "front": 37 * out, "twist": 33 * out}[view] * (0.86 if shrug else 1)
    hip = 19 * out if view == "front" else 0
    arm = -1 if view == "side" else -out
    leg = -out if view == "front" else -1
    return [
        Bone(f"uarm.{side}", "chest", shoulder, -20 - shrug, arm),
        Bone(f"farm.{side}", f"uarm.{side}", 0, 70, arm),
        Bone(f"hand.{side}", f"farm.{side}", 0, 58, arm),
        Bone(f"thigh.{side}", "pelvis", hip, 0, leg),
        Bone(f"shank.{side}", f"thigh.{side}", 0, 98, -leg),
        Bone(f"foot.{side}", f"shank.{side}", 0, 98, leg),
        Bone(f"toe.{side}", f"foot.{side}", 32, 11, leg),
    ]
