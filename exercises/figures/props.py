"""The things an exercise needs: their measures, and the surfaces they offer to a body."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, radians, sin
from typing import Any

from exercises.figures import surfaces
from exercises.figures.faults import FigureError, unknown
from exercises.figures.surfaces import Circle, Plane, Spot, Surface

# kind -> its measures with their usual values; units of the body (400 high), heights above the floor
KINDS: dict[str, dict[str, Any]] = {
    "mat": {"deep": 9.0},
    "pillow": {"x": 0.0, "height": 16.0, "width": 80.0},
    "wall": {"x": 40.0, "side": "right"},
    "doorway": {"x": 40.0, "side": "right"},
    "chair": {"x": -22.0, "height": 98.0, "faces": "right", "name": "chair"},
    "bed": {"x": 0.0, "height": 105.0, "side": "left", "long": 420.0},
    "worktop": {"x": 60.0, "height": 200.0, "side": "right"},
    "step": {"x": 60.0, "height": 44.0, "width": 90.0},
    "bar": {"height": 490.0, "wide": 150.0, "grip": 56.0},
    "roller": {"x": 0.0, "r": 19.0},
    "wheel": {"x": 0.0, "r": 56.0},
    "ball": {"x": 0.0, "height": 200.0, "r": 9.0},
    "towel": {"ends": ["handmid.n", "ball.n"]},
    "band": {"ends": ["handmid.n", "handmid.f"]},
    "dowel": {"on": "thorax", "x": -26.0, "y": -10.0, "long": 230.0, "angle": 0.0},
    "weight": {"on": "hand.n"},
    "pack": {"on": "lumbar", "x": -24.0, "y": -14.0},
    "warm-pack": {"on": "lumbar", "x": -24.0, "y": -14.0},
    "bike": {"crank": [30.0, 58.0], "saddle": [-30.0, 206.0], "bars": [120.0, 250.0], "arm": 32.0},
    "bicycle": {"crank": [30.0, 62.0], "saddle": [-30.0, 208.0], "bars": [138.0, 232.0], "arm": 30.0},
    "recumbent": {"crank": [170.0, 92.0], "saddle": [0.0, 96.0], "bars": [70.0, 128.0], "arm": 28.0},
    "elliptical": {"crank": [20.0, 40.0], "bars": [84.0, 238.0], "arm": 44.0, "rise": 16.0, "swing": 34.0},
    "water": {"height": 100.0},
    "inversion": {"x": 0.0, "height": 230.0, "angle": 25.0},
    "spot": {"name": "spot", "x": 0.0, "height": 0.0},
}

_TURNING = ("bike", "bicycle", "recumbent", "elliptical")


@dataclass(frozen=True)
class Prop:
    kind: str
    measures: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.measures[name]

    @property
    def turns(self) -> bool:
        """It has cranks that drive the feet."""
        return self.kind in _TURNING

    def surfaces(self) -> dict[str, Surface]:
        return _SURFACES[self.kind](self) if self.kind in _SURFACES else {}


def read(entry: Any) -> Prop:
    """'mat', or {kind = "wall", x = 44}."""
    measures = {"kind": entry} if isinstance(entry, str) else entry
    if not isinstance(measures, dict) or not isinstance(measures.get("kind"), str):
        raise FigureError(f'a prop is a name or {{kind = "..."}}, not {entry!r}')
    kind = measures["kind"]
    if kind not in KINDS:
        raise unknown("prop", kind, KINDS)
    usual = KINDS[kind]
    for name, value in measures.items():
        if name != "kind":
            _check(kind, name, value, usual)
    return Prop(kind, usual | {name: value for name, value in measures.items() if name != "kind"})


def _check(kind: str, name: str, value: Any, usual: Mapping[str, Any]) -> None:
    if name not in usual:
        raise unknown(f"measure of {kind}", name, usual)
    like = usual[name]
    number = isinstance(value, int | float) and not isinstance(value, bool)
    fits = number if isinstance(like, float) else isinstance(value, type(like))
    if not fits or (isinstance(like, list) and len(value) != len(like)):
        raise FigureError(f"{kind}.{name} is like {like!r}, not {value!r}")


def all_surfaces(props: tuple[Prop, ...], *, floor: bool) -> dict[str, Surface]:
    found: dict[str, Surface] = {"floor": surfaces.FLOOR} if floor else {}
    for prop in props:
        found |= prop.surfaces()
    return found


def solids(props: tuple[Prop, ...], *, floor: bool) -> list[str]:
    """The surfaces without end, which no part of the body may cross."""
    return (["floor"] if floor else []) + [prop.kind for prop in props if prop.kind == "wall"]


def feet_on_cranks(prop: Prop, degrees: float) -> dict[str, tuple[float | None, float | None]]:
    """Where the balls of both feet are when the cranks stand at that angle (0: near foot forward, 90: down)."""
    cx, cy = prop["crank"]
    wide, high = prop["arm"], prop["rise"] if "rise" in prop.measures else prop["arm"]
    dx, dy = wide * cos(radians(degrees)), high * sin(radians(degrees))
    return {"ball.n": (cx + dx, -cy + dy - 8), "ball.f": (cx - dx, -cy - dy - 8)}


def grips_on_levers(prop: Prop, degrees: float) -> dict[str, tuple[float | None, float | None]]:
    """The handles of an elliptical trainer swing against the feet."""
    x, y = prop["bars"]
    lean = prop["swing"] * cos(radians(degrees))
    return {"grip.n": (x - lean, -y), "grip.f": (x + lean, -y)}


def _walls(prop: Prop) -> dict[str, Surface]:
    return {prop.kind: surfaces.upright(prop["x"], faces_right=prop["side"] == "left")}


def _chair(prop: Prop) -> dict[str, Surface]:
    name, way = prop["name"], 1 if prop["faces"] == "right" else -1
    back = prop["x"] - 35 * way
    return {
        name: surfaces.level(prop["height"]),
        f"{name}back": surfaces.upright(back + 6 * way, faces_right=way > 0),
        f"{name}top": Spot(back, -prop["height"] - 98),
    }


def _tops(prop: Prop) -> dict[str, Surface]:
    side = -1 if prop.measures.get("side") == "left" else 1
    edge = Spot(prop["x"], -prop["height"] - 4)
    plane = surfaces.level(prop["height"])
    face = surfaces.upright(prop["x"], faces_right=side < 0)
    return {prop.kind: plane, f"{prop.kind}edge": edge, f"{prop.kind}side": face}


def _bar(prop: Prop) -> dict[str, Surface]:
    return {f"bar.{s}": Spot(way * prop["grip"], -prop["height"]) for s, way in (("n", 1), ("f", -1))}


def _round(prop: Prop) -> dict[str, Surface]:
    middle = prop.measures.get("height", prop["r"])
    return {prop.kind: Circle(prop["x"], -middle, prop["r"], carries=prop.kind != "ball")}


def _cycle(prop: Prop) -> dict[str, Surface]:
    found: dict[str, Surface] = {"bars": Spot(prop["bars"][0], -prop["bars"][1])}
    if "saddle" in prop.measures:
        found["saddle"] = Spot(prop["saddle"][0], -prop["saddle"][1])
    return found


def _inversion(prop: Prop) -> dict[str, Surface]:
    """A board that tips about its pivot, the feet's end up; at 0 it stands upright. The ankles are held at that end."""
    x, y, tip = prop["x"], -prop["height"], radians(prop["angle"])
    out = (-cos(tip), -sin(tip))
    ankles = Spot(x + 150 * sin(tip) + 12 * out[0], y - 150 * cos(tip) + 12 * out[1])
    return {"inversion": Plane(*out, out[0] * x + out[1] * y, carries=False), "anklebar": ankles}


def _spot(prop: Prop) -> dict[str, Surface]:
    return {prop["name"]: Spot(prop["x"], -prop["height"])}


def _pillow(prop: Prop) -> dict[str, Surface]:
    return {"pillow": surfaces.level(prop["height"])}


_SURFACES = {
    "wall": _walls,
    "doorway": _walls,
    "chair": _chair,
    "bed": _tops,
    "worktop": _tops,
    "step": _tops,
    "bar": _bar,
    "roller": _round,
    "wheel": _round,
    "ball": _round,
    "bike": _cycle,
    "bicycle": _cycle,
    "recumbent": _cycle,
    "elliptical": _cycle,
    "inversion": _inversion,
    "spot": _spot,
    "pillow": _pillow,
}
