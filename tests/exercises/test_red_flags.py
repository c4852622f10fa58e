"""Each sign's advice must say what its urgency does: the one locks the routine, the other is what people read."""

import pytest

from exercises.catalogue import Urgency

SAYS = {
    Urgency.EMERGENCY: (
        "emergency department now",
        "emergency number now",
        "maternity unit now",
        "department before",
    ),
    Urgency.URGENT: ("today", "24 hours", "a few days"),
    Urgency.SOON: ("check-up", "Ask a doctor"),
}


@pytest.mark.parametrize("urgency", Urgency)
def test_advice_says_how_fast(urgency, library):
    unclear = [
        flag.slug
        for flag in library.red_flags.values()
        if flag.urgency is urgency and not any(words in flag.advice for words in SAYS[urgency])
    ]

    assert unclear == []


def test_soon_lets_a_person_move_meanwhile(library):
    stopped = [
        flag.slug
        for flag in library.red_flags.values()
        if flag.urgency is Urgency.SOON and "is fine meanwhile" not in flag.advice
    ]

    assert stopped == []


def test_signs_of_the_cauda_equina_are_emergencies_without_exercise(library):
    late = [
        flag.slug
        for flag in library.red_flags.values()
        if "cauda equina" in flag.suspects
        and (flag.urgency is not Urgency.EMERGENCY or "Do not exercise" not in flag.advice)
    ]

    assert late == []
