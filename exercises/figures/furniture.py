"""How each thing looks: flat shapes in the body's units, floor at y = 0, with the same slant as the far limbs."""

from dataclasses import dataclass

from exercises.figures import machines
from exercises.figures.figure import Figure
from exercises.figures.links import Link
from exercises.figures.props import Prop
from exercises.figures.scene import Held, far_shift
from exercises.figures.shapes import number as n
from exercises.figures.strokes import disc, ring, slab, stroke


@dataclass(frozen=True)
class Room:
    """The space the moving body takes, and which way the far side leans (+1 right, -1 left)."""

    left: float
    right: float
    top: float
    bottom: float
    lean: int
    wall: Prop | None
    from_above: bool
    from_front: bool


def held(figure: Figure) -> tuple[Held, ...]:
    """Things that move with a bone."""
    found = [Held(prop["on"], _HELD[prop.kind](prop)) for prop in figure.props if prop.kind in _HELD]
    if figure.machine is not None:
        wide = 30 if figure.machine.kind == "elliptical" else 15
        found += [Held(f"foot.{side}", slab("edge", 28 - wide, 16, 2 * wide, 8, 4)) for side in "nf"]
    return tuple(found)


def _weight(prop: Prop) -> str:
    return stroke("line", "M-9 16a9 9 0 0 1 18 0", 6) + slab("edge", -15, 20, 30, 34, 13)


def _dowel(prop: Prop) -> str:
    rod = stroke("line", f"M0-{n(prop['long'] / 2)}V{n(prop['long'] / 2)}", 6)
    return f'<g transform="translate({n(prop["x"])} {n(prop["y"])})rotate({n(prop["angle"])})">{rod}</g>'


def _pack(prop: Prop) -> str:
    return slab(prop.kind, prop["x"] - 8, prop["y"] - 24, 16, 48, 7)


_HELD = {"weight": _weight, "dowel": _dowel, "pack": _pack, "warm-pack": _pack}


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
            found += [
                Link(hub, "pedal.f", "line", 7, over=False, shift=far_shift(figure)),
                Link(hub, "pedal.n", "line", 7, over=False),
            ]
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


def floor(room: Room, *, has_mat: bool) -> str:
    a, b = room.left - 60, room.right + 60
    if room.wall is not None:
        a, b = (a, room.wall["x"] + 9) if room.lean < 0 else (room.wall["x"] - 9, b)
    return f'<path class="floor" d="M{n(a)} {14 if has_mat else 9}H{n(b)}"/>'


def draw(prop: Prop, room: Room) -> tuple[str, str]:
    """What stands behind the body, and what stands before it."""
    if prop.kind in _MACHINES:
        return _MACHINES[prop.kind](prop), ""
    return _DRAW[prop.kind](prop, room) if prop.kind in _DRAW else ("", "")


def _mat(prop: Prop, room: Room) -> tuple[str, str]:
    if room.from_above:
        wide, high = room.right - room.left + 48, room.bottom - room.top + 48
        return slab("mat", room.left - 24, room.top - 24, wide, high, 10), ""
    deep, g = prop["deep"], 20 * room.lean
    a, b = (room.left - 26, room.right + 18) if room.lean > 0 else (room.left - 10, room.right + 30)
    if room.wall is not None:
        x = room.wall["x"]
        a, b = (a, min(b, x + 4)) if room.lean < 0 else (max(a, x - 4), b)
    top = f"M{n(a)} {n(deep)}l{g}-{n(deep + 14)}H{n(b + g)}L{n(b)} {n(deep)}z"
    return stroke("mat", top) + stroke("edge", f"M{n(a)} {n(deep)}H{n(b)}v5H{n(a)}z"), ""


def _wall(prop: Prop, room: Room) -> tuple[str, str]:
    x, g = prop["x"], room.lean
    near, far = n(x - 9 * g), n(x + 18 * g)
    face = stroke("prop", f"M{near} 9L{far}-15V-460H{near}z")
    return face + stroke("edge", f"M{near} 9V-460h{-12 * g}V9z"), ""


def _doorway(prop: Prop, room: Room) -> tuple[str, str]:
    near, g = n(prop["x"] - 9 * room.lean), room.lean
    post = stroke("prop", f"M{near} 9V-420h{-26 * g}V9z")
    return post + stroke("edge", f"M{near} 9l{14 * g}-12V-420H{near}z"), ""


def _chair(prop: Prop, room: Room) -> tuple[str, str]:
    h = prop["height"]
    if room.from_front:
        return _chair_from_front(prop["x"], h), ""
    seat = n(h)
    legs = f"M-26 4L-34-{n(h + 90)}M46 4V-{n(h - 6)}M-12-8l-6-{n(h - 14)}M58-8V-{n(h - 6)}"
    picture = (
        stroke("line", legs, 7)
        + stroke("edge", f"M-36-{seat}h98l-6 10h-90z")
        + stroke("prop", f"M-36-{seat}l10-8h98l-10 8z")
        + slab("prop", -40, -h - 98, 11, 58, 5)
    )
    way = "" if prop["faces"] == "right" else "scale(-1 1)"
    return f'<g transform="translate({n(prop["x"])} 0){way}">{picture}</g>', ""


def _chair_from_front(x: float, h: float) -> str:
    legs = f"M{n(x - 58)} 4V-{n(h)}M{n(x + 58)} 4V-{n(h)}M{n(x - 52)}-{n(h)}v-90M{n(x + 52)}-{n(h)}v-90"
    return (
        stroke("line", legs, 7)
        + slab("prop", x - 60, -h - 110, 120, 50, 8)
        + slab("edge", x - 68, -h - 2, 136, 12, 5)
    )


def _bed(prop: Prop, room: Room) -> tuple[str, str]:
    h, long = prop["height"], prop["long"]
    a = prop["x"] - long if prop["side"] == "left" else prop["x"]
    legs = f"M{n(a + 14)}-{n(h - 62)}V4M{n(a + long - 14)}-{n(h - 62)}V4"
    return (
        stroke("prop", f"M{n(a)}-{n(h)}l14-14h{n(long)}l-14 14z")
        + slab("mat", a, -h, long, 42, 9)
        + slab("edge", a + 4, -h + 42, long - 8, 20)
        + stroke("line", legs, 9)
    ), ""


def _worktop(prop: Prop, room: Room) -> tuple[str, str]:
    x, h, g = prop["x"], prop["height"], -1 if prop["side"] == "left" else 1
    return (
        stroke("prop", f"M{n(x + 12 * g)} 6V-{n(h - 12)}h{138 * g}V6z")
        + stroke("edge", f"M{n(x)}-{n(h)}h{150 * g}v12H{n(x)}z")
        + stroke("prop", f"M{n(x)}-{n(h)}l10-9h{150 * g}l-10 9z")
    ), ""


def _step(prop: Prop, room: Room) -> tuple[str, str]:
    x, h, w = prop["x"], prop["height"], prop["width"]
    return (
        stroke("prop", f"M{n(x)}-{n(h)}l14-12h{n(w)}l-14 12z")
        + stroke("edge", f"M{n(x)} 4V-{n(h)}h{n(w)}V4z")
        + stroke("prop", f"M{n(x + w)} 4V-{n(h)}l14-12V-8z")
    ), ""


def _bar(prop: Prop, room: Room) -> tuple[str, str]:
    w, h = prop["wide"], prop["height"]
    posts = stroke("prop", f"M-{n(w)}-{n(h + 14)}h9V9h-9zM{n(w - 9)}-{n(h + 14)}h9V9h-9z")
    return posts, slab("edge", -w, -h - 6, 2 * w, 11, 5)


def _roller(prop: Prop, room: Room) -> tuple[str, str]:
    x, r = prop["x"], prop["r"]
    side = f"a{n(r)} {n(r)} 0 0 0 {n(2 * r)} 0l14-12a{n(r)} {n(r)} 0 0 0-{n(2 * r)} 0z"
    return (
        stroke("edge", f"M{n(x - r)}-{n(r)}{side}")
        + disc("edge", x + 12, -r - 10, r)
        + disc("prop", x, -r, r)
        + disc("edge", x, -r, r * 0.45)
    ), ""


def _wheel(prop: Prop, room: Room) -> tuple[str, str]:
    x, r = prop["x"], prop["r"]
    return ring(x + 10, -r - 8, r - 5, 4) + ring(x, -r, r - 5, 10), ""


def _ball(prop: Prop, room: Room) -> tuple[str, str]:
    return disc("edge", prop["x"], -prop["height"], prop["r"]), ""


def _pillow(prop: Prop, room: Room) -> tuple[str, str]:
    h, w = prop["height"], prop["width"]
    return slab("prop", prop["x"] - w / 2, -h, w, h, h / 2), ""


def _water(prop: Prop, room: Room) -> tuple[str, str]:
    a, b = room.left - 200, room.right + 200
    waves = f"M{n(a)}-{n(prop['height'])}" + "q18-9 36 0t36 0" * (int((b - a) / 72) + 1)
    return "", stroke("water", f"{waves}V300H{n(a)}z") + stroke("line", waves, 3)


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
}
_MACHINES = {
    "bike": machines.bike,
    "bicycle": machines.bicycle,
    "recumbent": machines.recumbent,
    "elliptical": machines.elliptical,
    "inversion": machines.inversion,
}
