"""Every need keeps an easy exercise: for each precaution, with the floor and without, at home, with nothing bought."""

from itertools import product

import pytest

from exercises import safety
from exercises.catalogue import Block
from exercises.vocabulary import AT_HOME

ENOUGH = 40  # how much of a target, 0-100, an exercise must train to count for it
TRAINED = {
    "abdominals": "belly muscles",
    "core": "a steady trunk",
    "back-extensors": "back muscles",
    "glutes": "buttocks and hips",
}
LOOSENED = {
    "hips and legs": {"glutes", "hip-flexors", "hip-rotators", "hamstrings", "legs"},
    "spine": {"flexion", "extension", "rotation", "side"},
}
EXCUSED = {  # (precaution, need) to the reason why nothing may serve it
    ("recent-spinal-surgery", "spine"): "no bending or twisting of the spine until the surgeon releases it",
}


def easy(library):
    return [
        exercise
        for exercise in library.exercises.values()
        if exercise.auto_select and exercise.level == 1 and AT_HOME.issuperset(exercise.equipment)
    ]


def serves(exercise, need):
    strong = {target for target, amount in exercise.targets.items() if amount >= ENOUGH}
    if need in TRAINED:
        return Block.STRENGTHENING in exercise.blocks and need in strong
    if need in LOOSENED:
        return Block.STRETCHING in exercise.blocks and bool(strong & LOOSENED[need])
    return Block.AEROBIC in exercise.blocks


@pytest.mark.parametrize("floor", [True, False], ids=["any position", "no floor"])
@pytest.mark.parametrize("need", [*TRAINED, *LOOSENED, "aerobic"])
def test_every_need_keeps_an_easy_exercise(need, floor, library):
    candidates = [exercise for exercise in easy(library) if serves(exercise, need)]

    unserved = {
        precaution
        for precaution in library.precautions
        if not any(
            floor or position not in safety.ON_THE_FLOOR
            for exercise in candidates
            for position in safety.verdict(exercise, [precaution], library).positions
        )
    }

    assert unserved == {precaution for precaution, excused in EXCUSED if excused == need}


def test_back_and_trunk_have_three_easy_exercises_without_floor(library):
    scarce = {
        (need, precaution)
        for need, precaution in product(["back-extensors", "core"], library.precautions)
        if sum(
            1
            for exercise in easy(library)
            if serves(exercise, need)
            and set(safety.verdict(exercise, [precaution], library).positions) - safety.ON_THE_FLOOR
        )
        < 3
    }

    assert scarce == set()
