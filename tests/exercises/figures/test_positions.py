"""A figure shows a position in which its exercise is done, and pages say when another one is meant."""

import pytest

from exercises.describing import position
from exercises.drawn import in_position
from exercises.figures.source import chosen

FIGURES = chosen([])
APART = {"cycling": {"bike", "bicycle", "recumbent"}, "water": {"water"}, "hanging": {"bar", "inversion"}}


def shown(figure):
    """What the first pose can be, judged by the things in it, how the pelvis lies and what touches the ground."""
    kinds = {prop.kind for prop in figure.props}
    for name, things in APART.items():
        if kinds & things:
            return {name}
    pelvis = figure.keys[0].asked["pelvis"]
    return upright(figure) if abs(pelvis) < 45 else on_the_front(figure) if pelvis > 0 else lying(figure)


def touching(figure):
    return {probe.partition(".")[0] for probe in figure.keys[0].contacts}


def upright(figure):
    feet = {"standing", "walking"} if figure.is_cycle else {"standing"}
    return {"seated"} if "seat" in touching(figure) else {"kneeling"} if "knee" in touching(figure) else feet


def on_the_front(figure):
    hips_are_bent = figure.keys[0].asked["thigh.n"] > 45
    return {"hands-and-knees", "kneeling"} if hips_are_bent else {"prone"}


def lying(figure):
    if not figure.floor:  # seen from above
        return {"supine", "kneeling"}
    return {"supine"} if figure.view == "side" else {"side-lying"}


@pytest.mark.parametrize("slug", FIGURES)
def test_a_figure_shows_a_position_of_its_exercise(slug, library):
    stem, _, other = slug.partition("--")
    figure, positions = FIGURES[slug], library.exercises[stem].positions

    assert figure.position in (positions if len(positions) > 1 else ("",))
    assert (figure.position or positions[0]) in shown(figure)
    assert not other or (figure.position == other != FIGURES[stem].position)


def test_a_drawing_is_of_the_position_that_is_meant():
    assert in_position("chin-tuck", "seated") == "chin-tuck"
    assert in_position("chin-tuck", "standing") == "chin-tuck--standing"
    assert in_position("beginner-pilates", "side-lying") == "beginner-pilates"


def test_another_position_than_the_drawn_one_is_said():
    assert position("chin-tuck", "standing") == "Standing"
    assert position("beginner-pilates", "supine") == "Lying on your back"
    assert position("beginner-pilates", "side-lying") == "Lying on your side (drawn lying on your back)"
    assert position("bridge", "supine") == "Lying on your back"


@pytest.mark.parametrize("slug", [slug for slug, figure in FIGURES.items() if figure.position])
def test_steps_name_no_position_to_the_exclusion_of_another(slug, library):
    exercise = library.exercises[slug.partition("--")[0]]
    text = " ".join(exercise.steps).lower()
    names = {"seated": ("sit",), "standing": ("stand", "walk"), "walking": ("walk",)}
    named = {name for name, words in names.items() if any(word in text for word in words)}

    assert not named or set(exercise.positions) & names.keys() <= named
