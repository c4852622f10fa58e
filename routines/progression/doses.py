"""The next larger dose of an exercise, one change at a time: repetitions or hold, then sets, then the stage."""

from dataclasses import replace
from math import floor

from exercises.catalogue import Dose, Exercise
from exercises.doses import A_BEAT
from routines.builder.dosing import UNIT, seconds, units
from routines.builder.plan import Item

REPS, HOLD = 2, 5  # one step: repetitions, seconds
WALK_MORE, LEAST_MORE = 0.10, 0.5  # a tenth more a week, and no less than half a minute


def next_dose(item: Item, exercise: Exercise) -> tuple[int, Dose]:
    """The stage and dose one step up; those of `item` when its exercise has nothing above them."""
    for stage in range(item.stage, max(exercise.doses) + 1):
        above = exercise.doses[stage]
        if work(above) > work(item.dose):
            step = _towards(item.dose, above)
            return (item.stage, step) if step != above else (stage, above)
    return item.stage, item.dose


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


def work(dose: Dose) -> int:
    """Seconds of effort, without rests: what makes one dose more than another."""
    return seconds(replace(dose, rest=0), unilateral=False)


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
