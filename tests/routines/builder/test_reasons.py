"""What is said of each exercise: as a kind physiotherapist would note it, and nothing twice."""

import re

import pytest

from accounts.intake.profile import FactorScore
from routines.builder import build, reasons
from routines.builder.needs import ADDED, MOVEMENTS, OF_REGION
from tests.routines.builder.profiles import people


def test_every_risk_factor_has_words_of_its_own(library):
    assert reasons.SERVES.keys() == library.risk_factors.keys()


@pytest.mark.parametrize(
    ("because", "said"),
    [
        (
            "You sit 4 to 6 hours a day",
            "A change after long spells in one position; you sit 4 to 6 hours a day",
        ),
        ("More than 8 hours", "A change after long spells in one position; you answered “More than 8 hours”"),
        ("", "A change after long spells in one position"),
    ],
)
def test_an_answer_about_the_person_is_told_back_to_them(library, because, said):
    assert reasons.for_factor(FactorScore("prolonged-sitting", 2, because), library) == said


def test_a_factor_of_another_library_is_named(library):
    assert reasons.for_factor(FactorScore("cold-rooms", 2), library) == "For cold rooms"


def test_a_part_that_hurts_is_named_once():
    said = [reasons.for_region("strengthens your upper back", region) for region in ("upper-back", "neck")]

    assert said == [
        "Strengthens your upper back; that is where it hurts",
        "Strengthens your upper back; that matters with pain in your neck",
    ]


def test_no_reason_says_a_word_of_weight_twice(library):
    asked = [(MOVEMENTS[move][1], slug) for slug, moves in ADDED.items() for move in moves]
    hurting = [(MOVEMENTS[move][1], region) for region, moves in OF_REGION.items() for move in moves]
    said = [reasons.for_precaution(does, slug, library) for does, slug in asked]
    said += [reasons.for_region(does, region) for does, region in hurting]

    assert [words for words in said if twice(words)] == []


def twice(words):
    """Bending from the hips is what spares who cannot bend forward."""
    found = re.findall(r"[a-z]{5,}", words.lower())
    return {word for word in found if found.count(word) > 1} - {"bending"}


@pytest.mark.parametrize("name", ["McGill curl-up", "COPD", "TIA"])
def test_a_name_keeps_its_capitals(name):
    assert reasons.lowered(name) == name


def test_what_is_left_out_says_why_and_what_was_told(library):
    plans = [build(profile, library) for profile in people(library, 12, seed=9)]

    left = [entry for plan in plans for entry in plan.left_out]
    assert {entry.kind for entry in left} >= {"precaution", "equipment", "position", "level", "time"}
    assert [
        entry.why for entry in left if entry.kind == "precaution" and " You told us: " not in entry.why
    ] == []
    assert [entry for entry in left if re.search(r"[“(]|\.\.| {2}", entry.why + entry.until)] == []
    assert [entry.until for entry in left if not re.match(r"(When|With) .*[a-z]\.$", entry.until)] == []
