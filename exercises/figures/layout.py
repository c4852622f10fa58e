"""How large a figure is drawn and where it stands in its picture, the same for every way of drawing it."""

from dataclasses import dataclass

from exercises.figures import arrows, probes
from exercises.figures.furniture import Room
from exercises.figures.motion import Motion
from exercises.figures.props import Prop
from exercises.figures.scene import FAR_SHIFT, far_shift
from exercises.figures.skeleton import Pose

WIDTH, HEIGHT = 480, 360
LARGEST, SMALLEST = 1.15, 0.55


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def with_(self, left: float, top: float, right: float) -> "Box":
        return Box(min(self.left, left), min(self.top, top), max(self.right, right), self.bottom)


@dataclass(frozen=True)
class Layout:
    """Body units to picture units: x * scale + dx, y * scale + dy; mirrored when the figure faces left."""

    scale: float
    dx: float
    dy: float
    mirrored: bool
    body: Box
    room: Room

    @property
    def transform(self) -> str:
        if self.mirrored:
            return f"translate({WIDTH - self.dx:.0f} {self.dy:.0f})scale(-{self.scale:.3f} {self.scale:.3f})"
        return f"translate({self.dx:.0f} {self.dy:.0f})scale({self.scale:.3f})"


def lay_out(motion: Motion) -> Layout:
    figure = motion.figure
    body = _body_box(motion, motion.frames)
    wall = figure.prop("wall", "doorway")
    lean = 1 if far_shift(figure)[0] >= 0 else -1
    room = Room(
        left=body.left,
        right=body.right,
        top=body.top,
        bottom=body.bottom,
        lean=lean,
        wall=wall,
        from_above=not figure.floor and figure.prop("mat") is not None,
        from_front=figure.view == "front",
    )
    box = Box(body.left - 34, body.top - 18, body.right + 48, body.bottom)
    for prop in figure.props:
        box = _with_prop(box, prop, lean)
    for x, y in arrows.path(motion) or ():
        box = box.with_(x - 14, y - 14, x + 14)
    low = max(0.0, box.bottom - 12) if not figure.floor else 0.0
    scale = min(WIDTH / (box.right - box.left), (HEIGHT - 34) / (low - box.top), LARGEST)
    spare = max(0.0, HEIGHT - 40 + (box.top - low) * scale)
    dy = HEIGHT - 28 - low * scale - spare * 0.42
    dx = WIDTH / 2 - (box.left + box.right) / 2 * scale
    return Layout(scale, dx, dy, figure.faces == "left", body, room)


def _body_box(motion: Motion, poses: tuple[Pose, ...]) -> Box:
    lean = far_shift(motion.figure)[0]
    left = top = 1e9
    right = bottom = -1e9
    for pose in poses:
        frames = motion.body.frames(pose)
        for name in probes.every():
            x, y, r = probes.place(frames, pose, name)
            if name.endswith(".f"):
                x, y = x + lean, y + (FAR_SHIFT[1] if lean else 0)
            left, right = min(left, x - r - 3), max(right, x + r + 3)
            top, bottom = min(top, y - r - 3), max(bottom, y + r + 3)
    return Box(left, top, right, bottom)


def _with_prop(box: Box, prop: Prop, lean: int) -> Box:
    """Room for the part of a thing that has to be seen."""
    match prop.kind:
        case "wall" | "doorway":
            x = prop["x"]
            return box.with_(x - 30, box.top, box.right) if lean > 0 else box.with_(box.left, box.top, x + 34)
        case "chair":
            way = 1 if prop["faces"] == "right" else -1
            edges = sorted((prop["x"] - 48 * way, prop["x"] + 70 * way))
            return box.with_(edges[0], -prop["height"] - 104, edges[1])
        case "bar":
            return box.with_(-prop["wide"] - 14, -prop["height"] - 24, prop["wide"] + 14)
        case "bike" | "bicycle" | "elliptical" | "recumbent":
            left = -190 if prop.kind == "bicycle" else -170 if prop.kind == "elliptical" else -90
            return box.with_(
                left, box.top, max(prop["bars"][0], prop["crank"][0]) + 116 - 46 * (prop.kind == "bike")
            )
        case "step":
            return box.with_(box.left, box.top, prop["x"] + prop["width"] + 30)
        case "inversion":
            return box.with_(prop["x"] - 100, box.top, prop["x"] + 100)
    return box
