"""Moves every joint as little as possible from what the author asked, so that each contact is exact.

Damped least squares (Levenberg-Marquardt) over all joints and the place of the hips. Every residual is a row: its
value and its gradient, in closed form, with respect to the few joints it depends on.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import mul

from exercises.figures import probes
from exercises.figures.figure import Contact, Pin
from exercises.figures.skeleton import Body, Frames, Pose
from exercises.figures.surfaces import Surface

Row = tuple[float, dict[int, float]]
Vector = list[float]
Matrix = list[Vector]

TOUCH, LIMIT, SINK = 4.0, 3.0, 3.0
INSIDE = 6.0  # units
LARGEST_STEP = 12.0
_RADIAN = math.pi / 180


@dataclass(frozen=True)
class Problem:
    body: Body
    asked: Pose
    stiffness: Mapping[str, float]
    contacts: tuple[Contact, ...]
    pins: Mapping[str, Pin]
    surfaces: Mapping[str, Surface]
    solids: tuple[str, ...]
    balanced: bool = True


def solve(problem: Problem, steps: int = 60) -> Pose:
    names = problem.body.variables
    pose = dict(problem.asked)
    rows = list(_rows(problem, pose))
    cost, damping = _cost(rows), 1.0
    for _ in range(steps):
        normal, downhill = _normal_equations(rows, len(names))
        for _ in range(8):
            step = _cholesky(normal, downhill, damping)
            trial = pose | {
                name: pose[name] + max(-LARGEST_STEP, min(LARGEST_STEP, d))
                for name, d in zip(names, step, strict=True)
            }
            trial_rows = list(_rows(problem, trial))
            trial_cost = _cost(trial_rows)
            if trial_cost < cost:
                break
            damping *= 5
        else:
            return pose
        settled = cost - trial_cost < 1e-5 * cost + 1e-7
        pose, rows, cost, damping = trial, trial_rows, trial_cost, max(damping / 4, 1e-7)
        if settled:
            return pose
    return pose


def gap(pose: Pose, frames: Frames, contact: Contact, surfaces: Mapping[str, Surface]) -> float:
    """How far the contact is from touching, in units; negative is too deep."""
    x, y, r = probes.place(frames, pose, contact.probe)
    if contact.surface.startswith("@"):
        x2, y2, r2 = probes.place(frames, pose, contact.surface[1:])
        return math.hypot(x - x2, y - y2) - r - 0.9 * r2
    return surfaces[contact.surface].gap(x, y, r)


def support(
    frames: Frames, pose: Pose, contacts: tuple[Contact, ...], surfaces: Mapping[str, Surface]
) -> tuple[float, float] | None:
    """The stretch of ground that carries the body, or None where a wall, grip or water does part of it."""
    ends = _supporting(frames, pose, contacts, surfaces)
    if ends is None:
        return None
    (left, _, left_r), (right, _, right_r) = (probes.place(frames, pose, probe) for probe in ends)
    return left - left_r, right + right_r


def _supporting(
    frames: Frames, pose: Pose, contacts: tuple[Contact, ...], surfaces: Mapping[str, Surface]
) -> tuple[str, str] | None:
    """The probes at the left and the right end of what carries the body."""
    on = [contact for contact in contacts if not contact.surface.startswith("@")]
    if not on or not all(surfaces[contact.surface].carries for contact in on):
        return None
    places = [(contact.probe, probes.place(frames, pose, contact.probe)) for contact in on]
    left = min(places, key=lambda place: place[1][0] - place[1][2])
    right = max(places, key=lambda place: place[1][0] + place[1][2])
    return left[0], right[0]


def _cost(rows: list[Row]) -> float:
    return sum(value * value for value, _ in rows)


def _rows(problem: Problem, pose: Pose) -> Iterator[Row]:
    sight = _Sight(problem.body, pose)
    yield from _joint_rows(problem, pose)
    for contact in problem.contacts:
        yield from _contact_rows(problem, sight, contact)
    for name, (at_x, at_y) in problem.pins.items():
        x, y, _ = sight.place(name)
        if at_x is not None:
            yield sight.row(name, (x - at_x) * TOUCH, TOUCH, 0)
        if at_y is not None:
            yield sight.row(name, (y - at_y) * TOUCH, 0, TOUCH)
    yield from _solid_rows(problem, sight)
    if problem.balanced:
        yield from _balance_rows(problem, sight)


def _solid_rows(problem: Problem, sight: "_Sight") -> Iterator[Row]:
    for name in probes.solid(problem.body.view):
        x, y, r = sight.place(name)
        for solid in problem.solids:
            for value, gx, gy in problem.surfaces[solid].pulls(x, y, r):
                if value < 0:
                    yield sight.row(name, value * SINK, gx * SINK, gy * SINK)


def _joint_rows(problem: Problem, pose: Pose) -> Iterator[Row]:
    limits = problem.body.limits
    for index, name in enumerate(problem.body.variables):
        angle, held = pose[name], problem.stiffness[name]
        yield (angle - problem.asked[name]) * held, {index: held}
        low, high = limits.get(name, (angle, angle))
        if angle < low:
            yield (angle - low) * LIMIT, {index: LIMIT}
        elif angle > high:
            yield (angle - high) * LIMIT, {index: LIMIT}


def _contact_rows(problem: Problem, sight: "_Sight", contact: Contact) -> Iterator[Row]:
    x, y, r = sight.place(contact.probe)
    if not contact.surface.startswith("@"):
        for value, gx, gy in problem.surfaces[contact.surface].pulls(x, y, r):
            yield sight.row(contact.probe, value * TOUCH, gx * TOUCH, gy * TOUCH)
        return
    other = contact.surface[1:]
    x2, y2, r2 = sight.place(other)
    away = math.hypot(x - x2, y - y2) or 1e-9
    gx, gy = (x - x2) / away * TOUCH, (y - y2) / away * TOUCH
    _, mine = sight.row(contact.probe, 0, gx, gy)
    _, its = sight.row(other, 0, -gx, -gy)
    both = {index: mine.get(index, 0) + its.get(index, 0) for index in mine | its}
    yield (away - r - 0.9 * r2) * TOUCH, both


def _balance_rows(problem: Problem, sight: "_Sight") -> Iterator[Row]:
    """The weight stays a little within the ground that carries it."""
    ends = _supporting(sight.frames, sight.pose, problem.contacts, problem.surfaces)
    if ends is None:
        return
    parts = [
        (bone, sight.frames[bone].at(x, y), share) for bone, x, y, share in problem.body.masses(sight.pose)
    ]
    whole = sum(share for *_, share in parts)
    middle = sum(share * x for _, (x, _), share in parts) / whole
    (left, _, left_r), (right, _, right_r) = (sight.place(probe) for probe in ends)
    short, over = middle - left + left_r - INSIDE, middle - right - right_r + INSIDE
    if short >= 0 and over <= 0:
        return
    slopes = [sight.gradient(bone, x, y, share / whole, 0) for bone, (x, y), share in parts]
    slopes.append(sight.row(ends[0] if short < 0 else ends[1], 0, -1, 0)[1])
    total: dict[int, float] = {}
    for slope in slopes:
        for index, value in slope.items():
            total[index] = total.get(index, 0) + value
    yield short if short < 0 else over, total


class _Sight:
    """One pose looked at: where its probes are and how they move with each joint."""

    def __init__(self, body: Body, pose: Pose) -> None:
        self.body, self.pose = body, pose
        self.frames = body.frames(pose)
        self.index = {name: number for number, name in enumerate(body.variables)}

    def place(self, probe: str) -> tuple[float, float, float]:
        return probes.place(self.frames, self.pose, probe)

    def row(self, probe: str, value: float, gx: float, gy: float) -> Row:
        x, y, _ = self.place(probe)
        return value, self.gradient(probes.bone_of(probe), x, y, gx, gy)

    def gradient(self, bone: str, x: float, y: float, gx: float, gy: float) -> dict[int, float]:
        """Of gx * x + gy * y, for a point (x, y) that is fixed to the bone: each joint turns it about itself."""
        slope = {0: gx, 1: gy}
        for link in self.body.lineage[bone]:
            frame = self.frames[link.name]
            slope[self.index[link.name]] = link.turn * _RADIAN * (gy * (x - frame.x) - gx * (y - frame.y))
        return slope


def _normal_equations(rows: list[Row], size: int) -> tuple[Matrix, Vector]:
    normal = [[0.0] * size for _ in range(size)]
    downhill = [0.0] * size
    for value, slope in rows:
        for i, a in slope.items():
            downhill[i] -= a * value
            line = normal[i]
            for j, b in slope.items():
                line[j] += a * b
    return normal, downhill


def _cholesky(normal: Matrix, right: Vector, damping: float) -> Vector:
    """Solves (N + damping (diag N + .001)) x = right for a symmetric positive N."""
    low: Matrix = []
    half: Vector = []
    for i, line in enumerate(normal):
        row: Vector = []
        for j in range(i):
            row.append((line[j] - sum(map(mul, row, low[j]))) / low[j][j])
        rest = line[i] + damping * (1e-3 + line[i]) - sum(map(mul, row, row))
        half.append((right[i] - sum(map(mul, row, half))) / math.sqrt(max(rest, 1e-12)))
        low.append([*row, math.sqrt(max(rest, 1e-12))])
    out = half
    for i in reversed(range(len(out))):
        out[i] /= low[i][i]
        for j in range(i):
            out[j] -= low[i][j] * out[i]
    return out
