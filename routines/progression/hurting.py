"""What hurt sharply, or brought on something new, the last time it was done, and what asks for more of the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from exercises.catalogue import Catalogue
from routines.progression.past import HURT, Past


@dataclass(frozen=True, slots=True)
class Hurt:
    """felt: sharp or stop, or gentler where it was a gentler form that did."""

    felt: str
    on: date


def hurt_last(past: Sequence[Past]) -> dict[str, Hurt]:
    """By exercise. `past` is oldest first: what was done since without hurting is no longer here."""
    if not any(one.hurt for one in past):
        return {}
    last: dict[str, tuple[str, date]] = {}
    for one in past:
        last |= one.felt
    return {name: Hurt(felt, on) for name, (felt, on) in last.items() if felt in HURT}


def with_harder(hurt: dict[str, Hurt], catalogue: Catalogue) -> dict[str, Hurt]:
    """And the harder forms of the same movement, of its family: who is hurt by a bridge is hurt by one on one leg."""
    harder = {
        slug: Hurt("gentler", one.on) for name, one in hurt.items() for slug in _harder(name, catalogue)
    }
    return harder | hurt


def _harder(slug: str, catalogue: Catalogue) -> set[str]:
    found, waiting, library = set[str](), [slug], catalogue.exercises
    while waiting:
        here = library.get(waiting.pop())
        ways = [one for one in here.harder if one in library] if here and here.family else []
        new = {one for one in ways if here and library[one].family == here.family} - found
        found |= new
        waiting += sorted(new)
    return found - {slug}
