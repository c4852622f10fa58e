from math import ceil

from django.urls import reverse

from accounts.intake.questions import questionnaire
from accounts.intake.walk import Walk
from exercises.catalogue import Clearance
from tests.accounts.intake.walking import answers, page_of, question_of


def slugs(given, **options):
    return [page.slug for page in questionnaire().shown(given, **options)]


def test_every_red_flag_of_the_library_is_asked(library):
    asked = {o.slug for q in questionnaire().questions if q.gives == "red-flags" for o in q.options}

    assert asked == set(library.red_flags)


def test_every_precaution_of_the_library_can_be_said(library):
    ticked = {o.slug for q in questionnaire().questions if q.gives == "precautions" for o in q.options}
    switched = {q.sets for q in questionnaire().questions if q.sets}
    switched |= {o.sets for q in questionnaire().questions for o in q.options if o.sets}

    assert ticked | switched == set(library.precautions)


def test_every_risk_factor_has_a_question_or_a_rule(library):
    asked = {question.factor for question in questionnaire().questions if question.factor}

    assert asked | {"excess-weight", "falls"} == set(library.risk_factors)


def test_regions_positions_and_equipment_are_the_librarys(library):
    used = [
        {slug for e in library.exercises.values() for name in names for slug in getattr(e, name)}
        for names in (["regions"], ["positions"], ["equipment", "helpful"])
    ]
    offered = [{o.slug for o in question_of(q).options} for q in ("areas", "positions_no", "equipment")]

    assert [asked - known for asked, known in zip(offered, used, strict=True)] == [set(), set(), set()]
    needed = {slug for exercise in library.exercises.values() for slug in exercise.equipment}
    assert needed - offered[2] == set()


def test_slugs_are_unique():
    pages = [page.slug for page in questionnaire().pages]
    questions = [question.slug for question in questionnaire().questions]

    assert (len(pages), len(questions)) == (len(set(pages)), len(set(questions)))


def test_every_scored_option_says_the_answer_in_a_sentence():
    silent = [
        (question.slug, option.slug)
        for question in questionnaire().questions
        if question.factor
        for option in question.options
        if not option.says or option.score is None
    ]

    assert silent == []


def test_safety_comes_before_everything():
    parts = [page.part for page in questionnaire().pages if not page.shown_if]

    assert parts[:4] == ["safety"] * 4
    assert "safety" not in parts[4:]


def test_a_ticked_group_opens_its_list():
    assert "spine" not in slugs({"health": []})
    assert "spine" in slugs({"health": ["spine"]})


def test_an_answer_on_a_closed_page_opens_nothing():
    given = {"health": [], "spine": ["sciatica"], "o_leg": "below-knee"}

    assert "leg" in slugs(given)


def test_pain_below_the_knee_asks_for_sciatica_once():
    assert "leg" in slugs({"o_leg": "below-knee"})
    assert "leg" not in slugs({"o_leg": "thigh"})
    assert "leg" not in slugs({"o_leg": "below-knee", "health": ["spine"], "spine": ["sciatica"]})


def test_long_morning_stiffness_asks_once_more():
    assert "morning" in slugs({"morning_stiff": "over-30"})
    assert "morning" not in slugs({"morning_stiff": "10-30"})
    assert "morning" not in slugs({"morning_stiff": "over-30", "pattern": ["inflammatory"]})


def test_age_asks_for_steadiness():
    assert "steadiness" in slugs({"age_band": "65-74"})
    assert "steadiness" not in slugs({"age_band": "50-64"})
    assert "steadiness" not in slugs({"age_band": "75-up", "health": ["balance"]})


def test_last_week_is_asked_only_of_those_who_hurt():
    assert "week" in slugs({"areas": ["neck"]})
    assert "week" not in slugs({"areas": []})


def test_clearance_is_asked_for_each_precaution_that_requires_it(library):
    opened = {}
    for question in questionnaire().questions:
        page = next(page for page in questionnaire().pages if question in page.questions)
        for option in question.options if question.gives == "precautions" and page.part == "health" else ():
            group = [page.slug] if page.slug != "steadiness" else []
            walk = Walk(answers(health=group, age_band="75-up", **{question.slug: [option.slug]}), library)
            opened[option.slug] = walk.page("clearance") is not None

    required = {p.slug for p in library.precautions.values() if p.clearance is Clearance.REQUIRE}
    assert {slug for slug, is_open in opened.items() if is_open} == required


def test_a_yes_covers_only_what_was_ticked_then(library):
    given = answers(health=["heart", "operation"], heart=["heart-disease"], clearance=["heart-disease"])
    page = page_of("clearance")

    assert Walk(given, library).is_answered(page)
    assert not Walk(given | {"operation": ["recent-spinal-surgery"]}, library).is_answered(page)
    assert Walk(given | {"operation": ["recent-spinal-surgery"], "clearance": []}, library).is_answered(page)


def reading_minutes(pages):
    """Of all that is asked, at 238 words a minute (Brysbaert 2019, silent reading of prose)."""
    texts = [text for page in pages for text in (page.title, page.hint)]
    for question in (question for page in pages for question in page.questions):
        texts += [question.label, question.hint, question.none if question.kind == "many" else ""]
        texts += [f"{option.label} {option.hint}" for option in question.options]
    return ceil(sum(len(text.split()) for text in texts) / 238)


def test_the_questions_take_as_long_as_the_buttons_say(client, db):
    pages = questionnaire().shown({})

    page = client.get(reverse("accounts:intake")).text

    assert f"Start, about {reading_minutes(pages)} minutes" in page
    assert f"Quick start, about {reading_minutes([p for p in pages if p.quick])} minutes" in page
