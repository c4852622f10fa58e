"""What a precaution asks for in words must be true of the exercise, the position and the dose it is shown with."""

import re
from itertools import product

import pytest

from exercises.safety import verdict
from routines.builder.dosing import held

UPRIGHT = {"standing", "seated", "walking", "water"}
# Words that are only true of somebody who lies, said without "on your front" or "to lie down".
LYING_ONLY = re.compile(r"(^|; )(pillow under|log-roll)", re.IGNORECASE)


def told(library):
    for slug, exercise in product(sorted(library.precautions), library.exercises.values()):
        found = verdict(exercise, [slug], library)
        for position in found.positions:
            for how in found.how(position):
                yield slug, exercise, position, how


def test_nobody_who_stands_or_sits_is_told_how_to_lie(library):
    assert not [
        (slug, exercise.slug, how)
        for slug, exercise, position, how in told(library)
        if position in UPRIGHT and LYING_ONLY.search(how)
    ]


def test_no_change_names_a_part_of_a_dose_that_may_be_cut_already(library):
    assert not {how for *_, how in told(library) if re.search("half the (hold|rep)|lowest dose", how, re.I)}


def test_who_is_asked_to_hold_for_a_short_time_is_told_for_how_long(library):
    vague = re.compile(r"short(er|en)?\b[^.;]*\bhold", re.IGNORECASE)

    assert not {(slug, how) for slug, _, _, how in told(library) if vague.search(how)}


def test_a_hold_in_words_is_the_hold_in_the_dose(library):
    for slug, exercise, _, how in told(library):
        for dose in exercise.doses.values():
            for number in re.findall(r"(\d+) seconds", how):
                assert held(dose, [how]).hold <= int(number), (slug, exercise.slug, how)


@pytest.mark.parametrize(
    "precaution", ["hypertension-controlled", "glaucoma", "stroke-anticoagulant", "abdominal-hernia"]
)
def test_who_must_not_hold_for_long_is_told_so_in_seconds(library, precaution):
    assert any("seconds or less" in how for slug, _, _, how in told(library) if slug == precaution)


def test_no_step_names_a_time_that_the_dose_may_not_have(library):
    """ "Up to" and "towards" say where it may lead; a bare number says how long now, whatever the dose."""
    bare = re.compile(r"(?<!up to )(?<!towards )(?<!sets of )\b(\d+ seconds|two easy minutes|two minutes at)")

    assert not [(e.slug, step) for e in library.exercises.values() for step in e.steps if bare.search(step)]
