"""From easier to harder: what an exercise says about its easier ones decides the harder ones of all others."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from exercises.catalogue import Exercise


def with_ladder(exercises: Iterable[Exercise]) -> dict[str, Exercise]:
    """By slug, `easier` in order of nearness and `harder` as its mirror. Names of exercises not given are dropped.

    An exercise that is never picked unasked is nobody's next step, except another such exercise's.
    """
    given = {exercise.slug: exercise for exercise in sorted(exercises, key=lambda exercise: exercise.slug)}
    above: dict[str, set[str]] = {slug: set() for slug in given}
    for exercise in given.values():
        for slug in given.keys() & set(exercise.easier):
            if exercise.auto_select or not given[slug].auto_select:
                above[slug].add(exercise.slug)
    return {
        slug: replace(
            exercise,
            easier=_nearest(exercise, given.keys() & set(exercise.easier), given, up=-1),
            harder=_nearest(exercise, above[slug], given, up=1),
        )
        for slug, exercise in given.items()
    }


def circles(easier: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Ways on which an exercise would be easier than itself, each from its first slug back to it.

    easier: slug to the slugs of its easier ones.
    """
    found: list[tuple[str, ...]] = []
    settled: set[str] = set()

    def walk(slug: str, path: tuple[str, ...]) -> None:
        if slug in path:
            found.append((*path[path.index(slug) :], slug))
        elif slug not in settled:
            for lower in sorted(easier.keys() & set(easier[slug])):
                walk(lower, (*path, slug))
            settled.add(slug)

    for slug in easier:
        walk(slug, ())
    return found


def _nearest(
    exercise: Exercise, slugs: Iterable[str], given: Mapping[str, Exercise], *, up: int
) -> tuple[str, ...]:
    """The same family first, then the smallest step in level."""

    def distance(slug: str) -> tuple[bool, int, str]:
        return given[slug].family != exercise.family, up * given[slug].level, slug

    return tuple(sorted(slugs, key=distance))
