"""A solved movement as SVG: an animated fragment for a page, and files of their own for everything still."""

import html
from dataclasses import dataclass, field

from exercises.figures import furniture, style
from exercises.figures.animation import Tracks
from exercises.figures.arrows import arrows
from exercises.figures.layout import HEIGHT, WIDTH, Layout, lay_out
from exercises.figures.links import Link
from exercises.figures.motion import Motion
from exercises.figures.scene import Artist, Beads, Group, Held, Item, Joint, Part, outline_of
from exercises.figures.shapes import OUTLINES, Outline, number, numbers, path
from exercises.figures.skeleton import Frame, Pose, frame

NOWHERE = frame(0, 0, 0)
PART = "fig-"  # what the ids of the shared outlines start with


@dataclass(frozen=True)
class Drawing:
    """The files of one figure: `fragment` stands in a page beside `keyframes`; the others are whole SVG files."""

    fragment: str
    keyframes: str
    still: str
    start: str
    end: str


def draw(motion: Motion) -> Drawing:
    layout = lay_out(motion)
    still = _still(motion, layout, motion.shown, with_ghost=True)
    tracks = Tracks(motion, motion.shown)
    return Drawing(
        fragment=_fragment(motion, layout, tracks),
        keyframes=tracks.sheet(motion.figure.slug),
        still=still,
        start=_still(motion, layout, motion.keys[0], with_ghost=False),
        end=_still(motion, layout, motion.shown, with_ghost=False),
    )


def parts() -> str:
    """The outlines that all figures of a page share, once a page."""
    shapes = "".join(f'<path id="{PART}{name}" d="{path(points)}"/>' for name, points in OUTLINES.items())
    return f'<svg class="fig-parts" aria-hidden="true"><defs>{shapes}</defs></svg>'


def _fragment(motion: Motion, layout: Layout, tracks: Tracks) -> str:
    """`{ID}` and `{CSS}` are filled in by the page: a figure may stand in it twice, and either way round."""
    figure, moves = motion.figure, " fig-moves" if motion.moves else ""
    links = furniture.links(figure)
    for i, link in enumerate(links):
        tracks.link(f"link.{i}", link)
    writer = Nested(motion, tracks)
    person = "".join(writer.write(item) for item in Artist(figure, furniture.held(figure)).person())
    person = writer.moved(person)
    lines = [(link.over, _link(motion, link, i, tracks)) for i, link in enumerate(links)]
    inside = _scene(motion, layout, _ghost(motion, PART), person, lines, arrows(motion))
    return (
        f'<svg class="fig fig-{figure.slug}{moves}{{CSS}}" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' role="img" aria-labelledby="{{ID}}-t {{ID}}-d" data-side="{figure.side}">'
        f'<title id="{{ID}}-t">{html.escape(figure.title)}</title>'
        f'<desc id="{{ID}}-d">{html.escape(figure.desc)}</desc>{inside}</svg>\n'
    )


def _still(motion: Motion, layout: Layout, pose: Pose, *, with_ghost: bool) -> str:
    figure = motion.figure
    writer = Flat(motion, pose)
    person = "".join(writer.write(item) for item in Artist(figure, furniture.held(figure)).person())
    lines = [(link.over, _straight(link, motion, pose)) for link in furniture.links(figure)]
    ghost, arrow = (_ghost(motion, ""), arrows(motion)) if with_ghost else ("", "")
    inside = _scene(motion, layout, ghost, person, lines, arrow)
    used = [name for name in OUTLINES if f'"#{name}"' in inside]
    shapes = "".join(f'<path id="{name}" d="{path(OUTLINES[name])}"/>' for name in used)
    letters = sorted({*style.FIELDS.values()})
    fields = "".join(f'<g id="{letter}">' for letter in letters)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"<style>{style.standalone(inside)}</style>"
        f"<defs>{shapes}</defs>{fields}{inside}{'</g>' * len(letters)}</svg>\n"
    )


def _scene(
    motion: Motion,
    layout: Layout,
    ghost: str,
    person: str,
    links: list[tuple[bool, str]],
    arrow: str,
) -> str:
    """Things behind, ghost, person, things before, arrow: in the picture's own measures."""
    figure = motion.figure
    drawn = [furniture.draw(prop, layout.room) for prop in figure.props]
    ground = furniture.floor(layout.room, has_mat=figure.prop("mat") is not None) if figure.floor else ""
    back = ground + "".join(behind for behind, _ in drawn) + "".join(line for over, line in links if not over)
    front = "".join(line for over, line in links if over) + "".join(before for _, before in drawn)
    return f'<g transform="{layout.transform}">{back}{ghost}{person}{front}{arrow}</g>'


def _ghost(motion: Motion, prefix: str) -> str:
    """The start pose as one flat pale silhouette; what has not moved is left to the body over it."""
    figure = motion.figure
    if not motion.moves or figure.is_cycle:
        return ""
    start, end = motion.keys[0], motion.shown
    before, after = motion.body.frames(start), motion.body.frames(end)
    writer = Flat(motion, start, prefix)
    moved = [part for part in outline_of(figure) if _has_moved(before[part.bone], after[part.bone])]
    return f'<g class="ghost">{"".join(writer.write(part) for part in moved)}</g>' if moved else ""


def _has_moved(before: Frame, after: Frame) -> bool:
    return abs(before.x - after.x) + abs(before.y - after.y) + abs(before.angle - after.angle) > 3


def _straight(link: Link, motion: Motion, pose: Pose) -> str:
    x1, y1, x2, y2 = link.ends(motion.body, pose)
    width = f' stroke-width="{number(link.width)}"' if link.width else ""
    return f'<path class="{link.css}"{width} d="M{numbers([x1, y1])}L{numbers([x2, y2])}"/>'


def _link(motion: Motion, link: Link, index: int, tracks: Tracks) -> str:
    css = tracks.css_of(f"link.{index}")
    if not css:
        return _straight(link, motion, tracks.still)
    x, y, angle, length = link.lie(motion.body, tracks.still)
    width = f' stroke-width="{number(link.width)}"' if link.width else ""
    line = f'<path class="{link.css}"{width} d="M0 0H{number(length)}"/>'
    return f'<g transform="translate({numbers([x, y], 1)})rotate({number(angle, 1)})"><g class="{css}">{line}</g></g>'


def _dots(points: Outline) -> str:
    return "".join(f"M{numbers([x, y])}h.1" for x, y in points)


@dataclass
class Flat:
    """Writes every outline where it lies on the screen: for what stands still."""

    motion: Motion
    pose: Pose
    prefix: str = ""
    halos: list[str] = field(default_factory=list)

    def write(self, item: Item) -> str:
        match item:
            case Part():
                return self.part(item)
            case Beads(bone, points):
                frame = self.frame(bone)
                return f'<path class="beads" d="{_dots(tuple(frame.at(x, y) for x, y in points))}"/>'
            case Held(bone, markup):
                return f'<g transform="{self.place(bone)}">{markup}</g>'
            case Joint(_, items):
                return "".join(self.write(child) for child in items)
            case Group():
                return self.group(item)

    def frame(self, bone: str) -> Frame:
        return self.motion.body.frames(self.pose)[bone]

    def place(self, bone: str) -> str:
        frame = self.frame(bone)
        return f"translate({numbers([frame.x, frame.y])})rotate({number((frame.angle + 180) % 360 - 180)})"

    def part(self, part: Part) -> str:
        scale = _scaling(part, self.pose)
        return f'<use href="#{self.prefix}{part.shape}" transform="{self.place(part.bone)}{scale}"/>'

    def group(self, group: Group) -> str:
        inside = "".join(self.write(item) for item in group.items)
        if group.halo:
            name = f"h{len(self.halos)}"
            self.halos.append(name)
            css = f' class="{group.css}"' if group.css else ""
            return f'<use href="#{name}" class="halo"/><g id="{name}"{css}>{inside}</g>'
        return _grouped(group, inside)


def _grouped(group: Group, inside: str) -> str:
    css = f' class="{group.css}"' if group.css else ""
    shift = f' transform="translate({numbers(list(group.shift))})"' if group.shift != (0, 0) else ""
    return f"<g{css}{shift}>{inside}</g>" if css or shift else inside


def _scaling(part: Part, pose: Pose) -> str:
    short = pose.get(f"short.{part.bone}", 1)
    if part.flip:
        return "scale(-.85 1)" if part.shape == "foot" else "scale(-1 1)"
    return f"scale(1 {number(short, 2)})" if short != 1 else ""


@dataclass
class Nested:
    """Writes one group for each joint, with one rotation: for what moves. Joints that stand still are merged."""

    motion: Motion
    tracks: Tracks

    def moved(self, person: str) -> str:
        still = self.tracks.still
        inner = f'<g transform="translate({numbers([still["x"], still["y"]], 1)})">{person}</g>'
        css = self.tracks.css_of("root")
        return f'<g class="{css}">{inner}</g>' if css else inner

    def write(self, item: Item, pending: Frame = NOWHERE) -> str:
        match item:
            case Part():
                return self.part(item)
            case Beads(_, points):
                return f'<path class="beads" d="{_dots(points)}"/>'
            case Held(_, markup):
                return markup
            case Joint():
                return self.joint(item, pending)
            case Group():
                return self.group(item)

    def part(self, part: Part) -> str:
        scale = _scaling(part, self.tracks.still)
        transform = f' transform="{scale}"' if scale else ""
        css = self.tracks.css_of(f"short.{part.bone}")
        use = f'<use href="#{PART}{part.shape}"{transform}/>'
        return f'<g class="{css}">{use}</g>' if css else use

    def joint(self, joint: Joint, pending: Frame) -> str:
        bone, still = self.motion.body.bones[joint.bone], self.tracks.still
        x, y = (
            pending.at(bone.x, bone.y * still.get(f"short.{bone.parent}", 1)) if bone.parent else (0.0, 0.0)
        )
        here = frame(x, y, pending.angle + still[bone.name] * bone.turn)
        css, slide = self.tracks.css_of(bone.name), self.tracks.css_of(f"slide.{bone.name}")
        if not css and not slide and len(joint.items) == 1 and isinstance(joint.items[0], Joint):
            return self.write(joint.items[0], here)
        inside = "".join(self.write(item) for item in joint.items)
        if css:
            inside = f'<g class="{css}">{inside}</g>'
        place = _placing(here)
        inside = f'<g transform="{place}">{inside}</g>' if place else inside
        return f'<g class="{slide}">{inside}</g>' if slide else inside

    def group(self, group: Group) -> str:
        inside = "".join(self.write(item) for item in group.items)
        drawn = _grouped(group, inside)
        return f'<g class="halo">{inside}</g>{drawn}' if group.halo else drawn


def _placing(frame: Frame) -> str:
    out = ""
    if abs(frame.x) > 0.05 or abs(frame.y) > 0.05:
        out += f"translate({numbers([frame.x, frame.y], 1)})"
    return out + (f"rotate({number(frame.angle, 1)})" if abs(frame.angle) > 0.05 else "")
