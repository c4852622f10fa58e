"""A solved movement as SVG: an animated fragment for a page, and files of their own for everything still."""

import html
import re
from dataclasses import dataclass

from exercises.figures import furniture, style
from exercises.figures.animation import Tracks
from exercises.figures.arrows import arrows
from exercises.figures.layout import HEIGHT, WIDTH, Layout, lay_out
from exercises.figures.links import Link
from exercises.figures.motion import Motion
from exercises.figures.scene import Artist, Part, outline_of
from exercises.figures.shapes import OUTLINES, number, numbers, path
from exercises.figures.skeleton import Frame, Frames, Pose
from exercises.figures.writers import PART, Flat, Nested, placing


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
    still = _still(motion, layout, motion.figure.show, with_ghost=True)
    tracks = Tracks(motion, motion.shown)
    return Drawing(
        fragment=_fragment(motion, layout, tracks),
        keyframes=tracks.sheet(motion.figure.slug),
        still=still,
        start=_still(motion, layout, 0, with_ghost=False),
        end=_still(motion, layout, motion.figure.show, with_ghost=False),
    )


def parts() -> str:
    """The outlines that all figures of a page share, once a page."""
    shapes = "".join(f'<path id="{PART}{name}" d="{path(points)}"/>' for name, points in OUTLINES.items())
    return f'<svg class="fig-parts" aria-hidden="true"><defs>{shapes}</defs></svg>'


def _fragment(motion: Motion, layout: Layout, tracks: Tracks) -> str:
    """`{ID}` and `{CSS}` are filled in by the page: a figure may stand in it twice, and either way round."""
    figure, moves = motion.figure, " fig-moves" if motion.moves else ""
    position = f' data-position="{figure.position}"' if figure.position else ""
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
        f' role="img" aria-labelledby="{{ID}}-t {{ID}}-d" data-side="{figure.side}"{position}>'
        f'<title id="{{ID}}-t">{html.escape(figure.title)}</title>'
        f'<desc id="{{ID}}-d">{html.escape(figure.desc)}</desc>{inside}</svg>\n'
    )


def _still(motion: Motion, layout: Layout, key: int, *, with_ghost: bool) -> str:
    figure, pose = motion.figure, motion.keys[key]
    writer = Flat(motion, pose, figure.keys[key].look)
    person = writer.person(Artist(figure, furniture.held(figure)).person())
    lines = [(link.over, _straight(link, motion, pose)) for link in furniture.links(figure)]
    ghost, arrow = (_ghost(motion, ""), arrows(motion)) if with_ghost else ("", "")
    inside = _scene(motion, layout, ghost, person, lines, arrow)
    used = {name: chr(65 + i) for i, name in enumerate(n for n in OUTLINES if f'"#{n}"' in inside)}
    shapes = "".join(f'<path id="{short}" d="{path(OUTLINES[name])}"/>' for name, short in used.items())
    inside = re.sub(r'href="#(\w+)"', lambda found: f'href="#{used.get(found[1], found[1])}"', inside)
    places = style.places()
    fields = "".join(f'<g id="{place}">' for place in places)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"<style>{style.standalone(inside)}</style>"
        f"<defs>{shapes}</defs>{fields}{inside}{'</g>' * len(places)}</svg>\n"
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
    writer = Flat(motion, start, figure.keys[0].look, prefix)
    seen = [
        part
        for part in outline_of(figure)
        if part.shape != "toe"
        and _differ(before[part.bone], after[part.bone], 3)
        and not _hidden(part, before)
    ]
    return f'<g class="ghost">{"".join(map(writer.write, seen))}</g>' if seen else ""


def _hidden(part: Part, frames: Frames) -> bool:
    """A far limb that lies behind the near one."""
    twin = part.bone.replace(".f", ".n")
    return twin != part.bone and not _differ(frames[part.bone], frames[twin], 8)


def _differ(one: Frame, other: Frame, much: float) -> bool:
    return abs(one.x - other.x) + abs(one.y - other.y) + abs(one.angle - other.angle) > much


def _straight(link: Link, motion: Motion, pose: Pose) -> str:
    x1, y1, x2, y2 = link.ends(motion.body, pose)
    width = f' stroke-width="{number(link.width)}"' if link.width else ""
    (dx, dy) = link.shift
    return (
        f'<path class="{link.css}"{width} d="M{numbers([x1 + dx, y1 + dy])}L{numbers([x2 + dx, y2 + dy])}"/>'
    )


def _link(motion: Motion, link: Link, index: int, tracks: Tracks) -> str:
    css = tracks.css_of(f"link.{index}")
    if not css:
        return _straight(link, motion, tracks.still)
    x, y, angle, length = link.lie(motion.body, tracks.still)
    width = f' stroke-width="{number(link.width)}"' if link.width else ""
    line = f'<path class="{link.css}"{width} d="M0 0H{number(length)}"/>'
    return f'<g transform="{placing(x + link.shift[0], y + link.shift[1], angle)}"><g class="{css}">{line}</g></g>'
