"""Draws many figures and compares them with what is committed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from exercises.figures import lint, source
from exercises.figures.drawing import draw
from exercises.figures.faults import FigureError
from exercises.figures.figure import Figure
from exercises.figures.motion import move


@dataclass(frozen=True)
class Draft:
    """All files of the figures drawn, and what the linter says of each."""

    files: Mapping[Path, str]
    findings: Mapping[str, list[str]]

    def differing(self, root: Path) -> list[Path]:
        return sorted(path for path, text in self.files.items() if _read(root / path) != text)

    def write(self, root: Path) -> None:
        for path, text in self.files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)


def make(figures: Mapping[str, Figure], on_progress: Callable[[int, str], None]) -> Draft:
    """Raises FigureError when a pose cannot be solved: nothing is to be written then."""
    files, findings, faults = dict(source.shared()), {}, []
    for number, (slug, figure) in enumerate(figures.items()):
        on_progress(number, slug)
        motion = move(figure)
        faults += [f"{slug}.toml: {fault}" for fault in lint.unsolved(motion)]
        drawing = draw(motion)
        files |= source.files(slug, drawing)
        findings[slug] = lint.lint(motion, drawing)
    if faults:
        raise FigureError("\n".join(faults))
    return Draft(files, findings)


def _read(path: Path) -> str | None:
    return path.read_text() if path.exists() else None
