"""The next larger dose of an exercise, one change at a time: repetitions or hold, then sets, then the stage."""

from dataclasses import replace
from math import floor
from typing import NamedTuple

from exercises.catalogue import Dose, Exercise
from exercises.doses import A_BEAT
from routines.builder.dosing import UNIT, shortened, units, work
from routines.builder.memory import by_exercise
from routines.builder.plan import Item

REPS, HOLD = 2, 5  # one step: repetitions, seconds
WALK_MORE, LEAST_MORE = 0.10, 0.5  # a tenth more a week, and no less than half a minute


class Step(NamedTuple):
    """said: `Bridge: 10 times instead of 8.`"""

    stage: int
    dose: Dose
    said: str


@by_exercise
def step_up(exercise: Exercise, stage: int, dose: Dose, most: int) -> Step | None:
    """The next larger dose with no hold longer than `most` seconds; None when the exercise has nothing above."""
    reached, above = _next(exercise, stage, dose)
    found = shortened(above, most)
    return Step(reached, found, changed(exercise.name, dose, found)) if work(found) > work(dose) else None


def _next(exercise: Exercise, stage: int, dose: Dose) -> tuple[int, Dose]:
    for higher in range(stage, max(exercise.doses) + 1):
        above = exercise.doses[higher]
        if work(above) > work(dose):
            step = _towards(dose, above)
            return (stage, step) if step != above else (higher, above)
    return stage, dose


def _towards(dose: Dose, above: Dose) -> Dose:
    if dose.minutes is not None and above.minutes is not None:
        more = max(LEAST_MORE, floor(dose.minutes * WALK_MORE * 2) / 2)
        return replace(dose, minutes=min(above.minutes, dose.minutes + more))
    trades = above.scheme or above.reps < dose.reps or above.hold < dose.hold or above.sets < dose.sets
    if trades or dose.minutes is not None:
        return above  # fewer but longer holds, say: that is one step, not several
    if dose.hold < above.hold:
        return _or_above(replace(dose, hold=min(above.hold, dose.hold + HOLD)), above)
    if dose.reps < above.reps:
        return _or_above(replace(dose, reps=min(above.reps, dose.reps + REPS)), above)
    return _or_above(replace(dose, sets=dose.sets + 1), above)


def _or_above(step: Dose, above: Dose) -> Dose:
    """Once it asks for the same, it is the stage's own dose, with its rest and days."""
    same = (step.sets, step.reps, step.hold) == (above.sets, above.reps, above.hold)
    return above if same else step


def dosed(item: Item, exercise: Exercise, dose: Dose, stage: int) -> Item:
    time = units(dose, unilateral=exercise.unilateral) * UNIT
    return replace(item, exercise=exercise.slug, dose=dose, stage=stage, seconds=time)


def changed(name: str, old: Dose, new: Dose) -> str:
    """`Bridge: 10 times instead of 8.`"""
    if new.minutes is not None:
        return f"{name}: {_several(new.minutes, 'minute')} instead of {old.minutes or 0:g}."
    differs = [part for part in ("sets", "reps", "hold") if getattr(old, part) != getattr(new, part)]
    if differs == ["reps"]:
        return f"{name}: {_several(new.reps, 'time')} instead of {old.reps}."
    if differs == ["hold"]:
        return f"{name}: hold for {_several(new.hold, 'second')} instead of {old.hold}."
    if differs == ["sets"]:
        return f"{name}: {_several(new.sets, 'set')} instead of {old.sets}."
    return f"{name}: {_words(new)} instead of {_words(old)}."


def _several(number: float, word: str) -> str:
    return f"{number:g} {word}" if number == 1 else f"{number:g} {word}s"


def _words(dose: Dose) -> str:
    sets = f"{dose.sets} × " if dose.sets > 1 else ""
    reps = dose.scheme or str(dose.reps)
    return f"{sets}{reps}" + (f", {dose.hold} s each" if dose.hold > A_BEAT else "")
