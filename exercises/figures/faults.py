"""How a figure's data says what is wrong with it: where, what, and the nearest name that would be right."""

import difflib
from collections.abc import Iterable


class FigureError(ValueError):
    """A figure that cannot be drawn as written; the message names the key and, for a name, its nearest neighbour."""


def unknown(what: str, name: str, known: Iterable[str]) -> FigureError:
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.0)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return FigureError(f"unknown {what} {name!r}{hint}")
