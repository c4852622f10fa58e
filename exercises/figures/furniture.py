"""How each thing looks: flat shapes in the body's units, floor at y = 0, with the same slant as the far limbs."""

from dataclasses import dataclass

from exercises.figures.links import Link
from exercises.figures.poses import Figure
from exercises.figures.props import Prop
from exercises.figures.scene import Held
from exercises.figures.shapes import number


@dataclass(frozen=True)
class Room:
    """The stretch of floor under the figure, and which way the far side leans (+1 right, -1 left)."""

    left: float
    right: float
    lean: int
    wall: Prop | None
    from_above: bool


def n(value: float) -> str:
    return number(value)


def held(figure: Figure) -> tuple[Held, ...]:
    """Things that move with a bone."""
    found = []
    for prop in figure.props:
        if prop.kind == "weight":
            found.append(Held(prop["on"], _weight()))
        elif prop.kind == "dowel":
            x, y, half = prop["x"], prop["y"], prop["long"] / 2
            found.append(
                Held(prop["on"], f'<path class="line" stroke-width="6" transform="translate({n(x)} {n(y)})'
                f'rotate({n(prop["angle"])})" d="M0-{n(half)}V{n(half)}"/>')
            )
        elif prop.kind == "pack":
            found.append(Held(prop["on"], f'<rect class="pack" x="{n(prop["x"] - 8)}" y="{n(prop["y"] - 24)}" width="16" height="48" rx="7"/>'))
    return tuple(found)


def links(figure: Figure) -> list[Link]:
    found = []
    for prop in figure.props:
        if prop.kind in ("towel", "band"):
            ends = [end if isinstance(end, str) else (end[0], -end[1]) for end in prop["ends"]]
            found.append(Link(ends[0], ends[1]))
        elif prop.kind == "elliptical":
            found += _elliptical_links(prop)
        elif prop.turns:
            hub = (prop["crank"][0], -prop["crank"][1])
            found += [Link(hub, f"pedal.{side}", "line", 7, over=False) for side in "fn"]
    return found


def _elliptical_links(prop: Prop) -> list[Link]:
    x, y = prop["crank"][0], -prop["crank"][1]
    pivot = (prop["bars"][0] + 6, -96.0)
    return [
        link
        for side in "fn"
        for link in (
            Link((x - 130, y + 8), f"pedal.{side}", "line", 10, over=False),
            Link(pivot, f"grip.{side}", "line", 7, over=False),
        )
    ]


def floor(room: Room, has_mat: bool) -> str:
    a, b = room.left - 60, room.right + 60
    if room.wall is not None:
        a, b = (a, room.wall["x"] + 9) if room.lean < 0 else (room.wall["x"] - 9, b)
    return f'<path class="floor" d="M{n(a)} {14 if has_mat else 9}H{n(b)}"/>'


def draw(prop: Prop, room: Room) -> tuple[str, str]:
    """What stands behind the body, and what stands before it."""
    return _DRAW[prop.kind](prop, room) if prop.kind in _DRAW else ("", "")


def _mat(prop: Prop, room: Room) -> tuple[str, str]:
    if room.from_above:
        a, b = n(room.left - 30), n(room.right - room.left + 60)
        return f'<rect class="mat" x="{a}" y="-250" width="{b}" height="500" rx="8"/>', ""
    deep, g = prop["deep"], 20 * room.lean
    a, b = (room.left - 26, room.right + 18) if room.lean > 0 else (room.left - 10, room.right + 30)
    if room.wall is not None:
        a, b = (a, min(b, room.wall["x"] + 4)) if room.lean < 0 else (max(a, room.wall["x"] - 4), b)
    top = f"M{n(a)} {n(deep)}l{g}-{n(deep + 14)}H{n(b + g)}L{n(b)} {n(deep)}z"
    return f'<path class="mat" d="{top}"/><path class="edge" d="M{n(a)} {n(deep)}H{n(b)}v5H{n(a)}z"/>', ""


def _wall(prop: Prop, room: Room) -> tuple[str, str]:
    x, g = prop["x"], room.lean
    return (
        f'<path class="prop" d="M{n(x - 9 * g)} 9L{n(x + 18 * g)}-15V-460H{n(x - 9 * g)}z"/>'
        f'<path class="edge" d="M{n(x - 9 * g)} 9V-460h{-12 * g}V9z"/>'
    ), ""


def _doorway(prop: Prop, room: Room) -> tuple[str, str]:
    x, g = prop["x"], room.lean
    a = n(x - 9 * g)
    frame = f'<path class="prop" d="M{a} 9V-420h{-26 * g}V9z"/><path class="edge" d="M{a} 9l{14 * g}-12V-420H{a}z"/>'
    return frame, ""


def _chair(prop: Prop, room: Room) -> tuple[str, str]:
    x, h = prop["x"], prop["height"]
    picture = (
        f'<path class="line" stroke-width="7" d="M-26 4L-34-{n(h + 90)}M46 4V-{n(h - 6)}M-12-8l-6-{n(h - 14)}M58-8V-{n(h - 6)}"/>'
        f'<path class="edge" d="M-36-{n(h)}h98l-6 10h-90z"/><path class="prop" d="M-36-{n(h)}l10-8h98l-10 8z"/>'
        f'<rect class="prop" x="-40" y="-{n(h + 98)}" width="11" height="58" rx="5"/>'
    )
    turn = "" if prop["faces"] == "right" else "scale(-1 1)"
    return f'<g transform="translate({n(x)} 0){turn}">{picture}</g>', ""


def _bed(prop: Prop, room: Room) -> tuple[str, str]:
    x, h, long = prop["x"], prop["height"], prop["long"]
    a = x - long if prop["side"] == "left" else x
    return (
        f'<path class="prop" d="M{n(a)}-{n(h)}l14-14h{n(long)}l-14 14z"/>'
        f'<rect class="mat" x="{n(a)}" y="-{n(h)}" width="{n(long)}" height="42" rx="9"/>'
        f'<rect class="edge" x="{n(a + 4)}" y="-{n(h - 42)}" width="{n(long - 8)}" height="20"/>'
        f'<path class="line" stroke-width="9" d="M{n(a + 14)}-{n(h - 62)}V4M{n(a + long - 14)}-{n(h - 62)}V4"/>'
    ), ""


def _worktop(prop: Prop, room: Room) -> tuple[str, str]:
    x, h, g = prop["x"], prop["height"], -1 if prop["side"] == "left" else 1
    top = f'<path class="edge" d="M{n(x)}-{n(h)}h{150 * g}v12H{n(x)}z"/>'
    slant = f'<path class="prop" d="M{n(x)}-{n(h)}l10-9h{150 * g}l-10 9z"/>'
    return f'<path class="prop" d="M{n(x + 12 * g)} 6V-{n(h - 12)}h{138 * g}V6z"/>{top}{slant}', ""


def _step(prop: Prop, room: Room) -> tuple[str, str]:
    x, h, w = prop["x"], prop["height"], prop["width"]
    return (
        f'<path class="prop" d="M{n(x)}-{n(h)}l14-12h{n(w)}l-14 12z"/>'
        f'<path class="edge" d="M{n(x)} 4V-{n(h)}h{n(w)}V4z"/>'
        f'<path class="prop" d="M{n(x + w)} 4V-{n(h)}l14-12V-8z"/>'
    ), ""


def _bar(prop: Prop, room: Room) -> tuple[str, str]:
    w, h = prop["wide"], prop["height"]
    posts = f'<path class="prop" d="M-{n(w)}-{n(h + 14)}h9V9h-9zM{n(w - 9)}-{n(h + 14)}h9V9h-9z"/>'
    return posts, f'<rect class="edge" x="-{n(w)}" y="-{n(h + 6)}" width="{n(2 * w)}" height="11" rx="5"/>'


def _roller(prop: Prop, room: Room) -> tuple[str, str]:
    x, r = prop["x"], prop["r"]
    return (
        f'<path class="edge" d="M{n(x - r)}-{n(r)}a{n(r)} {n(r)} 0 0 0 {n(2 * r)} 0l14-12a{n(r)} {n(r)} 0 0 0-{n(2 * r)} 0z"/>'
        f'<circle class="edge" cx="{n(x + 12)}" cy="-{n(r + 10)}" r="{n(r)}"/>'
        f'<circle class="prop" cx="{n(x)}" cy="-{n(r)}" r="{n(r)}"/>'
        f'<circle class="edge" cx="{n(x)}" cy="-{n(r)}" r="{n(r * 0.45)}"/>'
    ), ""


def _wheel(prop: Prop, room: Room) -> tuple[str, str]:
    x, r = n(prop["x"]), prop["r"]
    ring = f'<circle class="line" cx="{x}" cy="-{n(r)}" r="{n(r - 5)}" stroke-width="10"/>'
    return f'<circle class="line" cx="{n(prop["x"] + 10)}" cy="-{n(r + 8)}" r="{n(r - 5)}" stroke-width="10" opacity=".5"/>{ring}', ""


def _ball(prop: Prop, room: Room) -> tuple[str, str]:
    return f'<circle class="edge" cx="{n(prop["x"])}" cy="-{n(prop["height"])}" r="{n(prop["r"])}"/>', ""


def _pillow(prop: Prop, room: Room) -> tuple[str, str]:
    x, h, w = prop["x"], prop["height"], prop["width"]
    return f'<rect class="prop" x="{n(x - w / 2)}" y="-{n(h)}" width="{n(w)}" height="{n(h)}" rx="{n(h / 2)}"/>', ""


def _water(prop: Prop, room: Room) -> tuple[str, str]:
    a, b = room.left - 200, room.right + 200
    waves = f"M{n(a)}-{n(prop['height'])}" + "q18-9 36 0t36 0" * (int((b - a) / 72) + 1)
    return "", f'<path class="water" d="{waves}V300H{n(a)}z"/><path class="line" stroke-width="3" d="{waves}"/>'


def _bike(prop: Prop, room: Room) -> tuple[str, str]:
    (cx, cy), (bx, by), (sx, sy) = prop["crank"], prop["bars"], prop["saddle"]
    return (
        f'<path class="line" stroke-width="9" d="M{n(sx + 2)}-{n(sy - 6)}L{n(cx)}-{n(cy)}L{n(bx - 34)}-{n(by - 62)}'
        f"L{n(bx - 24)}-{n(by - 18)}l6-14 22-2M{n(sx + 22)}-{n(sy - 62)}L{n(bx - 36)}-{n(by - 70)}"
        f'M{n(cx)}-{n(cy)}L{n(cx - 44)}-4M{n(cx)}-{n(cy)}L{n(bx + 26)}-4M{n(cx - 84)}-4h74M{n(bx - 8)}-4h62"/>'
        f'<circle class="prop" cx="{n(bx + 10)}" cy="-{n(cy + 6)}" r="44"/>'
        f'<circle class="edge" cx="{n(bx + 10)}" cy="-{n(cy + 6)}" r="10"/>{_saddle(sx, sy)}{_hub(cx, cy)}'
    ), ""


def _bicycle(prop: Prop, room: Room) -> tuple[str, str]:
    (cx, cy), (bx, by), (sx, sy) = prop["crank"], prop["bars"], prop["saddle"]
    rear, front = cx - 108, bx + 44
    return (
        f'<g class="line" stroke-width="6"><circle cx="{n(rear)}" cy="-66" r="66"/><circle cx="{n(front)}" cy="-66" r="66"/></g>'
        f'<path class="line" stroke-width="8" d="M{n(sx + 2)}-{n(sy - 6)}L{n(cx)}-{n(cy)}L{n(bx - 6)}-{n(by - 40)}'
        f'L{n(sx + 14)}-{n(sy - 44)}M{n(cx)}-{n(cy)}L{n(rear)}-66L{n(sx + 14)}-{n(sy - 44)}'
        f'M{n(front)}-66L{n(bx - 10)}-{n(by - 14)}l14-2"/>{_saddle(sx, sy)}{_hub(cx, cy)}'
    ), ""


def _recumbent(prop: Prop, room: Room) -> tuple[str, str]:
    (cx, cy), (bx, by), (sx, sy) = prop["crank"], prop["bars"], prop["saddle"]
    seat = f"M{n(sx - 64)}-{n(sy + 92)}L{n(sx - 34)}-{n(sy - 22)}H{n(sx + 46)}"
    return (
        f'<path class="line" stroke-width="12" d="{seat}"/>'
        f'<path class="line" stroke-width="9" d="M{n(sx)}-{n(sy - 22)}L{n(sx + 20)}-30H{n(cx)}V-{n(cy)}'
        f'M{n(sx - 60)}-4H{n(cx + 50)}M{n(sx + 10)}-30V-4M{n(cx)}-30V-4M{n(bx - 30)}-{n(sy - 22)}L{n(bx)}-{n(by)}"/>'
        f'<circle class="prop" cx="{n(cx + 8)}" cy="-{n(cy - 8)}" r="46"/>{_hub(cx, cy)}'
    ), ""


def _elliptical(prop: Prop, room: Room) -> tuple[str, str]:
    (cx, cy), (bx, by) = prop["crank"], prop["bars"]
    return (
        f'<circle class="prop" cx="{n(cx - 130)}" cy="-{n(cy)}" r="38"/><circle class="edge" cx="{n(cx - 130)}" cy="-{n(cy)}" r="9"/>'
        f'<path class="line" stroke-width="9" d="M{n(cx - 160)}-4H{n(bx + 50)}M{n(bx + 30)}-4L{n(bx + 6)}-96L{n(bx + 22)}-{n(by + 34)}"/>'
        f'<rect class="edge" x="{n(bx + 10)}" y="-{n(by + 60)}" width="22" height="34" rx="5"/>'
    ), ""


def _inversion(prop: Prop, room: Room) -> tuple[str, str]:
    x, h = prop["x"], prop["height"]
    return (
        f'<path class="line" stroke-width="9" d="M{n(x)}-{n(h)}L{n(x - 90)} 4M{n(x)}-{n(h)}L{n(x + 90)} 4M{n(x - 50)}-{n(h * 0.42)}h100"/>'
        f'<rect class="prop" x="{n(x - 8)}" y="-190" width="14" height="250" rx="6" transform="rotate({n(prop["angle"])} {n(x)} -{n(h)})"/>'
        f'<circle class="edge" cx="{n(x)}" cy="-{n(h)}" r="9"/>'
    ), ""


def _saddle(x: float, y: float) -> str:
    return f'<path class="edge" d="M{n(x - 34)}-{n(y)}q2-6 12-5l40 3q12 2 12 7-22 0-34 6-26 0-30-11z"/>'


def _hub(x: float, y: float) -> str:
    return f'<circle class="edge" cx="{n(x)}" cy="-{n(y)}" r="11"/>'


def _weight() -> str:
    return '<path class="line" stroke-width="6" d="M-9 16a9 9 0 0 1 18 0"/><rect class="edge" x="-15" y="20" width="30" height="34" rx="13"/>'


_DRAW = {
    "mat": _mat,
    "wall": _wall,
    "doorway": _doorway,
    "chair": _chair,
    "bed": _bed,
    "worktop": _worktop,
    "step": _step,
    "bar": _bar,
    "roller": _roller,
    "wheel": _wheel,
    "ball": _ball,
    "pillow": _pillow,
    "water": _water,
    "bike": _bike,
    "bicycle": _bicycle,
    "recumbent": _recumbent,
    "elliptical": _elliptical,
    "inversion": _inversion,
}
