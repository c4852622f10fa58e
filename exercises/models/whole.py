"""All rows of the library as one Catalogue, held once for each process until the version changes."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from exercises import catalogue
from exercises.catalogue import Catalogue
from exercises.ladder import with_ladder
from exercises.models.knowledge import Habit, Movement, RedFlag, RiskFactor, Source
from exercises.models.precaution import Override, Precaution
from exercises.models.state import latest


class HasSlug(Protocol):
    @property
    def slug(self) -> str: ...


S = TypeVar("S", bound=HasSlug)
_held: dict[str, Catalogue] = {}  # the newest version only


def current(exercises: Callable[[], Iterable[catalogue.Exercise]]) -> Catalogue:
    """`exercises` is asked only when the version is new to this process."""
    version = latest.version()
    found = _held.get(version)
    if found is None:
        found = _fetch(version, exercises())
        _held.clear()
        _held[version] = found
    return found


def _fetch(version: str, exercises: Iterable[catalogue.Exercise]) -> Catalogue:
    overrides = [row.plain() for row in Override.objects.current().select_related("precaution", "exercise")]
    return Catalogue(
        version=version,
        exercises=with_ladder(exercises),
        movements=_by_slug(row.plain() for row in Movement.objects.as_read("implies")),
        precautions=_by_slug(row.plain() for row in Precaution.objects.whole("rules", "sources")),
        overrides={(o.precaution, o.exercise): o for o in sorted(overrides, key=_pair)},
        risk_factors=_by_slug(row.plain() for row in RiskFactor.objects.whole("habits", "sources")),
        red_flags=_by_slug(row.plain() for row in RedFlag.objects.whole("sources")),
        habits=_by_slug(row.plain() for row in Habit.objects.whole("risk_factors", "sources")),
        sources=_by_slug(row.plain() for row in Source.objects.whole()),
    )


def _by_slug(values: Iterable[S]) -> dict[str, S]:
    return {value.slug: value for value in values}


def _pair(override: catalogue.Override) -> tuple[str, str]:
    return override.precaution, override.exercise
