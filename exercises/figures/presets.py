"""Positions that poses start from: rough angles and the contacts that make them exact. See docs/figures.md."""

from typing import Any

_BACK = ["hips floor", "upperback floor", "head floor"]
_LYING = {"trunk": -90, "neck": 4, "head": -4, "arm": [8, 8, 0]}
_SIDE_ON = {"trunk": -90, "spine": [0, 0, 0], "neck": -10, "head": -6}

_KNEES_AT_US = {"thigh.n": 0.22, "thigh.f": 0.22, "shank.n": 0.87, "shank.f": 0.87}

PRESETS: dict[str, dict[str, Any]] = {
    # upright, side view
    "standing": {"trunk": 0, "arm": [6, 12, 0], "leg": [0, 2, 0], "touch": ["feet floor"]},
    "split-stance": {
        "trunk": 2,
        "arm": [10, 14, 0],
        "leg_near": [-18, 6, 14],
        "leg_far": [32, 38, 6],
        "touch": ["feet floor"],
    },
    "sitting": {
        "trunk": 0,
        "arm": [4, 70, 4],
        "leg": [86, 86, 0],
        "touch": [
            "seat chair",
            "feet floor",
            "palm.n @thighmid.n",
            "tips.n @thighlow.n",
            "palm.f @thighmid.f",
            "tips.f @thighlow.f",
        ],
    },
    "sitting-free-arms": {
        "trunk": 0,
        "arm": [6, 14, 0],
        "leg": [86, 86, 0],
        "touch": ["seat chair", "feet floor"],
    },
    "long-sitting": {
        "trunk": 0,
        "arm": [20, 20, 0],
        "leg": [88, 2, 0],
        "touch": ["seat floor", "heels floor"],
    },
    "kneeling": {
        "trunk": 0,
        "arm": [6, 12, 0],
        "leg": [0, 86, -66],
        "touch": ["knees floor", "insteps floor"],
    },
    "half-kneeling": {
        "trunk": 0,
        "arm": [30, 40, 0],
        "leg_near": [0, 84, -66],
        "leg_far": [88, 88, 0],
        "touch": ["knee.n floor", "instep.n floor", "foot.f floor"],
    },
    "heel-sitting": {
        "trunk": 8,
        "arm": [20, 30, 0],
        "leg": [88, 156, -70],
        "touch": ["bothshins floor", "insteps floor", "seat @ankle.n"],
    },
    # lying on the back
    "supine": _LYING | {"leg": [2, 4, -38], "touch": [*_BACK, "heels floor", "wrists floor"]},
    "hooklying": _LYING | {"leg": [48, 98, 0], "touch": [*_BACK, "feet floor", "wrists floor"]},
    "one-knee-bent": _LYING
    | {
        "leg_near": [2, 4, -10],
        "leg_far": [48, 98, 0],
        "touch": [*_BACK, "heel.n floor", "foot.f floor", "wrists floor"],
    },
    "tabletop": _LYING | {"leg": [90, 90, 0], "touch": [*_BACK, "wrists floor"]},
    # lying on the front
    "prone": {
        "trunk": 90,
        "neck": 0,
        "head": 0,
        "arm": [170, 10, 0],
        "leg": [0, 0, -60],
        "touch": ["breast floor", "pubis floor", "forehead floor", "insteps floor"],
    },
    "prone-arms-by-side": {
        "trunk": 90,
        "neck": 0,
        "head": 0,
        "arm": [0, 8, 0],
        "leg": [0, 0, -60],
        "touch": ["breast floor", "pubis floor", "forehead floor", "insteps floor"],
    },
    "prone-on-elbows": {
        "trunk": 84,
        "spine": [-22, -14, -8],
        "neck": 4,
        "head": -10,
        "arm": [62, 88, 0],
        "leg": [0, 0, -60],
        "touch": ["pubis floor", "insteps floor", "forearms floor"],
    },
    # on hands, elbows and knees
    "allfours": {
        "trunk": 86,
        "spine": [-6, 4, 6],
        "neck": 4,
        "head": -8,
        "arm": [88, 4, 86],
        "leg": [86, 88, -66],
        "touch": ["hands floor", "knees floor", "insteps floor"],
    },
    "childs-pose": {
        "trunk": 62,
        "spine": [24, 20, 12],
        "neck": 40,
        "head": 10,
        "arm": [160, 6, 30],
        "leg": [128, 154, -70],
        "touch": ["hands floor", "bothshins floor", "insteps floor", "forehead floor", "seat @ankle.n"],
        "loose": ["spine"],
    },
    "forearm-plank": {
        "trunk": 80,
        "neck": 6,
        "head": -4,
        "arm": [84, 88, 0],
        "leg": [0, 0, 0, 60],
        "touch": ["forearms floor", "tiptoes floor"],
        "firm": ["lumbar", "thorax", "chest", "thigh", "shank", "neck", "head"],
    },
    "forearm-plank-knees": {
        "trunk": 74,
        "neck": 6,
        "head": -4,
        "arm": [80, 88, 0],
        "leg": [0, 30, -60],
        "touch": ["forearms floor", "knees floor", "insteps floor"],
        "firm": ["lumbar", "thorax", "chest", "thigh", "neck", "head"],
    },
    # view = "front": upright, facing the viewer
    "front-standing": {
        "trunk": 0,
        "neck": 0,
        "head": 0,
        "arm": [10, 8, 0],
        "leg": [5, 0, 0],
        "touch": ["soles floor"],
    },
    "front-sitting": {
        "trunk": 0,
        "neck": 0,
        "head": 0,
        "arm": [12, -16, 0],
        "leg": [14, 14, 0],
        "short": _KNEES_AT_US | {"farm.n": 0.6, "farm.f": 0.6},
        "x": 0,
        "touch": ["seat chair", "soles floor"],
    },
    "front-hanging": {
        "trunk": 0,
        "neck": 0,
        "head": 0,
        "arm": [172, 4, 0],
        "leg": [4, 0, 0],
        "touch": ["grips bar"],
    },
    # view = "front", lying on the side, head to the left, the near limbs on top
    "side-lying": _SIDE_ON
    | {
        "arm_far": [168, 142, 0],
        "arm_near": [24, -34, 0],
        "leg_near": [0, 0, 0],
        "leg_far": [0, 0, 0],
        "touch": ["hipside floor", "ribside floor", "footside.f floor"],
    },
    "side-lying-knees-bent": _SIDE_ON
    | {
        "arm_far": [168, 142, 0],
        "arm_near": [24, -34, 0],
        "leg_far": [24, 52, -20],
        "leg_near": [-26, -50, 20],
        "touch": ["hipside floor", "ribside floor", "ankle.n @ankle.f"],
    },
    "side-plank": _SIDE_ON
    | {
        "trunk": -72,
        "neck": 0,
        "head": 0,
        "arm_far": [74, 82, 0],
        "arm_near": [20, -60, 0],
        "leg_near": [-9, 0, 0],
        "leg_far": [0, 0, 0],
        "touch": ["elbow.f floor", "wrist.f floor", "footside.f floor"],
        "firm": ["lumbar", "thorax", "chest", "thigh", "shank"],
    },
    # view = "front", floor = false: lying on a mat, seen from above
    "from-above": {
        "trunk": -90,
        "neck": 0,
        "head": 0,
        "arm": [16, 6, 0],
        "leg": [5, 0, 0],
        "height": 0,
        "x": 0,
        "touch": [],
    },
    # view = "twist": legs in profile, rib cage to the viewer
    "twist-sitting": {
        "trunk": 0,
        "neck": 0,
        "head": 0,
        "arm": [20, 10, 0],
        "leg": [86, 86, 0],
        "at": {"seat": [4]},
        "firm": ["pelvis", "lumbar", "thorax", "chest"],
        "touch": ["seat chair", "feet floor"],
    },
}
