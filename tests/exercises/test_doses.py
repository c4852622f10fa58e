import pytest

from exercises.catalogue import Dose
from exercises.doses import in_words, length


@pytest.mark.parametrize(
    ("dose", "unilateral", "words"),
    [
        (Dose(reps=8), False, "8 times"),
        (Dose(reps=1), False, "1 time"),
        (Dose(sets=2, reps=10), False, "2 sets of 10"),
        (Dose(sets=2, reps=10, hold=1), False, "2 sets of 10"),
        (Dose(reps=6, hold=5), True, "6 times each side, hold 5 seconds"),
        (Dose(sets=3, reps=6, hold=10, scheme="6-4-2"), True, "6, then 4, then 2 each side, hold 10 seconds"),
        (Dose(hold=30), True, "30 seconds each side"),
        (Dose(sets=3, hold=15), True, "3 × 15 seconds each side"),
        (Dose(minutes=3), False, "3 minutes"),
        (Dose(minutes=0.5), True, "30 seconds each side"),
    ],
)
def test_in_words_says_the_whole_dose(dose, unilateral, words):
    assert in_words(dose, unilateral=unilateral) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 seconds"), (1, "1 second"), (90, "90 seconds"), (120, "2 minutes"), (150, "2½ minutes")],
)
def test_length_is_in_minutes_where_they_are_whole(seconds, words):
    assert length(seconds) == words


def test_every_dose_of_the_library_has_words(library):
    doses = [
        (dose, exercise.unilateral)
        for exercise in library.exercises.values()
        for dose in exercise.doses.values()
    ]

    assert all(in_words(dose, unilateral=unilateral)[0].isdigit() for dose, unilateral in doses)
