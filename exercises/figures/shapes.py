"""The outline of every bone, in its own frame, and how an outline becomes a short path.

The joint is at 0,0. A limb bone grows along +y, a trunk bone along -y; in the side view the front of the body is +x.
Two bones that meet have the same radius at their joint, so that a bent back stays one smooth curve.
"""

from itertools import pairwise

Point = tuple[float, float]
Outline = tuple[Point, ...]

OUTLINES: dict[str, Outline] = {
    # limbs, in every view
    "thigh": ((0, -25), (21, -3), (22, 44), (13, 98), (0, 112), (-13, 98), (-22, 46), (-25, 2)),
    "shank": ((0, -13), (12, 0), (10, 46), (7, 94), (0, 105), (-8, 95), (-15, 44), (-13, 2)),
    "foot": ((0, -9), (9, -4), (36, 8), (38, 13), (31, 16), (-10, 16), (-16, 9), (-10, -4)),
    "toe": ((-4, -4), (12, -1), (16, 3), (10, 5), (-5, 5)),
    "uarm": ((0, -17), (14, -3), (14, 34), (9, 67), (0, 79), (-10, 67), (-13, 36), (-15, -2)),
    "farm": ((0, -10), (9, 0), (9, 22), (6, 56), (0, 64), (-6, 56), (-10, 20), (-9, 0)),
    "hand": ((0, -7), (6, 1), (10, 11), (9, 22), (5, 22), (4, 32), (-1, 37), (-6, 17), (-6, 0)),
    "fist": ((0, -7), (8, 2), (8, 15), (0, 23), (-10, 19), (-11, 9), (-7, 1)),
    # trunk from the side
    "pelvis": ((-15, -29), (2, -34), (17, -29), (20, -2), (12, 21), (-12, 23), (-28, 3), (-22, -20)),
    "lumbar": (
        (-18, 0),
        (-12, 12),
        (12, 12),
        (19, 0),
        (18, -20),
        (20, -36),
        (13, -50),
        (-13, -50),
        (-19, -36),
        (-17, -18),
    ),
    "thorax": (
        (-19, 0),
        (-13, 13),
        (13, 13),
        (20, 0),
        (25, -20),
        (24, -36),
        (14, -50),
        (-14, -50),
        (-21, -34),
        (-20, -17),
    ),
    "chest": ((-21, 0), (-13, 14), (14, 14), (24, 0), (21, -20), (8, -36), (-7, -39), (-18, -29), (-22, -14)),
    "neck": ((-11, 8), (1, 12), (11, 7), (11, -16), (0, -26), (-12, -20)),
    "head": (
        (3, -49),
        (16, -43),
        (21, -32),
        (22, -23),
        (28, -14),
        (23, -8),
        (23, -2),
        (19, 4),
        (10, 7),
        (0, 7),
        (-10, 6),
        (-18, -1),
        (-24, -15),
        (-23, -34),
        (-11, -47),
    ),
    # trunk from the front
    "fpelvis": ((-30, -30), (0, -33), (30, -30), (39, -4), (40, 24), (0, 28), (-40, 24), (-39, -4)),
    "flumbar": ((-37, 4), (0, 11), (37, 4), (31, -20), (36, -44), (0, -50), (-36, -44), (-31, -20)),
    "fthorax": ((-33, 5), (0, 14), (33, 5), (40, -40), (0, -50), (-40, -40)),
    "fchest": (
        (-37, 8),
        (0, 13),
        (37, 8),
        (43, -14),
        (32, -33),
        (13, -41),
        (-13, -41),
        (-32, -33),
        (-43, -14),
    ),
    "fneck": ((-14, 8), (0, 12), (14, 8), (11, -10), (0, -24), (-11, -10)),
    "fhead": (
        (0, -50),
        (16, -45),
        (23, -28),
        (20, -9),
        (12, 5),
        (0, 10),
        (-12, 5),
        (-20, -9),
        (-23, -28),
        (-16, -45),
    ),
    "ffoot": ((0, -10), (8, -4), (13, 14), (8, 21), (-8, 21), (-13, 14), (-8, -4)),
}

# the vertebrae, drawn as light beads along the back
BEADS: dict[str, Outline] = {
    "pelvis": ((-12, -14),),
    "lumbar": ((-9, -7), (-9, -22)),
    "thorax": ((-10, -2), (-10, -18)),
    "chest": ((-11, 0), (-10, -16)),
    "neck": ((-3, 0),),
}


def number(value: float, digits: int = 0) -> str:
    """The shortest text for a number: no needless zeros, no minus zero."""
    text = f"{value:.{digits}f}"
    if digits:
        text = text.rstrip("0").rstrip(".")
    if text.removeprefix("-").startswith("0."):
        text = text.replace("0.", ".", 1)
    return "0" if text in ("-0", "") else text


def numbers(values: list[float], digits: int = 0) -> str:
    """Numbers one after the other, with a space only where the next one has no minus sign."""
    out = ""
    for value in values:
        text = number(value, digits)
        out += text if not out or text.startswith("-") else f" {text}"
    return out


def path(outline: Outline) -> str:
    """A closed smooth curve through the points, as 'M q t t ... z' in relative whole numbers.

    It is a quadratic B-spline: each t mirrors the handle before it, so a point costs two numbers. The handles are
    even numbers (or odd ones), so that the places half-way between them, where the pieces meet, are whole.
    """
    handles = list(zip(*(_handles([point[axis] for point in outline]) for axis in (0, 1)), strict=True))
    meets = [
        ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        for a, b in zip(handles, [*handles[1:], handles[0]], strict=True)
    ]
    (x, y), (turn_x, turn_y) = meets[-1], handles[0]
    out = f"M{numbers([x, y])}q{numbers([turn_x - x, turn_y - y, meets[0][0] - x, meets[0][1] - y])}t"
    steps = [b[axis] - a[axis] for a, b in pairwise(meets) for axis in (0, 1)]
    return out + numbers(steps) + "z"


def _handles(points: list[float]) -> list[int]:
    """The handles of the curve through the points: (before + 6 own + after) / 8 is the point; found by relaxing."""
    handles = list(points)
    for _ in range(30):
        handles = [
            (8 * point - handles[i - 1] - handles[(i + 1) % len(points)]) / 6
            for i, point in enumerate(points)
        ]
    even, odd = ([2 * round((h - shift) / 2) + shift for h in handles] for shift in (0, 1))
    return min(
        (even, odd), key=lambda rounded: sum(abs(a - b) for a, b in zip(rounded, handles, strict=True))
    )
