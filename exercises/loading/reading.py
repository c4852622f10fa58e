"""From the files in `exercises/library/` to a Catalogue. Everything is checked before anything is answered."""

import hashlib
import inspect
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from exercises import catalogue, vocabulary
from exercises.catalogue import Catalogue, Exercise, Habit, Override, RiskFactor
from exercises.ladder import circles, with_ladder
from exercises.loading import kinds
from exercises.loading.faults import Faults, LibraryError
from exercises.loading.kinds import Known
from exercises.loading.table import Table

LIBRARY = Path(__file__).resolve().parent.parent / "library"
T = TypeVar("T")


def digest(folder: Path = LIBRARY) -> str:
    """Changes when any library file does, or what the code makes of them."""
    code = [Path(inspect.getfile(module)).read_bytes() for module in (catalogue, vocabulary)]
    total = hashlib.sha256(b"".join(code))
    for path in sorted(folder.rglob("*.toml")):
        total.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes() + b"\0")
    return total.hexdigest()


def read(folder: Path = LIBRARY) -> Catalogue:
    """Raises LibraryError with every fault of every file."""
    faults = Faults()
    tables = {kind: dict(_tables(folder, kind, faults)) for kind in FILES | FOLDERS}
    known = Known(*(tables[kind].keys() for kind in ("exercises", "movements", "risk_factors", "sources")))

    def build(kind: str, make: Callable[[Table, Known], T]) -> dict[str, T]:
        readable = {slug: table for slug, table in sorted(tables[kind].items()) if table.data}
        found = {slug: make(table, known) for slug, table in readable.items()}
        for table in readable.values():
            table.done()
        return found

    exercises = build("exercises", kinds.exercise)
    pairs = build("precautions", kinds.precaution)
    habits = build("habits", kinds.habit)
    _report_circles(exercises, faults)
    library = Catalogue(
        version=digest(folder),
        exercises=with_ladder(exercises.values()),
        movements=build("movements", kinds.movement),
        precautions={slug: precaution for slug, (precaution, _) in pairs.items()},
        overrides=_overrides([override for _, overrides in pairs.values() for override in overrides]),
        risk_factors=_with_habits(build("risk_factors", kinds.risk_factor), habits),
        red_flags=build("red_flags", kinds.red_flag),
        habits=habits,
        sources=build("sources", kinds.source),
    )
    if faults.found:
        raise LibraryError(faults.found)
    return library


FILES = {"movements", "risk_factors", "red_flags", "habits", "sources"}  # one table for each thing
FOLDERS = {"exercises", "precautions"}  # one file for each thing


def _tables(folder: Path, kind: str, faults: Faults) -> Iterator[tuple[str, Table]]:
    if kind in FOLDERS:
        for path in sorted((folder / kind).glob("*.toml")):
            yield path.stem, Table(f"{kind}/{path.name}", path.stem, _parse(path, kind, faults), faults)
        return
    name = f"{kind}.toml"
    for slug, data in _parse(folder / name, "", faults).items():
        if isinstance(data, dict):
            yield slug, Table(name, slug, data, faults, slug)
        else:
            faults.add(name, slug, f"must be a table; write [{slug}]")


def _parse(path: Path, kind: str, faults: Faults) -> dict[str, Any]:
    """Empty when it cannot be read: that is one fault, not one for each missing key."""
    name = f"{kind}/{path.name}" if kind else path.name
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.add(name, "file", f"is not readable TOML: {error}")
    except FileNotFoundError:
        faults.add(name, "file", "is missing; restore it")
    else:
        if not data:
            faults.add(name, "file", "is empty; fill it or take it away")
        return data
    return {}


def _report_circles(exercises: Mapping[str, Exercise], faults: Faults) -> None:
    for circle in circles({slug: exercise.easier for slug, exercise in exercises.items()}):
        way = " > ".join(circle)
        faults.add(f"exercises/{circle[0]}.toml", "easier", f"runs in a circle: {way}; break it")


def _overrides(overrides: list[Override]) -> dict[tuple[str, str], Override]:
    return {
        (o.precaution, o.exercise): o for o in sorted(overrides, key=lambda o: (o.precaution, o.exercise))
    }


def _with_habits(factors: dict[str, RiskFactor], habits: Mapping[str, Habit]) -> dict[str, RiskFactor]:
    return {
        slug: replace(factor, habits=tuple(h.slug for h in habits.values() if slug in h.risk_factors))
        for slug, factor in factors.items()
    }
