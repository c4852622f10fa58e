"""What the answers switch on and limit: precautions, clearance, outlook, stage and level, choices."""

import pytest

from accounts.intake.questions import questionnaire
from accounts.intake.scoring import outlook_of, profile
from exercises.catalogue import Clearance
from tests.accounts.intake.test_scoring import alone
from tests.accounts.intake.walking import answers, question_of


@pytest.mark.parametrize(
    ("given", "precaution"),
    [
        ({"worse_with": ["bending"]}, "flexion-sensitive"),
        ({"worse_with": ["leaning-back"]}, "extension-sensitive"),
        ({"worse_with": ["twisting"]}, "rotation-sensitive"),
        ({"pain_now": 7}, "acute-flare"),
        ({"pain_now": 10}, "acute-flare"),
        ({"areas": ["neck"]}, "neck-pain"),
        ({"areas": ["hips"]}, "hip-osteoarthritis"),
        ({"o_leg": "below-knee", "leg": ["sciatica"]}, "sciatica"),
    ],
)
def test_other_answers_switch_precautions_on(library, given, precaution):
    assert alone(library, **given).precautions == {precaution}


@pytest.mark.parametrize("given", [{"worse_with": ["sitting"]}, {"worse_with": []}, {"pain_now": 6}])
def test_other_answers_switch_nothing_on(library, given):
    assert alone(library, **given).precautions == frozenset()


def test_a_condition_on_a_closed_list_does_not_count(library):
    assert alone(library, health=[], spine=["osteoporosis"]).precautions == frozenset()


def test_clearance_waits_for_an_explicit_yes(library):
    given = {"health": ["heart"], "heart": ["heart-disease", "breathing-condition"]}

    assert alone(library, **given).unconfirmed == {"heart-disease"}
    assert alone(library, **given, clearance=[]).unconfirmed == {"heart-disease"}
    assert alone(library, **given, clearance=["heart-disease"]).unconfirmed == frozenset()


def test_clearance_is_waited_for_exactly_where_the_library_requires_it(library):
    waiting = {}
    for question in questionnaire().questions:
        for option in question.options if question.gives == "precautions" else ():
            page = next(page for page in questionnaire().pages if question in page.questions)
            given = {"health": [page.slug], "o_leg": "below-knee", question.slug: [option.slug]}
            waiting[option.slug] = option.slug in alone(library, **given).unconfirmed

    assert {slug for slug, waits in waiting.items() if waits} == {
        p.slug for p in library.precautions.values() if p.clearance is Clearance.REQUIRE
    }


BODY = ("o_leg", "o_other", "o_walk", "o_dress")
MIND = ("o_fear", "o_worry", "o_hope", "o_mood", "o_bother")


@pytest.mark.parametrize("body", range(5))
@pytest.mark.parametrize("mind", range(6))
def test_outlook_groups_follow_their_thresholds(body, mind):
    given = {slug: question_of(slug).options[0].slug for slug in BODY + MIND}
    given |= {slug: question_of(slug).options[-1].slug for slug in BODY[:body] + MIND[:mind]}

    expected = "high" if mind >= 4 else "medium" if body + mind >= 4 else "low"

    assert outlook_of(given) == expected


def test_outlook_counts_from_the_third_answer_up():
    given = {slug: next(o.slug for o in question_of(slug).options if o.score == 1) for slug in BODY + MIND}

    assert outlook_of(given) == "low"


@pytest.mark.parametrize("unanswered", range(10))
def test_outlook_stays_open_while_it_could_still_change(unanswered):
    given = {slug: question_of(slug).options[0].slug for slug in (BODY + MIND)[unanswered:]}

    assert outlook_of(given) == ("low" if unanswered < 4 else None)


@pytest.mark.parametrize(
    ("given", "stage", "level"),
    [
        ({}, 1, 1),
        ({"experience": "new"}, 1, 1),
        ({"experience": "some"}, 2, 2),
        ({"experience": "regular"}, 3, 3),
        ({"experience": "regular", "pain_now": 7}, 1, 1),
        ({"experience": "regular", "health": ["spine"], "spine": ["recent-back-injury"]}, 1, 1),
        ({"experience": "regular", "age_band": "75-up"}, 3, 2),
        ({"experience": "regular", "age_band": "65-74"}, 3, 3),
        ({"experience": "regular"} | {slug: question_of(slug).options[-1].slug for slug in MIND}, 1, 1),
    ],
)
def test_stage_and_level_start_gently_when_they_should(library, given, stage, level):
    result = alone(library, **given)

    assert (result.stage, result.level) == (stage, level)


def test_choices_reach_the_profile(library):
    result = profile(
        answers(
            areas=["neck", "lower-back"],
            pain_now=5,
            minutes="29",
            days="5",
            equipment=["chair"],
            positions_no=["prone"],
            goal="stronger",
        ),
        library,
    )

    assert (result.regions, result.pain, result.minutes, result.days) == (
        frozenset({"neck", "lower-back"}),
        5,
        29,
        5,
    )
    assert (result.equipment, result.without_positions, result.goal) == (
        frozenset({"chair"}),
        frozenset({"prone"}),
        "stronger",
    )


def test_unasked_choices_are_cautious(library):
    result = alone(library)

    assert (result.minutes, result.days, result.pain, result.outlook, result.age_band) == (
        15,
        3,
        None,
        None,
        "",
    )
    assert result.equipment == {"chair", "wall", "worktop", "doorway", "bed", "step"}


def test_of_answers_that_contradict_each_other_the_more_careful_one_counts(library):
    told = alone(library, areas=[], pain_now=8)

    assert (told.pain, told.precautions) == (8, {"acute-flare"})


def test_nothing_hurts_is_no_pain(library):
    assert alone(library, areas=[]).pain == 0


@pytest.mark.parametrize(
    "healing",
    [
        {"health": ["operation"], "operation": ["recent-other-surgery"]},
        {"health": ["operation"], "operation": ["recent-abdominal-surgery"]},
        {"health": ["operation"], "operation": ["recent-spinal-surgery"]},
        {"health": ["joints"], "joints": ["hip-replacement"]},
        {"health": ["pregnancy"], "pregnancy": ["postpartum"]},
    ],
)
def test_doses_start_low_while_something_heals(library, healing):
    found = profile(answers(**healing, experience="regular"), library)

    assert (found.stage, found.level) == (1, 1)
