"""Small figures to try the engine on."""

from exercises.figures import poses

STANDING = {"desc": "Standing upright with the arms hanging.", "key": [{"base": "standing"}]}
BRIDGE = {
    "desc": "Lying on the back with bent knees, the hips lift.",
    "mover": ["trunk"],
    "arrow": "pubis -10 -66",
    "props": ["mat"],
    "key": [
        {"base": "hooklying"},
        {"trunk": -118, "leg": [0, 88, 0], "drop": ["hips"], "neck": 30, "head": 4},
    ],
}


def figure(table, **changes):
    return poses.read("test", "Test figure", table | changes)
