"""A movement as CSS keyframes: one track for each joint that moves, and the fewest samples that tell it.

Keyframes hold the difference to the pose that is shown still, so the same markup without animation is that pose.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from exercises.figures.links import Link
from exercises.figures.motion import Motion, ease
from exercises.figures.shapes import number
from exercises.figures.skeleton import Bone, Pose, attachment, kind, width

# degrees that an emitted track may be off the solved one: tight near the root, where an error swings a whole limb
_TOLERANCE = {
    "pelvis": 0.4,
    "lumbar": 0.6,
    "thorax": 0.6,
    "chest": 0.7,
    "uarm": 0.6,
    "thigh": 0.4,
    "shank": 0.6,
    "farm": 0.8,
    "neck": 1.3,
    "head": 1.5,
    "hand": 1.5,
    "foot": 1.2,
    "toe": 3,
}
REST = 10  # per cent of each direction that rests at its end

Values = tuple[float, ...]
Writer = Callable[[Values], str]


@dataclass(frozen=True)
class Track:
    """What one group does: its values at every frame, and which frames are kept."""

    values: tuple[Values, ...]
    kept: tuple[int, ...]
    eased: bool
    css: str

    def at(self, t: float) -> Values:
        """What a browser shows at phase t (0 to 1) of the movement."""
        if self.eased:
            return _blend(self.values[0], self.values[-1], ease(t))
        place = t * (len(self.values) - 1)
        after = next((k for k in self.kept if k >= place - 1e-9), self.kept[-1])
        before = self.kept[max(0, self.kept.index(after) - 1)]
        share = (place - before) / (after - before) if after > before else 0.0
        return _blend(self.values[before], self.values[after], share)


def _blend(a: Values, b: Values, u: float) -> Values:
    return tuple(x + (y - x) * u for x, y in zip(a, b, strict=True))


@dataclass
class Tracks:
    """Every track of one movement by what it moves; equal ones share one class."""

    motion: Motion
    still: Pose
    by_name: dict[str, Track] = field(default_factory=dict)
    classes: dict[tuple[str, bool], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.motion.moves:
            return
        frames, still = self.motion.frames, self.still
        self._add(
            "root", [(pose["x"] - still["x"], pose["y"] - still["y"]) for pose in frames], _translate, 1
        )
        for bone in self.motion.body.bones.values():
            self._bone(bone)
        for look in dict.fromkeys(key.look for key in self.motion.figure.keys):
            shown = [float(self.motion.look(i) == look) for i in range(len(frames))]
            if len(set(shown)) > 1:
                self._add(f"look.{look}", [(value,) for value in shown], _opacity, 0.1)

    def _bone(self, bone: Bone) -> None:
        """Turned at its joint and, where the picture has depth, moved along its parent and seen shorter or narrower."""
        frames, still = self.motion.frames, self.still
        turned = [((pose[bone.name] - still[bone.name]) * bone.turn,) for pose in frames]
        self._add(bone.name, turned, _rotate, _TOLERANCE[kind(bone.name)])
        x, y = attachment(bone, still)
        slide = [(place[0] - x, place[1] - y) for place in (attachment(bone, pose) for pose in frames)]
        self._add(f"slide.{bone.name}", slide, _translate, 0.5)
        across, along = _size(bone, still)
        size = [(one[0] / across, one[1] / along) for one in (_size(bone, pose) for pose in frames)]
        self._add(f"size.{bone.name}", size, _scale, 0.01, (1, 1))

    def link(self, name: str, link: Link) -> None:
        """A band or a crank arm: it moves in the frame it has in the still pose."""
        if self.motion.moves:
            self._add(
                name,
                link.relative(self.motion.body, self.motion.frames, self.still),
                _link,
                1.0,
                (0, 0, 0, 1),
            )

    def css_of(self, name: str) -> str:
        return self.by_name[name].css if name in self.by_name else ""

    def _add(
        self, name: str, values: Sequence[Values], write: Writer, tolerance: float, rest: Values = (0, 0)
    ) -> None:
        if max(abs(a - b) for value in values for a, b in zip(value, rest, strict=False)) < tolerance * 0.8:
            return
        cycle = self.motion.figure.is_cycle
        eased = not cycle and len(self.motion.keys) == 2 and _follows_ease(values, tolerance * 1.2)
        kept = (0, len(values) - 1) if eased else _fewest(values, tolerance)
        text = "".join(f"{self._when(i, len(values) - 1)}{{{write(values[i])}}}" for i in kept)
        css = self.classes.setdefault((text, eased), f"t{len(self.classes)}")
        self.by_name[name] = Track(tuple(values), kept, eased, css)

    def _when(self, index: int, last: int) -> str:
        share = index / last * 100
        if self.motion.figure.is_cycle:
            return f"{number(share, 1)}%"
        at = f"{number(REST + share * (100 - 2 * REST) / 100, 1)}%"
        return f"0%,{at}" if index == 0 else f"{at},to" if index == last else at

    def sheet(self, slug: str) -> str:
        """The keyframes as a style file of their own; nothing moves on paper or where less motion is asked for."""
        if not self.classes:
            return ""
        css = list(self.classes.values())
        way = "infinite" if self.motion.figure.is_cycle else "infinite alternate"
        pace = f"calc({number(self.motion.figure.seconds, 1)}s*var(--fig-pace,1))"
        eased = [name for (_, is_eased), name in self.classes.items() if is_eased]
        out = f".fig-{slug} {_any(css)}"
        out += f"{{animation:{pace} linear {way} var(--fig-play,running)}}\n"
        out += "".join(f".fig-{slug} .{name}{{animation-name:{slug}-{name}}}\n" for name in css)
        if eased:
            out += f".fig-{slug} {_any(eased)}{{animation-timing-function:ease-in-out}}\n"
        out = f"@media screen and (prefers-reduced-motion:no-preference){{\n{out}}}\n"
        return out + "".join(
            f"@keyframes {slug}-{name}{{{text}}}\n" for (text, _), name in self.classes.items()
        )


def _opacity(value: Values) -> str:
    return f"opacity:{number(value[0], 1)}"


def _size(bone: Bone, pose: Pose) -> tuple[float, float]:
    return width(bone.name, pose), pose.get(f"short.{bone.name}", 1)


def _any(classes: Sequence[str]) -> str:
    return f":is({','.join(f'.{name}' for name in classes)})"


def _translate(value: Values) -> str:
    return f"translate:{number(value[0], 1)}px {number(value[1], 1)}px"


def _rotate(value: Values) -> str:
    return f"rotate:{number(value[0], 1)}deg"


def _scale(value: Values) -> str:
    return f"scale:{number(value[0], 2)} {number(value[1], 2)}"


def _link(value: Values) -> str:
    return f"{_translate(value[:2])};{_rotate(value[2:3])};scale:{number(value[3], 2)} 1"


def _follows_ease(values: Sequence[Values], tolerance: float) -> bool:
    """Two keyframes and ease-in-out say it all."""
    first, last, end = values[0], values[-1], len(values) - 1
    return all(
        abs(v - expected) <= tolerance
        for i, value in enumerate(values)
        for v, expected in zip(value, _blend(first, last, ease(i / end)), strict=True)
    )


def _fewest(values: Sequence[Values], tolerance: float) -> tuple[int, ...]:
    """Add the worst sample until straight lines between the kept ones are good enough."""
    kept = [0, len(values) - 1]
    while True:
        worst, where = max(_misses(values, kept), default=(0.0, 0))
        if worst <= tolerance:
            return tuple(kept)
        kept = sorted([*kept, where])


def _misses(values: Sequence[Values], kept: list[int]) -> list[tuple[float, int]]:
    found = []
    for before, after in pairwise(kept):
        for i in range(before + 1, after):
            line = _blend(values[before], values[after], (i - before) / (after - before))
            found.append((max(abs(a - b) for a, b in zip(values[i], line, strict=True)), i))
    return found
