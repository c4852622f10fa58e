"""The arrow of a still: along the real path of a probe, or curved round a part of the trunk that turns."""

import math

from exercises.figures import probes
from exercises.figures.motion import Motion
from exercises.figures.shapes import Point, numbers

SHORTEST = 40.0


def arrows(motion: Motion) -> str:
    out = ""
    if way := path(motion):
        start, middle, end = way
        bend = (2 * middle[0] - (start[0] + end[0]) / 2, 2 * middle[1] - (start[1] + end[1]) / 2)
        curve = f"M{numbers([*start])}Q{numbers([*bend, *end])}"
        out = f'<path class="arrow" d="{curve}{_head(bend, end)}"/>'
    if motion.figure.turn:
        frame = motion.body.frames(motion.shown)[motion.figure.turn]
        start = (frame.x + 62, frame.y - 26)
        out += f'<path class="arrow" d="M{numbers([*start])}c-6 26-98 32-124 4m1 17l-1-17 16 4"/>'
    return out


def path(motion: Motion) -> tuple[Point, Point, Point] | None:
    """Where the arrow starts, bends and ends: 'knee.n -10 -40' is the knee's way, moved by (-10, -40)."""
    if not motion.figure.arrow or not motion.moves:
        return None
    word, dx, dy = motion.figure.arrow.split()
    probe = probes.expand(word)[0]
    way = [_moved(motion, probe, index, float(dx), float(dy)) for index in range(len(motion.frames))]
    count = len(way)
    start, middle, end = way[count // 5], way[count // 2], way[-1 - count // 5]
    return _longer(start, end) if math.dist(start, end) < SHORTEST else (start, middle, end)


def _moved(motion: Motion, probe: str, index: int, dx: float, dy: float) -> Point:
    pose = motion.frames[index]
    x, y, _ = probes.place(motion.body.frames(pose), pose, probe)
    return x + dx, y + dy


def _longer(start: Point, end: Point) -> tuple[Point, Point, Point]:
    """A short way still gets an arrow that can be read."""
    away = math.dist(start, end) or 1.0
    ux, uy = (end[0] - start[0]) / away * SHORTEST / 2, (end[1] - start[1]) / away * SHORTEST / 2
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    return (x - ux, y - uy), (x, y), (x + ux, y + uy)


def _head(before: Point, tip: Point) -> str:
    angle = math.atan2(tip[1] - before[1], tip[0] - before[0])
    barbs = [
        (tip[0] - 15 * math.cos(angle + spread), tip[1] - 15 * math.sin(angle + spread))
        for spread in (-0.55, 0.55)
    ]
    return f"M{numbers([*barbs[0]])}L{numbers([*tip, *barbs[1]])}"
