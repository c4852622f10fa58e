from accounts.intake.summary import changed, in_words
from tests.accounts.intake.walking import question_of


def test_each_row_that_was_ticked_is_said_by_itself():
    health = question_of("health")

    assert in_words(health, {"health": ["spine", "balance"]}) == (
        "A bone or spine condition",
        "Balance, or getting to the floor",
    )


def test_a_change_keeps_rows_apart_that_hold_commas():
    before, now = {"health": ["spine", "balance"]}, {"health": []}

    (change,) = changed(before, now)

    assert (change.before, change.now) == (
        "A bone or spine condition; Balance, or getting to the floor",
        "None of these",
    )


def test_a_number_is_said_with_its_unit_and_a_scale_out_of_ten():
    assert in_words(question_of("height_cm"), {"height_cm": 170.5}) == ("170.5 cm",)
    assert in_words(question_of("pain_now"), {"pain_now": 4}) == ("4 out of 10",)
    assert in_words(question_of("pain_now"), {"pain_now": None}) == ("Left open",)
    assert in_words(question_of("pain_now"), {}) == ("Not asked yet",)
