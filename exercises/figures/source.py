"""Where a figure's data stands, and where its drawings go."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from exercises.figures import poses
from exercises.figures.drawing import Drawing, parts
from exercises.figures.faults import FigureError, unknown
from exercises.figures.figure import Figure
from exercises.figures.style import sheet

LIBRARY = Path(__file__).resolve().parent.parent / "library" / "exercises"
PICTURES = Path("static/figures")


def slugs(library: Path = LIBRARY) -> list[str]:
    return sorted(path.stem for path in library.glob("*.toml"))


def load(slug: str, library: Path = LIBRARY) -> Figure | None:
    """None when the exercise has no figure yet. Raises FigureError, which names file and key."""
    path = library / f"{slug}.toml"
    if not path.exists():
        raise unknown("exercise", slug, slugs(library))
    try:
        data = tomllib.loads(path.read_text())
        return poses.read(slug, data["name"], data["figure"]) if "figure" in data else None
    except (FigureError, tomllib.TOMLDecodeError) as fault:
        raise FigureError(f"{path.name}: {fault}") from None


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
