"""What each answer scores, and that any stored value can be scored."""

import itertools

import pytest
from hypothesis import given as such
from hypothesis import settings as how
from hypothesis import strategies as any_of

from accounts.intake.profile import Profile
from accounts.intake.questions import questionnaire
from accounts.intake.scoring import counted, profile, score_of
from exercises.catalogue import Urgency
from tests.accounts.intake.walking import question_of

# What each answer scores, from the rules of the risk factors, written down once more by hand.
TABLE = {
    "moderate_minutes": {"150-up": 0, "90-149": 1, "30-89": 2, "under-30": 3},
    "sitting_hours": {"under-4": 0, "4-6": 1, "6-8": 2, "over-8": 3},
    "longest_sit": {"under-30": 0, "30-60": 1, "60-120": 2, "over-120": 3},
    "overexertion_freq": {"never": 0, "monthly": 1, "weekly": 2, "daily": 3},
    "posture_freq": {"rarely": 0, "sometimes": 1, "often": 2, "nearly-always": 3},
    "workstation_ok": {"right": 0, "some": 1, "many": 2, "sofa": 3},
    "driving_minutes": {"under-30": 0, "30-60": 1, "60-120": 2, "over-120": 3},
    "lifting_freq": {"rarely": 0, "weekly": 1, "most-days": 2, "many-a-day": 3},
    "sudden_freq": {"rarely": 0, "monthly": 1, "weekly": 2, "daily": 3},
    "wake_stiff": {"rarely": 0, "sometimes": 1, "often": 2, "nearly-always": 3},
    "sleep_quality": {"well": 0, "fairly": 1, "badly": 2, "very-badly": 3},
    "mattress": {"comfortable": 0, "old": 1, "hard-soft": 2, "sagging": 3},
    "bag": {"light": 0, "heavy-both": 1, "medium-one": 2, "heavy-one": 3},
    "smoking": {"never": 0, "stopped": 1, "under-10": 2, "10-up": 3},
    "work_hours": {"to-40": 0, "41-48": 1, "49-55": 2, "over-55": 3},
    "bone_diet": {"yes": 0, "unsure": 1, "low": 2, "low-over-60": 3},
    "plank_self": {"30-up": 0, "15-29": 1, "under-15": 2, "never": 3},
    "chair_rise": {"easily": 0, "effort": 1, "few": 2, "no": 3},
    "reach_self": {"past-toes": 0, "ankle": 1, "mid-shin": 2, "above-mid-shin": 3},
    "hip_stiff": {"rarely": 0, "sometimes": 1, "often": 2, "nearly-always": 3},
    "morning_stiff": {"none": 0, "under-10": 1, "10-30": 2, "over-30": 3},
    "previous_episodes": {"none": 0, "one": 1, "two": 2, "three-in-year": 3},
    "stress_0_10": {0: 0, 1: 0, 2: 0, 3: 0, 4: 1, 5: 1, 6: 2, 7: 2, 8: 3, 9: 3, 10: 3},
    "o_leg": {"no": 0, "buttock": 1, "thigh": 2, "below-knee": 3},
    "o_other": {"no": 0, "once": 1, "some-days": 2, "most-days": 3},
    "o_walk": {"no": 0, "little": 1, "lot": 2, "hardly": 3},
    "o_dress": {"no": 0, "little": 1, "lot": 2, "help": 3},
    "o_fear": {"not": 0, "little": 1, "quite": 2, "very": 3},
    "o_worry": {"hardly": 0, "some-days": 1, "most-days": 2, "almost-always": 3},
    "o_hope": {"very": 0, "fairly": 1, "not-very": 2, "never": 3},
    "o_mood": {"hardly": 0, "some-days": 1, "most-days": 2, "nearly-daily": 3},
    "o_bother": {"not": 0, "little": 0, "moderately": 1, "lot": 2, "extremely": 3},
    "o_confidence": {"very": 0, "fairly": 1, "not-very": 2, "not": 3},
}
ROWS = [(q, value, score) for q, row in TABLE.items() for value, score in row.items()]


def factor(result: Profile, slug: str):
    return next(f for f in result.factors if f.factor == slug)


def alone(library, **values):
    return profile(values, library)


def test_the_table_has_every_scored_question():
    scored = {q.slug for q in questionnaire().questions if q.factor} - {"lifting_confidence"}

    assert set(TABLE) == scored


@pytest.mark.parametrize(("question", "value", "score"), ROWS)
def test_each_answer_scores_by_the_table(library, question, value, score):
    result = factor(alone(library, **{question: value}), question_of(question).factor)

    assert (result.score, bool(result.because), bool(result.rule)) == (score, True, True)


def test_nothing_answered_scores_nothing(library):
    assert {f.score for f in alone(library).factors} == {None}
    assert len(alone(library).factors) == 33
    assert alone(library).scores == {}


def test_skipped_is_not_zero(library):
    skipped = dict.fromkeys((q.slug for q in questionnaire().questions), None)

    assert profile(skipped, library).scores == {}


@pytest.mark.parametrize(
    ("hours", "spell"), list(itertools.product(TABLE["sitting_hours"], [*TABLE["longest_sit"], None]))
)
def test_sitting_takes_the_higher_of_its_two_answers(library, hours, spell):
    result = factor(alone(library, sitting_hours=hours, longest_sit=spell), "prolonged-sitting")

    assert result.score == max(TABLE["sitting_hours"][hours], TABLE["longest_sit"].get(spell, 0))


@pytest.mark.parametrize(
    ("often", "sure", "score"),
    [
        ("many-a-day", "yes", 2),
        ("many-a-day", "partly", 3),
        ("many-a-day", None, 3),
        ("weekly", "yes", 0),
        ("rarely", "yes", 0),
        (None, "yes", None),
        (None, "no", None),
    ],
)
def test_being_sure_of_lifting_lowers_it_by_one(library, often, sure, score):
    result = factor(alone(library, lifting_freq=often, lifting_confidence=sure), "lifting-technique")

    assert result.score == score


@pytest.mark.parametrize(
    ("height", "weight", "score"),
    [
        (170.0, 72.2, 0),
        (170.0, 72.3, 1),
        (170.0, 86.6, 1),
        (170.0, 86.8, 2),
        (170.0, 101.1, 2),
        (170.0, 101.2, 3),
        (None, 72.0, None),
        (170.0, None, None),
        (0, 72.0, None),
        (170.0, 9000.0, None),
    ],
)
def test_weight_is_scored_by_body_mass_index(library, height, weight, score):
    result = factor(alone(library, height_cm=height, weight_kg=weight), "excess-weight")

    assert result.score == score


def test_weight_repeats_the_figures_and_judges_nothing(library):
    result = factor(alone(library, height_cm=170.0, weight_kg=101.5), "excess-weight")

    assert result.because == "101.5 kg at 170 cm"


@pytest.mark.parametrize(
    ("given", "score"),
    [
        ({}, None),
        ({"health": []}, 0),
        ({"health": ["balance"], "balance": ["falls-risk"]}, 3),
        ({"health": ["balance"], "balance": ["floor-difficulty"]}, 0),
        ({"health": [], "age_band": "75-up", "steadiness": ["falls-risk"]}, 3),
    ],
)
def test_falls_follow_the_precaution(library, given, score):
    assert factor(alone(library, **given), "falls").score == score


def test_thin_bones_score_whatever_the_diet(library):
    result = alone(library, health=["spine"], spine=["osteoporosis"], bone_diet="yes")

    assert factor(result, "bone-health").score == 3


ANYTHING = any_of.one_of(
    any_of.none(),
    any_of.booleans(),
    any_of.integers(),
    any_of.floats(),
    any_of.text(max_size=5),
    any_of.lists(any_of.one_of(any_of.text(max_size=5), any_of.integers()), max_size=3),
    any_of.dictionaries(any_of.text(max_size=3), any_of.integers(), max_size=2),
    any_of.sampled_from([o.slug for q in questionnaire().questions for o in q.options]),
)


@how(max_examples=150, deadline=None)
@such(
    any_of.dictionaries(
        any_of.sampled_from([q.slug for q in questionnaire().questions] + ["unknown"]), ANYTHING
    )
)
def test_any_stored_value_can_be_scored(library, given):
    result = profile(given, library)

    assert 5 <= result.minutes <= 45
    assert 2 <= result.days <= 7
    assert result.precautions <= set(library.precautions)
    assert result.urgency is None or result.urgency in Urgency


def test_values_of_another_questionnaire_are_left_aside():
    assert counted({"minutes": "13", "sitting_hours": "9", "pain_now": True, "stress_0_10": 11}) == {}


def test_score_of_a_missing_scale_is_open():
    assert score_of(question_of("stress_0_10"), None) is None
