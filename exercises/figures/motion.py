"""From the author's keys to a movement: each key solved, and the way between them solved again.

An in-between pose keeps the contacts that both of its keys share, so that a planted foot stays planted.
"""

from dataclasses import dataclass

from exercises.figures import probes, props
from exercises.figures.figure import Contact, Figure, Key, Pin
from exercises.figures.skeleton import ARM, LEG, Body, Pose
from exercises.figures.solver import Problem, gap, solve
from exercises.figures.surfaces import Plane, Spot

BETWEEN, BETWEEN_IN_A_CYCLE = 7, 3
_HELD_BETWEEN, _HELD_STEADY = 0.3, 3.0


@dataclass(frozen=True)
class Motion:
    """`frames` are evenly spaced in time before easing; a cycle ends where it began."""

    figure: Figure
    keys: tuple[Pose, ...]
    frames: tuple[Pose, ...]

    @property
    def body(self) -> Body:
        return self.figure.body

    @property
    def moves(self) -> bool:
        return len(self.keys) > 1

    def look(self, frame: int) -> str:
        """Which way the face turns: as in the nearest key."""
        between = BETWEEN_IN_A_CYCLE if self.figure.is_cycle else BETWEEN
        return self.figure.keys[round(frame / (between + 1)) % len(self.keys)].look

    @property
    def shown(self) -> Pose:
        """The pose that a still shows in ink."""
        return self.keys[self.figure.show]


def ease(t: float) -> float:
    """CSS ease-in-out, cubic-bezier(.42, 0, .58, 1)."""
    low, high = 0.0, 1.0
    for _ in range(30):
        u = (low + high) / 2
        if 1.26 * (1 - u) ** 2 * u + 1.74 * (1 - u) * u * u + u**3 < t:
            low = u
        else:
            high = u
    return 3 * (1 - u) * u * u + u**3


def move(figure: Figure) -> Motion:
    keys: list[Pose] = []
    for number, key in enumerate(figure.keys):
        keys.append(
            _solve_key(figure, key, figure.keys[number - 1] if number else None, keys[-1] if keys else None)
        )
    pairs = list(zip(range(len(keys)), range(1, len(keys)), strict=False))
    if figure.is_cycle:
        pairs.append((len(keys) - 1, 0))
    frames = [keys[0]]
    for a, b in pairs:
        onward = _onward(figure, keys[b], frames[-1])
        frames += _between(figure, frames[-1], onward, a, b)
        frames.append(onward)
    frames = _alike(figure, [_rounded(pose) for pose in frames])
    step = BETWEEN_IN_A_CYCLE + 1 if figure.is_cycle else BETWEEN + 1
    return Motion(
        figure, tuple(frames[: len(keys) * step : step]) if len(keys) > 1 else (frames[0],), tuple(frames)
    )


def _solve_key(figure: Figure, key: Key, before: Key | None, was: Pose | None) -> Pose:
    start = dict(key.asked)
    pins = dict(key.pins) | _driven(figure, key.crank)
    if before is not None and was is not None:
        if not key.x_is_given:
            start["x"] = was["x"]
        pins = _planted(figure, key, before, was) | pins
    contacts = tuple(key.contacts.values())
    return solve(
        Problem(
            body=figure.body,
            asked=_lowered(figure, start, contacts, pins),
            stiffness=key.stiffness,
            contacts=contacts,
            pins=pins,
            surfaces=figure.surfaces,
            solids=figure.solids,
            balanced=figure.balanced,
        )
    )


def _planted(figure: Figure, key: Key, before: Key, was: Pose) -> dict[str, Pin]:
    """A contact kept from the key before stays where it was, unless it slides."""
    frames = figure.body.frames(was)
    pins: dict[str, Pin] = {}
    for probe, contact in key.contacts.items():
        kept = before.contacts.get(probe)
        if kept is None or kept.surface != contact.surface or contact.slides:
            continue
        surface = figure.surfaces.get(contact.surface)
        if isinstance(surface, Plane):
            x, y, _ = probes.place(frames, was, probe)
            pins[probe] = (x, None) if surface.is_level else (None, y)
    return pins


def _lowered(figure: Figure, pose: Pose, contacts: tuple[Contact, ...], pins: dict[str, Pin]) -> Pose:
    """Set the figure down on its lowest contact, or bring it to its grip, before solving: the solver is then near."""
    frames = figure.body.frames(pose)
    level, spots = [], []
    for contact in contacts:
        surface = figure.surfaces.get(contact.surface)
        if isinstance(surface, Plane) and surface.is_level:
            level.append(gap(pose, frames, contact, figure.surfaces))
        elif isinstance(surface, Spot):
            spots.append((contact.probe, surface.x, surface.y))
    if level:
        return pose | {"y": pose["y"] + min(level)}
    spots += [(probe, x, y) for probe, (x, y) in pins.items() if x is not None and y is not None]
    if spots:
        probe, to_x, to_y = spots[0]
        x, y, _ = probes.place(frames, pose, probe)
        return pose | {"x": pose["x"] + to_x - x, "y": pose["y"] + to_y - y}
    return pose


def _driven(figure: Figure, crank: float | None) -> dict[str, Pin]:
    machine = figure.machine
    if machine is None or crank is None:
        return {}
    pins = props.feet_on_cranks(machine, crank)
    return pins | props.grips_on_levers(machine, crank) if machine.kind == "elliptical" else pins


def _onward(figure: Figure, pose: Pose, before: Pose) -> Pose:
    """A joint that turns all the way round goes on by the short way."""
    turns = {name: round((before[name] - pose[name]) / 360) for name in figure.body.free}
    return pose | {name: pose[name] + 360 * count for name, count in turns.items()}


def _between(figure: Figure, start: Pose, end: Pose, a: int, b: int) -> list[Pose]:
    shared = tuple(
        contact
        for probe, contact in figure.keys[a].contacts.items()
        if probe in figure.keys[b].contacts and figure.keys[b].contacts[probe].surface == contact.surface
    )
    count = BETWEEN_IN_A_CYCLE if figure.is_cycle else BETWEEN
    times = [number / (count + 1) for number in range(1, count + 1)]
    way = _Way(figure, start, end, shared, (figure.keys[a].crank, figure.keys[b].crank))
    return [_pose_between(way, t if figure.is_cycle else ease(t)) for t in times]


@dataclass(frozen=True)
class _Way:
    """From one key to the next."""

    figure: Figure
    start: Pose
    end: Pose
    shared: tuple[Contact, ...]
    cranks: tuple[float | None, float | None]


def _pose_between(way: _Way, u: float) -> Pose:
    figure = way.figure
    asked = {name: value + (way.end.get(name, 1) - value) * u for name, value in way.start.items()}
    held = {
        name: _HELD_STEADY if name in figure.steady else 0.02 if name in "xy" else _HELD_BETWEEN
        for name in figure.body.variables
    }
    return solve(
        Problem(
            body=figure.body,
            asked=asked,
            stiffness=held,
            contacts=way.shared,
            pins=_moving_pins(way, u),
            surfaces=figure.surfaces,
            solids=figure.solids,
            balanced=False,  # only some contacts are shared: the solver would sit the figure on its heels
        ),
        steps=12,
    )


def _moving_pins(way: _Way, u: float) -> dict[str, Pin]:
    figure = way.figure
    from_frames, to_frames = figure.body.frames(way.start), figure.body.frames(way.end)
    pins: dict[str, Pin] = {}
    for contact in way.shared:
        surface = figure.surfaces.get(contact.surface)
        if isinstance(surface, Plane):
            xa, ya, _ = probes.place(from_frames, way.start, contact.probe)
            xb, yb, _ = probes.place(to_frames, way.end, contact.probe)
            pins[contact.probe] = (
                (xa + (xb - xa) * u, None) if surface.is_level else (None, ya + (yb - ya) * u)
            )
    crank, onward = way.cranks
    if crank is not None and onward is not None:
        pins |= _driven(figure, crank + ((onward - crank) % 360) * u)
    return pins


def _rounded(pose: Pose) -> Pose:
    """To a tenth, so that the last digit of a machine's sine never reaches a file."""
    return {name: round(value, 3 if name.startswith("short") else 1) + 0.0 for name, value in pose.items()}


def _alike(figure: Figure, frames: list[Pose]) -> list[Pose]:
    """Limbs that move alike move exactly alike, so that they share their keyframes."""
    if figure.view != "side":
        return frames
    for limb in (ARM, LEG):
        if all(abs(pose[f"{joint}.n"] - pose[f"{joint}.f"]) < 2 for pose in frames for joint in limb):
            frames = [pose | {f"{joint}.f": pose[f"{joint}.n"] for joint in limb} for pose in frames]
    return frames
