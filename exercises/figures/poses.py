"""A figure's data: the [figure] table of an exercise, checked and turned into plain values."""

from collections.abc import Mapping
from typing import Any

from exercises.figures import props as things
from exercises.figures.faults import FigureError, unknown
from exercises.figures.figure import Contact, Figure, Key, Pin
from exercises.figures.presets import PRESETS
from exercises.figures.probes import expand
from exercises.figures.skeleton import ARM, LEG, TRUNK, VIEWS, Body, Pose, kind
from exercises.figures.surfaces import Surface

SPINE = ("lumbar", "thorax", "chest")
MOVERS = (
    "trunk",
    "head",
    *(
        f"{part}.{side}"
        for part in ("arm", "forearm", "hand", "leg", "shank", "foot")
        for side in ("near", "far")
    ),
)
SIDES = ("right", "left")
ARMS = ("around", "behind", "over")
LOOKS = ("side", "front", "back")
FEET = ("side", "front", "mirror")

# what a figure may say, with the value it has when it does not
_FIGURE = {
    "desc": "",
    "position": "",
    "view": "side",
    "faces": "right",
    "side": "",
    "mover": [],
    "arrow": "",
    "turn": "",
    "props": [],
    "loop": False,
    "seconds": 4.0,
    "show": 0,
    "fist": False,
    "floor": True,
    "balanced": True,
    "steady": [],
    "shrug": 0.0,
    "short": {},
    "arms": "",
    "feet": "",
    "look": "",
    "free": [],
    "shade": False,
    "key": [],
}
_KEY = {
    "base": "",
    "trunk": 0.0,
    "spine": [],
    "neck": 0.0,
    "head": 0.0,
    "arm": [],
    "arm_near": [],
    "arm_far": [],
    "leg": [],
    "leg_near": [],
    "leg_far": [],
    "x": 0.0,
    "height": 0.0,
    "touch": [],
    "add": [],
    "drop": [],
    "at": {},
    "firm": [],
    "loose": [],
    "short": {},
    "twist": [],
    "look": "",
    "crank": 0.0,
}


def read(slug: str, title: str, table: Mapping[str, Any]) -> Figure:
    """Raises FigureError, which names the key at fault and the nearest valid name."""
    said = _checked("figure", table, _FIGURE)
    view = _one_of("view", said["view"], VIEWS)
    if not table.get("key"):
        raise FigureError("figure.key: a figure needs at least one pose")
    body = _body(view, said)
    props = tuple(_in("props", things.read, entry) for entry in said["props"])
    surfaces = things.all_surfaces(props, floor=said["floor"])
    keys = _keys(said, body, surfaces)
    return Figure(
        slug=slug,
        title=title,
        body=body,
        keys=keys,
        props=props,
        surfaces=surfaces,
        solids=tuple(things.solids(props, floor=said["floor"])),
        mover=frozenset(_one_of("mover", mover, MOVERS) for mover in said["mover"]),
        arrow=_arrow(said["arrow"]),
        turn=_one_of("turn", said["turn"], TRUNK) if said["turn"] else "",
        is_cycle=said["loop"],
        show=_shown(said["show"], len(keys)),
        steady=frozenset(joint for word in said["steady"] for joint in _joints("steady", word, body)),
        **_manner(view, said),
        **{
            name: said[name] for name in ("desc", "position", "seconds", "fist", "floor", "balanced", "shade")
        },
    )


def _body(view: str, said: Mapping[str, Any]) -> Body:
    whole = Body(view)
    free = frozenset(joint for word in said["free"] for joint in _joints("free", word, whole))
    return Body(view, said["shrug"], free)


def _manner(view: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """How a view is drawn unless the author says it. The near side is the right one when the profile faces right."""
    faces = _one_of("faces", said["faces"], SIDES)
    near = "left" if (view == "front") == (faces == "right") else "right"
    return {
        "faces": faces,
        "side": _one_of("side", said["side"] or near, SIDES),
        "arms": _one_of("arms", said["arms"] or ("around" if view == "side" else "over"), ARMS),
        "feet": _one_of("feet", said["feet"] or ("front" if view == "front" else "side"), FEET),
    }


def _shown(number: int, count: int) -> int:
    if not 0 <= number <= count:
        raise FigureError(f"show: there is no key {number}")
    return (number or count) - 1


def _keys(figure: Mapping[str, Any], body: Body, surfaces: Mapping[str, Surface]) -> tuple[Key, ...]:
    usual = {"short": figure["short"], "look": figure["look"] or ("side" if body.view == "side" else "front")}
    keys = []
    before: dict[str, Any] = {}
    for number, table in enumerate(figure["key"], 1):
        where = f"key {number}"
        written = dict(table)
        _checked(where, written, _KEY)
        before = usual | _merged(where, written, before)
        keys.append(_in(where, _key, before, body, surfaces))
    return tuple(keys)


def _merged(where: str, written: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """A key without a base starts from the key before it. What it says for one limb or both replaces the rest."""
    base = written.pop("base", None)
    if base is not None and base not in PRESETS:
        raise FigureError(f"{where}: {unknown('base', base, PRESETS)}")
    start = dict(PRESETS[base]) if base else dict(before)
    for limb in ("arm", "leg"):
        if limb in written:
            start.pop(f"{limb}_near", None)
            start.pop(f"{limb}_far", None)
    for passing in ("add", "drop"):
        start.pop(passing, None)
    merged = start | written
    merged["touching"] = None if base or "touch" in written else before.get("touching")
    return merged


def _key(said: dict[str, Any], body: Body, surfaces: Mapping[str, Surface]) -> Key:
    before = said["touching"]
    contacts = _contacts(said.get("touch", []), surfaces) if before is None else dict(before)
    for word in said.get("drop", []):
        dropped = [probe for probe in expand(word) if probe in contacts]
        if not dropped:
            raise FigureError(f"drop: {word!r} does not touch anything here ({', '.join(contacts)})")
        for probe in dropped:
            del contacts[probe]
    contacts |= _contacts(said.get("add", []), surfaces)
    said["touching"] = contacts
    return Key(
        asked=_asked(said, body),
        contacts=contacts,
        pins=_pins(said.get("at", {})),
        stiffness=_stiffness(said, body),
        crank=said.get("crank"),
        look=_one_of("look", said["look"], LOOKS),
        x_is_given="x" in said,
    )


def _contacts(entries: list[str], surfaces: Mapping[str, Surface]) -> dict[str, Contact]:
    found = {}
    for entry in entries:
        what, where, *flags = [*entry.split(), "", ""][: max(2, len(entry.split()))]
        if not where or any(flag != "slide" for flag in flags):
            raise FigureError(f'touch: {entry!r} is not like "feet floor" or "heel.n floor slide"')
        for probe in expand(what):
            found[probe] = Contact(probe, _surface(probe, where, surfaces), "slide" in flags)
    return found


def _surface(probe: str, where: str, surfaces: Mapping[str, Surface]) -> str:
    if where.startswith("@"):
        return f"@{expand(where[1:])[0]}"
    for name in (where, where + probe[-2:]):
        if name in surfaces:
            return name
    raise unknown("surface (is its prop missing?)", where, surfaces)


def _asked(said: Mapping[str, Any], body: Body) -> Pose:
    pose: Pose = dict.fromkeys(body.variables, 0.0)
    pose["pelvis"] = said.get("trunk", 0)
    pose["neck"], pose["head"] = said.get("neck", 18), said.get("head", -16)
    for joint, angle in zip(SPINE, said.get("spine") or (0, 0, 0), strict=False):
        pose[joint] = angle
    for limb, joints in (("arm", ARM), ("leg", LEG)):
        for side, word in (("n", "near"), ("f", "far")):
            angles = said.get(f"{limb}_{word}", said.get(limb, []))
            if len(angles) > len(joints):
                raise FigureError(f"{limb}: at most {len(joints)} angles, for {', '.join(joints)}")
            pose |= {f"{joint}.{side}": angle for joint, angle in zip(joints, angles, strict=False)}
    pose["twist.hips"], pose["twist.ribs"] = said.get("twist") or (0, 0)
    pose["x"], pose["y"] = said.get("x", 0), -said.get("height", 120)
    for bone, share in said.get("short", {}).items():
        if bone not in body.bones:
            raise unknown("bone", bone, body.bones)
        pose[f"short.{bone}"] = share
    return {name: float(value) for name, value in pose.items()}


def _pins(at: Mapping[str, Any]) -> dict[str, Pin]:
    pins: dict[str, Pin] = {}
    for word, place in at.items():
        if not isinstance(place, list) or not 1 <= len(place) <= 2:
            raise FigureError(f"at: {word} is [x] or [x, height], not {place!r}")
        for probe in expand(word):
            pins[probe] = (place[0], -place[1] if len(place) > 1 else None)
    return pins


def _stiffness(said: Mapping[str, Any], body: Body) -> dict[str, float]:
    """How hard each joint is held to the author's angle, per degree (contacts pull 4 per unit)."""
    held = dict.fromkeys(body.variables, 0.04)
    held |= {"x": 0.01, "y": 0.0005} | dict.fromkeys(SPINE, 0.12)
    held |= {name: 0.02 for name in body.bones if kind(name) in ("hand", "foot", "toe")}
    for word, value in (("firm", 0.5), ("loose", 0.01)):
        for joint in said.get(word, []):
            held |= dict.fromkeys(_joints(word, joint, body), value)
    return held


def _joints(where: str, word: str, body: Body) -> list[str]:
    """'thigh' -> both thighs; 'spine' -> its three joints; 'x' and 'y' -> the place of the hips."""
    if word == "spine":
        return list(SPINE)
    found = [name for name in body.variables if word in (name, kind(name))]
    if not found:
        known = {*body.variables, *map(kind, body.variables), "spine"}
        raise FigureError(f"{where}: {unknown('joint', word, known)}")
    return found


def _arrow(text: str) -> str:
    if text:
        probe, *offset = text.split()
        if len(offset) != 2 or len(_in("arrow", expand, probe)) != 1:
            raise FigureError(f'arrow: {text!r} is not like "knee.n -10 -40"')
    return text


def _checked(where: str, table: Mapping[str, Any], usual: Mapping[str, Any]) -> dict[str, Any]:
    """The table with what it leaves out; an unknown key or a value of another type is a fault."""
    for name, value in table.items():
        if name not in usual:
            raise FigureError(f"{where}: {unknown('key', name, usual)}")
        like = usual[name]
        number = isinstance(value, int | float) and not isinstance(value, bool)
        is_number = isinstance(like, int | float) and not isinstance(like, bool)
        if not (number if is_number else isinstance(value, type(like))):
            raise FigureError(f"{where}: {name} is a {type(like).__name__}, not {value!r}")
    return {**usual, **table}


def _one_of(where: str, name: str, known: tuple[str, ...]) -> str:
    if name not in known:
        raise FigureError(f"{where}: {unknown('name', name, known)}")
    return name


def _in(where: str, read_one: Any, *args: Any) -> Any:
    try:
        return read_one(*args)
    except FigureError as fault:
        raise FigureError(f"{where}: {fault}") from None
