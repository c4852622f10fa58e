"""Bicycles, cross trainers and the inversion table: frames of strokes round the places the body touches."""

from exercises.figures.props import Prop
from exercises.figures.shapes import number as n
from exercises.figures.strokes import disc, ring, slab, stroke


def bike(prop: Prop) -> str:
    (cx, cy), (bx, by), (sx, sy) = prop["crank"], prop["bars"], prop["saddle"]
    frame = (
        f"M{n(sx + 2)}-{n(sy - 6)}L{n(cx)}-{n(cy)}L{n(bx - 34)}-{n(by - 62)}L{n(bx - 24)}-{n(by - 18)}l6-14 22-2"
        f"M{n(sx + 22)}-{n(sy - 62)}L{n(bx - 36)}-{n(by - 70)}"
        f"M{n(cx)}-{n(cy)}L{n(cx - 44)}-4M{n(cx)}-{n(cy)}L{n(bx + 26)}-4M{n(cx - 84)}-4h74M{n(bx - 8)}-4h62"
    )
    wheel = disc("prop", bx + 10, -cy - 6, 44) + disc("edge", bx + 10, -cy - 6, 10)
    return stroke("line", frame, 9) + wheel + _saddle(sx, sy) + _hub(cx, cy)


def bicycle(prop: Prop) -> str:
    (cx, cy), (bx, by), (sx, sy) = prop["crank"], prop["bars"], prop["saddle"]
    rear, front = cx - 108, bx + 44
    frame = (
        f"M{n(sx + 2)}-{n(sy - 6)}L{n(cx)}-{n(cy)}L{n(bx - 6)}-{n(by - 40)}L{n(sx + 14)}-{n(sy - 44)}"
        f"M{n(cx)}-{n(cy)}L{n(rear)}-66L{n(sx + 14)}-{n(sy - 44)}M{n(front)}-66L{n(bx - 10)}-{n(by - 14)}l14-2"
    )
    wheels = ring(rear, -66, 66, 6) + ring(front, -66, 66, 6)
    return wheels + stroke("line", frame, 8) + _saddle(sx, sy) + _hub(cx, cy)


def recumbent(prop: Prop) -> str:
    (cx, cy), (bx, by), (sx, sy) = prop["crank"], prop["bars"], prop["saddle"]
    seat = f"M{n(sx - 64)}-{n(sy + 92)}L{n(sx - 34)}-{n(sy - 22)}H{n(sx + 46)}"
    frame = (
        f"M{n(sx)}-{n(sy - 22)}L{n(sx + 20)}-30H{n(cx)}V-{n(cy)}M{n(sx - 60)}-4H{n(cx + 50)}"
        f"M{n(sx + 10)}-30V-4M{n(cx)}-30V-4M{n(bx - 30)}-{n(sy - 22)}L{n(bx)}-{n(by)}"
    )
    return (
        stroke("line", seat, 12) + stroke("line", frame, 9) + disc("prop", cx + 8, -cy + 8, 46) + _hub(cx, cy)
    )


def elliptical(prop: Prop) -> str:
    (cx, cy), (bx, by) = prop["crank"], prop["bars"]
    frame = f"M{n(cx - 160)}-4H{n(bx + 50)}M{n(bx + 30)}-4L{n(bx + 6)}-96L{n(bx + 22)}-{n(by + 34)}"
    wheel = disc("prop", cx - 130, -cy, 38) + disc("edge", cx - 130, -cy, 9)
    return wheel + stroke("line", frame, 9) + slab("edge", bx + 10, -by - 60, 22, 34, 5)


def inversion(prop: Prop) -> str:
    x, h = prop["x"], prop["height"]
    stand = f"M{n(x)}-{n(h)}L{n(x - 90)} 4M{n(x)}-{n(h)}L{n(x + 90)} 4M{n(x - 54)}-{n(h * 0.38)}h108"
    board = slab("prop", 0, -150, 12, 330, 6) + stroke("line", "M6-146h-30", 9)
    table = f'<g transform="translate({n(x)} -{n(h)})rotate({n(prop["angle"])})">{board}</g>'
    return stroke("line", stand, 9) + table + disc("edge", x, -h, 9)


def _saddle(x: float, y: float) -> str:
    return stroke("edge", f"M{n(x - 34)}-{n(y)}q2-6 12-5l40 3q12 2 12 7-22 0-34 6-26 0-30-11z")


def _hub(x: float, y: float) -> str:
    return disc("edge", x, -y, 11)
