"""The one look of all figures: ink body, light beads, persimmon for what moves, on a field of the block's colour.

A figure inside a page takes its colours from the page's tokens; a file shown through <img> carries its own and picks
them by its address: 'bridge.svg#s' stands in the field of strengthening, 'bridge.svg#ds' in the same one in the dark.
Safari tells no image whether the page is dark.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    ink: str
    move: str
    paper: str
    mat: str
    fields: Mapping[str, str]


# block of a routine -> the letter that names its field in an address
FIELDS = {
    "warm-up": "w",
    "aerobic": "a",
    "strengthening": "s",
    "stretching": "l",
    "cool-down": "c",
    "relief": "c",
}
NIGHT = "d"  # stands before the letter

LIGHT = Palette(
    "#14312f",
    "#c8441b",
    "#f5f4ef",
    "#fffb",
    {"w": "#cfe5ea", "a": "#f3e2a4", "s": "#f8d0b8", "l": "#d8e4bf", "c": "#e3d9ea"},
)
DARK = Palette(
    "#edf1ea",
    "#ff9a70",
    "#0f1b1b",
    "#fff2",
    {"w": "#1f414a", "a": "#4a3f17", "s": "#54321f", "l": "#344220", "c": "#413449"},
)

FAR, FAR_MOVER, PROP, EDGE = 52, 76, 20, 46  # per cent of ink (or persimmon) in the field

_ROUND = "stroke-linecap:round;stroke-linejoin:round"
_INK, _MOVE, _FIELD = "var(--i)", "var(--m)", "var(--f)"


def _mix(colour: str, share: int) -> str:
    return f"color-mix(in oklab,{colour} {share}%,{_FIELD})"


# class -> declarations; a standalone file carries only those it uses
RULES = {
    "far": f"fill:{_mix(_INK, FAR)}",
    "mover": f"fill:{_MOVE}",
    "far.mover": f"fill:{_mix(_MOVE, FAR_MOVER)}",
    "calm": f"fill:{_INK}",
    "halo": f"stroke:{_FIELD};stroke-width:7",
    "beads": f"fill:none;stroke:{_FIELD};stroke-width:7",
    "ghost": "opacity:.2",
    "arrow": f"fill:none;stroke:{_MOVE};stroke-width:4",
    "floor": f"fill:none;stroke:{_INK};stroke-width:2.5;opacity:.4",
    "line": f"fill:none;stroke:{_mix(_INK, EDGE)}",
    "prop": f"fill:{_mix(_INK, PROP)}",
    "edge": f"fill:{_mix(_INK, EDGE)}",
    "mat": "fill:var(--w)",
    "band": f"fill:none;stroke:{_INK};stroke-width:5",
    "pack": "fill:#4d97c2",
    "warm-pack": "fill:#c98a12",
    "water": "fill:#4d97c2;opacity:.45",
}

PAGE = """\
.fig{--i:var(--ink,#14312f);--m:var(--move,#c8441b);--f:var(--field,var(--paper,#f5f4ef));\
--w:var(--mat,#fffb);display:block;\
inline-size:100%;block-size:auto;fill:var(--i);stroke-linecap:round;stroke-linejoin:round}
.fig.flipped{scale:-1 1}
.fig-parts{position:absolute;inline-size:0;block-size:0}
.fig-control{display:inline-flex;align-items:center;gap:.5rem;min-block-size:2.75rem}
.figure:has(.fig-pause:checked){--fig-play:paused}
.figure:has(.fig-slower:checked){--fig-pace:1.8}
@media screen and (prefers-reduced-motion:no-preference){.fig-moves :is(.ghost,.arrow){display:none}}
@media not screen,(prefers-reduced-motion:reduce){.fig-control{display:none}}
"""


def sheet() -> str:
    """The style file that every page with inline figures shares."""
    return PAGE + "".join(f".fig .{name}{{{rule}}}\n" for name, rule in RULES.items())


def standalone(markup: str) -> str:
    """The style of one file that is shown through <img>."""
    used = "".join(
        f".{name}{{{rule}}}" for name, rule in RULES.items() if f'"{name.replace(".", " ")}' in markup
    )
    light = f"svg{{{_colours(LIGHT)};fill:{_INK};{_ROUND}}}{_fields(LIGHT)}"
    dark = f"[id^={NIGHT}]:target{{{_colours(DARK)};fill:{_INK}}}{_fields(DARK, NIGHT)}"
    return light + dark + used


def places() -> list[str]:
    """What an address may end with: each is the id of a group round the drawing."""
    return [*sorted(LIGHT.fields), NIGHT, *(NIGHT + letter for letter in sorted(DARK.fields))]


def _colours(palette: Palette) -> str:
    return f"--i:{palette.ink};--m:{palette.move};--f:{palette.paper};--w:{palette.mat}"


def _fields(palette: Palette, before: str = "") -> str:
    return "".join(f"#{before}{letter}:target{{--f:{colour}}}" for letter, colour in palette.fields.items())
