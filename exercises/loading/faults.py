"""What is wrong with the library files: all of it at once, each fault with its file, its key and the way to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    file: str
    key: str
    fix: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.fix}"


@dataclass(slots=True)
class Faults:
    found: list[Fault] = field(default_factory=list)

    def add(self, file: str, key: str, fix: str) -> None:
        self.found.append(Fault(file, key, fix))


class LibraryError(Exception):
    """The files cannot be loaded; nothing was written. `faults` holds every reason."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def unknown(word: object, known: Iterable[str], noun: str) -> str:
    """'unknown tag "flexon"; did you mean "flexion"?', or the whole list when nothing is near and it is short."""
    names = sorted(known)
    near = get_close_matches(str(word), names, n=1)
    if near:
        return f'unknown {noun} "{word}"; did you mean "{near[0]}"?'
    if len(names) <= 12:
        return f'unknown {noun} "{word}"; use one of: {", ".join(names)}'
    return f'unknown {noun} "{word}"; add it to the library or take it out'
