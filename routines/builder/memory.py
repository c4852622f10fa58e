"""Remembers what follows from an exercise alone, for as long as it is that very exercise: it may change under edit."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from exercises.catalogue import Exercise

P = ParamSpec("P")
R = TypeVar("R")


def by_exercise(function: Callable[Concatenate[Exercise, P], R]) -> Callable[Concatenate[Exercise, P], R]:
    """For pure functions of an exercise and a few hashable values. Holds one answer for each slug and values."""
    known: dict[object, tuple[Exercise, R]] = {}

    @wraps(function)
    def look_up(exercise: Exercise, /, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (exercise.slug, *args)
        found = known.get(key)
        if found is None or found[0] is not exercise:
            found = known[key] = (exercise, function(exercise, *args, **kwargs))
        return found[1]

    return look_up
