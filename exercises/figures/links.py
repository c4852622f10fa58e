"""Straight things between two places that move: a strap from hand to foot, a band, the arm of a crank."""

import math
from dataclasses import dataclass

from exercises.figures import probes
from exercises.figures.skeleton import Body, Pose


@dataclass(frozen=True)
class Link:
    """Each end is a probe ('ball.n') or a fixed place. `over`: drawn before the body, not behind it."""

    start: str | tuple[float, float]
    end: str | tuple[float, float]
    css: str = "band"
    width: float = 0
    over: bool = True
    shift: tuple[float, float] = (0, 0)

    def ends(self, body: Body, pose: Pose) -> tuple[float, float, float, float]:
        frames = body.frames(pose)
        (x1, y1), (x2, y2) = (
            probes.place(frames, pose, end)[:2] if isinstance(end, str) else end
            for end in (self.start, self.end)
        )
        return x1, y1, x2, y2

    def lie(self, body: Body, pose: Pose) -> tuple[float, float, float, float]:
        """x, y, angle in degrees, length."""
        x1, y1, x2, y2 = self.ends(body, pose)
        return x1, y1, math.degrees(math.atan2(y2 - y1, x2 - x1)), math.hypot(x2 - x1, y2 - y1) or 1.0

    def relative(self, body: Body, frames: tuple[Pose, ...], still: Pose) -> list[tuple[float, ...]]:
        """(dx, dy, turn, stretch) of every frame, in the frame that the link has in the still pose."""
        x0, y0, angle0, length0 = self.lie(body, still)
        cos, sin = math.cos(math.radians(-angle0)), math.sin(math.radians(-angle0))
        found: list[tuple[float, ...]] = []
        last = 0.0
        for pose in frames:
            x, y, angle, length = self.lie(body, pose)
            dx, dy = x - x0, y - y0
            turn = angle - angle0
            turn += 360 * round((last - turn) / 360)  # the short way on from the frame before
            last = turn
            found.append((cos * dx - sin * dy, sin * dx + cos * dy, turn, length / length0))
        return found
