"""The places on the skin that can touch something, and the words an author uses for them."""

from typing import NamedTuple

from exercises.figures.faults import unknown
from exercises.figures.skeleton import TRUNK, Frames, Pose


class Probe(NamedTuple):
    """A circle on the skin, in the frame of its bone."""

    bone: str
    x: float
    y: float
    r: float


PROBES = {
    "heel": Probe("foot", -10, 11, 5),
    "ball": Probe("foot", 31, 11, 5),
    "toetip": Probe("toe", 11, 1, 3.5),
    "instep": Probe("foot", 22, 8, 6),
    "ankle": Probe("foot", -6, 2, 9),
    "pedal": Probe("foot", 31, 20, 0),
    "sole": Probe("foot", 0, 12, 5),
    "footside": Probe("foot", -6, 6, 5),
    "knee": Probe("shank", 1, 1, 13),
    "shinlow": Probe("shank", 0, 84, 8),
    "shin": Probe("shank", 0, 22, 13),
    "calf": Probe("shank", -3, 28, 14),
    "calflow": Probe("shank", -4, 74, 9),
    "thighlow": Probe("thigh", 0, 84, 15),
    "thighmid": Probe("thigh", 0, 60, 18),
    "elbow": Probe("farm", 0, 0, 9),
    "farmmid": Probe("farm", 0, 30, 8),
    "wrist": Probe("farm", 0, 54, 7),
    "palm": Probe("hand", 0, 6, 6),
    "tips": Probe("hand", -1, 34, 3.5),
    "grip": Probe("hand", -3, 14, 0),
    "handmid": Probe("hand", -2, 18, 5),
    "uarmmid": Probe("uarm", 0, 36, 11),
    "shoulder": Probe("uarm", 0, 0, 13),
    "sacrum": Probe("pelvis", -9, -8, 17),
    "seat": Probe("pelvis", -7, 4, 19),
    "pubis": Probe("pelvis", 2, -2, 17),
    "hipside": Probe("pelvis", -24, 0, 17),
    "belly": Probe("lumbar", 1, -10, 17),
    "lowback": Probe("lumbar", 0, -18, 15),
    "midback": Probe("thorax", -1, -18, 19),
    "ribs": Probe("thorax", 3, -12, 20),
    "ribside": Probe("thorax", -20, -14, 17),
    "upback": Probe("chest", -4, -8, 20),
    "breast": Probe("chest", 5, -6, 20),
    "headback": Probe("head", -3, -22, 23),
    "headtop": Probe("head", 0, -24, 22),
    "headside": Probe("head", -4, -24, 18),
    "forehead": Probe("head", 4, -26, 18),
    "face": Probe("head", 8, -14, 16),
}

# one word for several probes; the plural takes both sides
_GROUPS = {
    "foot": ("heel", "ball"),
    "toes": ("ball", "toetip"),
    "feettop": ("instep", "shinlow"),
    "shins": ("knee", "shinlow"),
    "hand": ("palm", "tips"),
    "forearm": ("elbow", "wrist"),
    "hips": ("sacrum",),
    "upperback": ("upback",),
    "head": ("headback",),
}
_PLURALS = {
    "feet": "foot",
    "hands": "hand",
    "knees": "knee",
    "bothshins": "shins",
    "forearms": "forearm",
    "elbows": "elbow",
    "heels": "heel",
    "balls": "ball",
    "wrists": "wrist",
    "palms": "palm",
    "tiptoes": "toes",
    "grips": "grip",
    "insteps": "instep",
    "soles": "sole",
    "calves": "calf",
    "thighs": "thighmid",
    "shoulders": "shoulder",
}

# what must stay above the floor and on this side of a wall
_SOLID = {
    "side": [
        "heel",
        "ball",
        "toetip",
        "knee",
        "shinlow",
        "thighlow",
        "elbow",
        "wrist",
        "palm",
        "tips",
        "uarmmid",
        "sacrum",
        "seat",
        "pubis",
        "belly",
        "lowback",
        "midback",
        "ribs",
        "upback",
        "breast",
        "headback",
        "forehead",
        "face",
    ],
    "front": ["elbow", "wrist", "sole", "shoulder", "headtop"],
    "twist": ["heel", "ball", "elbow", "palm"],
}


def words() -> set[str]:
    return {*PROBES, *_GROUPS, *_PLURALS}


def expand(word: str) -> list[str]:
    """'feet' -> heel.n ball.n heel.f ball.f; 'hand.f' -> palm.f tips.f; 'head' -> headback."""
    base, _, side = word.partition(".")
    if base not in words() or side not in ("", "n", "f"):
        raise unknown(
            "body part", word, {*words(), *(f"{w}.n" for w in words()), *(f"{w}.f" for w in words())}
        )
    if base in _PLURALS and not side:
        parts = _GROUPS.get(_PLURALS[base], (_PLURALS[base],))
        return [name for s in "nf" for part in parts for name in _on(part, s)]
    return [name for part in _GROUPS.get(base, (base,)) for name in _on(part, side or "n")]


def _on(part: str, side: str) -> list[str]:
    return [part] if PROBES[part].bone in TRUNK else [f"{part}.{side}"]


def solid(view: str) -> list[str]:
    return [
        name for part in _SOLID[view] for side in "nf" for name in _on(part, side) if not _twice(part, side)
    ]


def _twice(part: str, side: str) -> bool:
    return side == "f" and PROBES[part].bone in TRUNK


def every() -> list[str]:
    return [name for part in PROBES for side in "nf" for name in _on(part, side) if not _twice(part, side)]


def bone_of(name: str) -> str:
    part, _, side = name.partition(".")
    bone = PROBES[part].bone
    return f"{bone}.{side}" if side else bone


def place(frames: Frames, pose: Pose, name: str) -> tuple[float, float, float]:
    """x, y and radius of a probe on the screen."""
    bone = bone_of(name)
    _, x, y, r = PROBES[name.partition(".")[0]]
    px, py = frames[bone].at(x, y * pose.get(f"short.{bone}", 1))
    return px, py, r
