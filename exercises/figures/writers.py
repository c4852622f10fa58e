"""The two ways to write a scene as SVG: flat, for what stands still, and nested, for what moves."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from exercises.figures.animation import Tracks
from exercises.figures.motion import Motion
from exercises.figures.scene import Beads, Group, Held, Item, Joint, Part, far_shift
from exercises.figures.shapes import Outline, number, numbers
from exercises.figures.skeleton import Frame, Frames, Pose, attachment, frame, width

NOWHERE = frame(0, 0, 0)
PART = "fig-"  # what the ids of the outlines start with that the figures of a page share


def placing(x: float, y: float, angle: float, digits: int = 1) -> str:
    """A transform; what it leaves out is none."""
    dx, dy, turn = number(x, digits), number(y, digits), number(angle, digits)
    out = f"translate({dx} {dy})" if (dx, dy) != ("0", "0") else ""
    return out + (f"rotate({turn})" if turn != "0" else "")


def _dots(points: Outline) -> str:
    return "".join(f"M{numbers([x, y])}h.1" for x, y in points)


def strung(markup: str) -> str:
    """Rows of beads that follow each other become one path."""
    row = re.compile(r'(?:<path class="beads" d="[^"]*"/>){2,}')
    return row.sub(lambda rows: _bead_path("".join(re.findall(r' d="([^"]*)', rows[0]))), markup)


def _bead_path(d: str) -> str:
    return f'<path class="beads" d="{d}"/>'


@dataclass
class Flat:
    """Writes every outline where it lies on the screen: for what stands still."""

    motion: Motion
    pose: Pose
    look: str
    prefix: str = ""
    halos: dict[str, str] = field(default_factory=dict)  # id -> what has a halo, and no tint

    def person(self, items: Iterable[Item]) -> str:
        """A far limb that lies just behind its near twin is that twin again."""
        out = strung("".join(self.write(item) for item in items))
        shift = f'class="far" transform="{placing(*far_shift(self.motion.figure), 0)}"'
        for name, inside in self.halos.items():
            out = out.replace(f"<g {shift}>{inside}</g>", f'<use href="#{name}" {shift}/>')
        return out

    def write(self, item: Item) -> str:
        match item:
            case Part():
                return self.part(item)
            case Beads(bone, points):
                frame = self.frames[bone]
                return _bead_path(_dots(tuple(frame.at(x, y) for x, y in points)))
            case Held(bone, markup):
                return f'<g transform="{self.place(bone)}">{markup}</g>'
            case Joint(_, items):
                return "".join(self.write(child) for child in items)
            case Group():
                return self.group(item)

    @cached_property
    def frames(self) -> Frames:
        return self.motion.body.frames(self.pose)

    def place(self, bone: str) -> str:
        frame = self.frames[bone]
        return placing(frame.x, frame.y, (frame.angle + 180) % 360 - 180, 0)

    def part(self, part: Part) -> str:
        if part.look not in ("", self.look):
            return ""
        scale = _scaling(part, self.pose)
        return f'<use href="#{self.prefix}{part.shape}" transform="{self.place(part.bone)}{scale}"/>'

    def group(self, group: Group) -> str:
        inside = "".join(self.write(item) for item in group.items)
        if group.halo:
            name, css = f"h{len(self.halos)}", f' class="{group.css}"' if group.css else ""
            self.halos[name] = "" if css else inside
            return f'<use href="#{name}" class="halo"/><g id="{name}"{css}>{inside}</g>'
        return _grouped(group, inside)


def _grouped(group: Group, inside: str) -> str:
    css = f' class="{group.css}"' if group.css else ""
    shift = f' transform="{placing(*group.shift, 0, 0)}"' if group.shift != (0, 0) else ""
    return f"<g{css}{shift}>{inside}</g>" if css or shift else inside


def _scaling(part: Part, pose: Pose) -> str:
    across, along = width(part.bone, pose), pose.get(f"short.{part.bone}", 1)
    if part.flip:
        across = -0.85 if part.shape == "foot" else -1
    return f"scale({number(across, 2)} {number(along, 2)})" if (across, along) != (1, 1) else ""


@dataclass
class Nested:
    """Writes one group for each joint, with one rotation: for what moves. Joints that stand still are merged."""

    motion: Motion
    tracks: Tracks

    def moved(self, person: str) -> str:
        still = self.tracks.still
        inner = f'<g transform="{placing(still["x"], still["y"], 0)}">{person}</g>'
        css = self.tracks.css_of("root")
        return f'<g class="{css}">{inner}</g>' if css else inner

    def write(self, item: Item, pending: Frame = NOWHERE) -> str:
        match item:
            case Part():
                return self.part(item)
            case Beads(_, points):
                return _bead_path(_dots(points))
            case Held(_, markup):
                return markup
            case Joint():
                return self.joint(item, pending)
            case Group():
                return self.group(item)

    def part(self, part: Part) -> str:
        scale = _scaling(part, self.tracks.still)
        transform = f' transform="{scale}"' if scale else ""
        use = f'<use href="#{PART}{part.shape}"{transform}/>'
        if part.look:
            hidden = (
                "" if part.look == self.motion.figure.keys[self.motion.figure.show].look else ' opacity="0"'
            )
            use = f'<g class="{self.tracks.css_of(f"look.{part.look}")}"{hidden}>{use}</g>'
        css = self.tracks.css_of(f"size.{part.bone}")
        return f'<g class="{css}">{use}</g>' if css else use

    def joint(self, joint: Joint, pending: Frame) -> str:
        bone, still = self.motion.body.bones[joint.bone], self.tracks.still
        x, y = pending.at(*attachment(bone, still)) if bone.parent else (0.0, 0.0)
        here = frame(x, y, pending.angle + still[bone.name] * bone.turn)
        css, slide = self.tracks.css_of(bone.name), self.tracks.css_of(f"slide.{bone.name}")
        if not css and not slide and len(joint.items) == 1 and isinstance(joint.items[0], Joint):
            return self.write(joint.items[0], here)
        inside = "".join(self.write(item) for item in joint.items)
        if css:
            inside = f'<g class="{css}">{inside}</g>'
        place = placing(here.x, here.y, here.angle)
        inside = f'<g transform="{place}">{inside}</g>' if place else inside
        return f'<g class="{slide}">{inside}</g>' if slide else inside

    def group(self, group: Group) -> str:
        inside = "".join(self.write(item) for item in group.items)
        drawn = _grouped(group, inside)
        return f'<g class="halo">{inside}</g>{drawn}' if group.halo else drawn
