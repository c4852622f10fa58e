"""The person as a tree of joints and outlines, in drawing order. How the tree becomes SVG is drawing's business.

An SVG group cannot draw a child behind its parent, so each limb is a chain of its own that repeats the trunk's joints.
"""

from dataclasses import dataclass

from exercises.figures.figure import Figure
from exercises.figures.shapes import BEADS, Outline

FAR_SHIFT = (7.0, -6.0)  # far limbs are drawn a little aside and up, as for a camera slightly above


@dataclass(frozen=True)
class Part:
    """One outline in the frame of its bone; `flip` looks the other way. `look`: drawn only while the face turns so."""

    shape: str
    bone: str
    flip: bool = False
    look: str = ""


@dataclass(frozen=True)
class Beads:
    bone: str
    points: Outline


@dataclass(frozen=True)
class Held:
    """A thing fixed to a bone, as markup in the bone's frame."""

    bone: str
    markup: str


@dataclass(frozen=True)
class Joint:
    bone: str
    items: tuple["Item", ...]


@dataclass(frozen=True)
class Group:
    """Drawn alike. A halo is the group once more underneath, wider, in the colour of the field."""

    css: str
    items: tuple["Item", ...]
    shift: tuple[float, float] = (0, 0)
    halo: bool = False


Item = Part | Beads | Held | Joint | Group


def far_shift(figure: Figure) -> tuple[float, float]:
    """A wall shows its face only if the far side leans away from it."""
    if figure.view == "front":
        return 0, 0
    wall = figure.prop("wall", "doorway")
    return (-FAR_SHIFT[0] if wall is not None and wall["side"] == "right" else FAR_SHIFT[0]), FAR_SHIFT[1]


@dataclass(frozen=True)
class Artist:
    """What every part of one figure's drawing needs to know."""

    figure: Figure
    held: tuple[Held, ...] = ()

    @property
    def shift(self) -> tuple[float, float]:
        return far_shift(self.figure)

    def person(self) -> tuple[Item, ...]:
        limbs = self.arm("f"), self.arm("n")
        if self.figure.view == "front":
            middle = self.front()
        else:
            leg = self.tinted("leg.far", Joint("pelvis", (self.leg("f"),)), "far", self.shift)
            trunk = self.trunk("" if self.figure.view == "side" else "f")
            near = self.tinted("leg.near", self.leg("n"), halo=True)
            middle = (leg, Joint("pelvis", (*trunk, near)))
        order = self.figure.arms
        if order == "around":
            return (limbs[0], *middle, limbs[1])
        return (*limbs, *middle) if order == "behind" else (*middle, *limbs)

    def front(self) -> tuple[Item, ...]:
        """Legs are under the trunk; one that moves or lies on top is before it, and so are thighs that point at us."""
        shade, trunk = self.figure.shade, self.trunk("f")
        on_top = shade or "leg.near" in self.figure.mover
        at_us = any(
            key.asked.get(f"short.thigh.{side}", 1) < 0.5 for key in self.figure.keys for side in "nf"
        )
        far = self.tinted("leg.far", self.leg("f"), "far" if shade else "", halo=at_us)
        near = self.tinted("leg.near", self.leg("n"), halo=on_top or at_us)
        if at_us:
            return (Joint("pelvis", (*trunk, far, near)),)
        return (Joint("pelvis", (far, *trunk, near) if on_top else (far, near, *trunk)),)

    def trunk(self, prefix: str) -> tuple[Item, ...]:
        """Pelvis to head. In the twist view the pelvis is in profile and the rib cage is not."""
        front = self.figure.view == "front"
        low = "f" if front else ""
        moves = "trunk" in self.figure.mover
        head = Joint("head", (*self.faces(), *self.on("head")))
        neck: Item = Joint(
            "neck", (head, Part(f"{prefix}neck", "neck"), self.beads("neck"), *self.on("neck"))
        )
        if moves or "head" in self.figure.mover:
            neck = Group("mover" if "head" in self.figure.mover else "calm", (neck,))
        chest = Joint(
            "chest", (neck, Part(f"{prefix}chest", "chest"), self.beads("chest"), *self.on("chest"))
        )
        thorax = Joint(
            "thorax", (Part(f"{prefix}thorax", "thorax"), chest, self.beads("thorax"), *self.on("thorax"))
        )
        lumbar = Joint(
            "lumbar", (Part(f"{low}lumbar", "lumbar"), thorax, self.beads("lumbar"), *self.on("lumbar"))
        )
        items: tuple[Item, ...] = (
            Part(f"{low}pelvis", "pelvis"),
            lumbar,
            self.beads("pelvis"),
            *self.on("pelvis"),
        )
        return (Group("mover", items),) if moves else items

    def faces(self) -> tuple[Part, ...]:
        looks = list(dict.fromkeys(key.look for key in self.figure.keys))
        shapes = {"front": "fhead", "side": "head", "back": "head"}
        only = len(looks) == 1
        return tuple(Part(shapes[look], "head", look == "back", "" if only else look) for look in looks)

    def beads(self, bone: str) -> Beads:
        middle = self.figure.view == "front" or (
            self.figure.view == "twist" and bone not in ("pelvis", "lumbar")
        )
        return Beads(bone, tuple((0 if middle else x, y) for x, y in BEADS[bone]))

    def arm(self, side: str) -> Group:
        word = "near" if side == "n" else "far"
        hand = self.moving(f"hand.{word}", Joint(f"hand.{side}", self.hand(side)))
        farm = Joint(f"farm.{side}", (hand, Part("farm", f"farm.{side}"), *self.on(f"farm.{side}")))
        whole: Item = Joint(
            f"uarm.{side}",
            (Part("uarm", f"uarm.{side}"), self.moving(f"forearm.{word}", farm), *self.on(f"uarm.{side}")),
        )
        for bone in ("chest", "thorax", "lumbar", "pelvis"):
            whole = Joint(bone, (whole,))
        behind = side == "f" and self.figure.view == "side"
        return self.tinted(
            f"arm.{word}", whole, "far" if behind else "", self.shift if behind else (0, 0), halo=not behind
        )

    def hand(self, side: str) -> tuple[Item, ...]:
        shape = "fist" if self.figure.fist or self.grips(side) else "hand"
        return (*self.on(f"hand.{side}"), Part(shape, f"hand.{side}"))

    def grips(self, side: str) -> bool:
        return any(f"grip.{side}" in key.contacts for key in self.figure.keys)

    def leg(self, side: str) -> Joint:
        word = "near" if side == "n" else "far"
        foot = self.moving(f"foot.{word}", self.foot(side))
        shank = Joint(f"shank.{side}", (foot, Part("shank", f"shank.{side}"), *self.on(f"shank.{side}")))
        items = (
            self.moving(f"shank.{word}", shank),
            Part("thigh", f"thigh.{side}"),
            *self.on(f"thigh.{side}"),
        )
        return Joint(f"thigh.{side}", items)

    def foot(self, side: str) -> Joint:
        bone = f"foot.{side}"
        if self.figure.feet == "front":
            return Joint(bone, (Part("ffoot", bone), *self.on(bone)))
        if self.figure.feet == "mirror":
            return Joint(bone, (Part("foot", bone, flip=True), *self.on(bone)))
        return Joint(
            bone, (Joint(f"toe.{side}", (Part("toe", f"toe.{side}"),)), Part("foot", bone), *self.on(bone))
        )

    def moving(self, name: str, item: Item) -> Item:
        return Group("mover", (item,)) if name in self.figure.mover else item

    def tinted(
        self, name: str, item: Item, css: str = "", shift: tuple[float, float] = (0, 0), *, halo: bool = False
    ) -> Group:
        moves = name in self.figure.mover
        return Group(f"{css} mover".strip() if moves else css, (item,), shift, halo)

    def on(self, bone: str) -> tuple[Held, ...]:
        return tuple(held for held in self.held if held.bone == bone)


def outline_of(figure: Figure) -> list[Part]:
    """Every part once, back to front, without tint: the flat silhouette of a ghost."""
    return [part for item in Artist(figure).person() for part in _parts(item)]


def _parts(item: Item) -> list[Part]:
    if isinstance(item, Part):
        return [item]
    if isinstance(item, Joint | Group):
        return [part for child in item.items for part in _parts(child)]
    return []
