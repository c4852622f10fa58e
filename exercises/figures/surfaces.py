"""What a body can lean on: planes, round things and grips. Each says how far a probe is from touching it."""

import math
from dataclasses import dataclass

# a residual in units and its gradient with respect to the probe's x and y
Pull = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Plane:
    """All points with (nx, ny) . p = d; the body is on the side the unit normal points to."""

    nx: float
    ny: float
    d: float
    carries: bool = True  # weight may rest on it

    def gap(self, x: float, y: float, r: float) -> float:
        return self.nx * x + self.ny * y - self.d - r

    def pulls(self, x: float, y: float, r: float) -> list[Pull]:
        return [(self.gap(x, y, r), self.nx, self.ny)]

    @property
    def is_level(self) -> bool:
        return abs(self.nx) < 1e-6


@dataclass(frozen=True, slots=True)
class Circle:
    x: float
    y: float
    r: float
    carries: bool = True

    def gap(self, x: float, y: float, r: float) -> float:
        return math.hypot(x - self.x, y - self.y) - self.r - r

    def pulls(self, x: float, y: float, r: float) -> list[Pull]:
        away = math.hypot(x - self.x, y - self.y) or 1e-9
        return [(away - self.r - r, (x - self.x) / away, (y - self.y) / away)]


@dataclass(frozen=True, slots=True)
class Spot:
    """A grip or a peg: the probe's centre is exactly here."""

    x: float
    y: float
    carries: bool = False

    def gap(self, x: float, y: float, r: float) -> float:
        return math.hypot(x - self.x, y - self.y)

    def pulls(self, x: float, y: float, r: float) -> list[Pull]:
        return [(x - self.x, 1.0, 0.0), (y - self.y, 0.0, 1.0)]


Surface = Plane | Circle | Spot

FLOOR = Plane(0, -1, 0)


def level(height: float) -> Plane:
    return Plane(0, -1, height)


def upright(x: float, *, faces_right: bool) -> Plane:
    """A wall at x; the body stands on the side the wall faces. It holds, but carries no weight straight down."""
    return Plane(1, 0, x, carries=False) if faces_right else Plane(-1, 0, -x, carries=False)
