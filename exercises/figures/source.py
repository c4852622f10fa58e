"""Where a figure's data stands, and where its drawings go."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from exercises.figures import poses
from exercises.figures.drawing import Drawing, parts
from exercises.figures.faults import FigureError, unknown
from exercises.figures.figure import Figure
from exercises.figures.style import sheet

LIBRARY = Path(__file__).resolve().parent.parent / "library" / "exercises"
PICTURES = Path("static/figures")


def slugs(library: Path = LIBRARY) -> list[str]:
    """Of exercises, and of figures in other positions: chin-tuck, chin-tuck--standing."""
    other = re.compile(r"^\[figure_in\.([a-z-]+)\]", re.MULTILINE)
    return sorted(
        slug
        for path in library.glob("*.toml")
        for slug in (path.stem, *(f"{path.stem}--{position}" for position in other.findall(path.read_text())))
    )


def load(slug: str, library: Path = LIBRARY) -> Figure | None:
    """None when the exercise has no figure yet. Raises FigureError, which names file and key."""
    stem, _, position = slug.partition("--")
    path = library / f"{stem}.toml"
    if not path.exists():
        raise unknown("exercise", slug, slugs(library))
    try:
        data = tomllib.loads(path.read_text())
        if "figure" not in data:
            return None
        table = data["figure"]
        if position:
            table = _elsewhere(table, position, data.get("figure_in", {}))
        return poses.read(slug, data["name"], table)
    except (FigureError, tomllib.TOMLDecodeError) as fault:
        raise FigureError(f"{path.name}: {fault}") from None


def _elsewhere(table: Mapping[str, Any], position: str, others: Mapping[str, Any]) -> dict[str, Any]:
    """The same figure in another position. `base` stands for that of every key that has one."""
    if position not in others:
        raise unknown("figure_in", position, others)
    said = dict(others[position])
    keys = [dict(key) for key in said.pop("key", table["key"])]
    if base := said.pop("base", ""):
        keys = [key | {"base": base} if "base" in key else key for key in keys]
    return {**table, **said, "position": position, "key": keys}


def chosen(wanted: Iterable[str], library: Path = LIBRARY) -> Mapping[str, Figure]:
    """The figures of these exercises, or of all; every fault of all of them in one FigureError."""
    found, faults = {}, []
    for slug in wanted or slugs(library):
        try:
            figure = load(slug, library)
        except FigureError as fault:
            faults.append(str(fault))
        else:
            if figure is not None:
                found[slug] = figure
    if faults:
        raise FigureError("\n".join(faults))
    return found


def files(slug: str, drawing: Drawing) -> dict[Path, str]:
    """Everything that is committed for one figure, by its path from the root of the project."""
    keyframes = {PICTURES / f"{slug}.css": drawing.keyframes} if drawing.keyframes else {}
    return keyframes | {
        PICTURES / f"{slug}.inline.svg": drawing.fragment,
        PICTURES / f"{slug}.svg": drawing.still,
        PICTURES / f"{slug}.start.svg": drawing.start,
        PICTURES / f"{slug}.end.svg": drawing.end,
    }


def shared() -> dict[Path, str]:
    return {PICTURES / "parts.inline.svg": parts() + "\n", Path("static/css/figures.css"): sheet()}
