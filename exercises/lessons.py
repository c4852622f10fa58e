"""What is worth knowing about backs, in short pages: the files in `exercises/library/lessons/`, read once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from exercises.loading.faults import Faults, LibraryError
from exercises.loading.reading import LIBRARY
from exercises.loading.table import Table

PAGES = ("help", "relief", "intake", "library", "habits")  # where a lesson may lead, beside exercises
PICTURES = ("back",)


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    text: tuple[str, ...]
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """risk_factors: those whose page part leads here. exercises, sources: slugs of the library."""

    slug: str
    title: str
    lead: str
    order: int
    sections: tuple[Section, ...]
    risk_factors: tuple[str, ...]
    exercises: tuple[str, ...]
    pages: tuple[str, ...]
    sources: tuple[str, ...]
    picture: str = ""


@cache
def lessons() -> Mapping[str, Lesson]:
    """All of them in their order."""
    return read(LIBRARY)


@cache
def lesson_on(risk_factor: str) -> Lesson | None:
    """The first that a risk factor leads to."""
    return next((one for one in lessons().values() if risk_factor in one.risk_factors), None)


def read(folder: Path) -> Mapping[str, Lesson]:
    """Raises LibraryError with every fault of every file."""
    faults = Faults()
    found = [_lesson(_table(path, faults), folder) for path in sorted((folder / "lessons").glob("*.toml"))]
    if faults.found:
        raise LibraryError(faults.found)
    return {one.slug: one for one in sorted(found, key=lambda one: one.order)}


def _table(path: Path, faults: Faults) -> Table:
    try:
        data = tomllib.loads(path.read_text())
    except tomllib.TOMLDecodeError as error:
        faults.add(f"lessons/{path.name}", "the file", f"is not TOML: {error}")
        data = {}
    return Table(f"lessons/{path.name}", path.stem, data, faults)


def _lesson(table: Table, folder: Path) -> Lesson:
    known = {
        kind: tomllib.loads((folder / f"{kind}.toml").read_text()) for kind in ("risk_factors", "sources")
    }
    drawn = {path.stem for path in (folder / "exercises").glob("*.toml")}
    picture = table.text("picture")
    if picture and picture not in PICTURES:
        table.fault("picture", f"must be one of {', '.join(PICTURES)}, or left out")
    found = Lesson(
        slug=table.slug,
        title=table.text("title", required=True, longest=80),
        lead=table.text("lead", required=True, longest=200),
        order=table.whole("order", 1, 99),
        sections=tuple(_section(one) for one in table.tables("sections")),
        risk_factors=tuple(table.choices("risk_factors", known["risk_factors"], "risk factor")),
        exercises=tuple(table.choices("exercises", drawn, "exercise")),
        pages=tuple(table.choices("pages", PAGES, "page")),
        sources=tuple(table.choices("sources", known["sources"], "source", required=True)),
        picture=picture,
    )
    table.done()
    return found


def _section(table: Table) -> Section:
    found = Section(
        table.text("heading", required=True, longest=80),
        tuple(table.texts("text")),
        tuple(table.texts("points")),
    )
    if not found.text and not found.points:
        table.fault("text", "is missing; a section needs text or points")
    table.done()
    return found
