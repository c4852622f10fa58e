from dataclasses import replace

import pytest

from exercises import recheck, safety
from exercises.catalogue import (
    Action,
    Block,
    Catalogue,
    Clearance,
    Exercise,
    Movement,
    Override,
    Precaution,
    Rule,
)

ALLOW, MODIFY, AVOID = Action


def make_exercise(slug="bridge", **fields):
    plain = {
        "name": slug,
        "blocks": (Block.STRENGTHENING,),
        "regions": ("core",),
        "positions": ("supine",),
        "equipment": (),
        "level": 1,
        "tags": frozenset(),
        "doses": {},
    }
    return Exercise(slug=slug, **plain | fields)


def make_precaution(slug, *rules):
    return Precaution(slug, slug, "condition", f"{slug}?", Clearance.NONE, rules, sources=("physio-gk",))


def make_rule(action, **fields):
    words = {key: frozenset(value) for key, value in fields.items() if key in ("any", "all", "none")}
    return Rule(action, why=f"{action} it", how="smaller" if action is MODIFY else "", **fields | words)


def make_catalogue(*precautions, exercises=(), movements=(), overrides=()):
    return Catalogue(
        version="test",
        exercises={exercise.slug: exercise for exercise in exercises},
        movements={movement.slug: movement for movement in movements},
        precautions={precaution.slug: precaution for precaution in precautions},
        overrides={(override.precaution, override.exercise): override for override in overrides},
        risk_factors={},
        red_flags={},
        habits={},
        sources={},
    )


def judged(exercise, *rules, movements=()):
    catalogue = make_catalogue(make_precaution("p", *rules), movements=movements)
    return safety.verdict(exercise, ["p"], catalogue)


def test_verdict_allows_what_no_rule_names():
    exercise = make_exercise(tags=frozenset({"rotation"}))

    verdict = judged(exercise, make_rule(AVOID, any={"flexion"}))

    assert verdict == safety.Verdict(ALLOW, ("supine",), ())


def test_verdict_names_the_rule_that_decided():
    exercise = make_exercise(tags=frozenset({"flexion"}))

    verdict = judged(exercise, make_rule(MODIFY, any={"flexion"}, sources=("ros-2022",)))

    finding = safety.Finding("p", MODIFY, "modify it", "smaller", ("ros-2022",), ("supine",))
    assert verdict == safety.Verdict(MODIFY, ("supine",), (finding,))


def test_finding_falls_back_on_the_sources_of_the_precaution():
    exercise = make_exercise(tags=frozenset({"flexion"}))

    verdict = judged(exercise, make_rule(AVOID, any={"flexion"}))

    assert verdict.findings[0].sources == ("physio-gk",)


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ({"any": {"flexion", "impact"}}, AVOID),
        ({"any": {"impact"}}, ALLOW),
        ({"all": {"flexion", "rotation"}}, AVOID),
        ({"all": {"flexion", "impact"}}, ALLOW),
        ({"all": {"flexion"}, "any": {"rotation"}}, AVOID),
        ({"any": {"flexion"}, "none": {"rotation"}}, ALLOW),
        ({"any": {"flexion"}, "min_level": 2}, AVOID),
        ({"any": {"flexion"}, "min_level": 3}, ALLOW),
        ({"any": {"pos:supine"}}, AVOID),
        ({"any": {"pos:seated"}}, ALLOW),
        ({"any": {"block:strengthening"}}, AVOID),
        ({"any": {"block:stretching"}}, ALLOW),
        ({"any": {"supine"}}, AVOID),
        ({"any": {"floor"}}, AVOID),
    ],
)
def test_rule_hits_by_its_words(words, action):
    exercise = make_exercise(level=2, tags=frozenset({"flexion", "rotation"}))

    assert judged(exercise, make_rule(AVOID, **words)).action == action


def test_tags_carry_what_they_imply_by_any_number_of_steps():
    exercise = make_exercise(tags=frozenset({"inversion"}))
    movements = [
        Movement("inversion", "", ("head-down",)),
        Movement("head-down", "", ("head-low",)),
        Movement("head-low", ""),
    ]

    verdict = judged(exercise, make_rule(AVOID, any={"head-low"}), movements=movements)

    assert verdict.action == AVOID


@pytest.mark.parametrize(
    ("position", "equipment", "tags", "found"),
    [
        ("supine", (), {"prone"}, {"supine", "floor"}),
        ("kneeling", (), set(), {"floor"}),
        ("supine", ("bed",), {"floor"}, {"supine"}),
        ("seated", (), {"floor", "supine"}, set()),
    ],
)
def test_position_decides_what_lies_and_what_is_on_the_floor(position, equipment, tags, found):
    exercise = make_exercise(positions=(position,), equipment=equipment, tags=frozenset(tags))

    effective = safety.effective_tags(exercise, position, {})

    assert {tag for tag in effective if ":" not in tag} == found


def test_supine_or_seated_exercise_survives_late_pregnancy_seated_only():
    breathing = make_exercise(positions=("supine", "seated"))

    verdict = judged(breathing, make_rule(AVOID, any={"supine"}))

    assert (verdict.action, verdict.positions) == (ALLOW, ("seated",))
    assert [finding.positions for finding in verdict.findings] == [("supine",)]


def test_positions_come_least_changed_first():
    circles = make_exercise(positions=("standing", "seated"))

    verdict = judged(circles, make_rule(MODIFY, any={"pos:standing"}))

    assert (verdict.action, verdict.positions) == (ALLOW, ("seated", "standing"))
    assert verdict.at("seated") == ()
    assert [finding.how for finding in verdict.at("standing")] == ["smaller"]


def test_how_says_once_what_several_begin_with():
    rules = [
        Rule(MODIFY, why="it bends", how=how, any=frozenset({"supine"}))
        for how in ("Small range; stop if it spreads.", "Small range; rest in between.", "Small range")
    ]

    verdict = judged(make_exercise(), *rules)

    assert verdict.how("supine") == ("Small range; stop if it spreads.", "Rest in between.", "Small range")


def test_precautions_that_leave_different_positions_leave_none_together():
    breathing = make_exercise(positions=("supine", "seated"))
    catalogue = make_catalogue(
        make_precaution("no-lying", make_rule(AVOID, any={"supine"})),
        make_precaution("no-sitting", make_rule(AVOID, any={"pos:seated"})),
    )

    verdict = safety.verdict(breathing, ["no-sitting", "no-lying"], catalogue)

    assert (verdict.action, verdict.positions) == (AVOID, ())
    assert [finding.precaution for finding in verdict.findings] == ["no-lying", "no-sitting"]


def test_milder_finding_is_left_out_where_a_stricter_one_decides():
    exercise = make_exercise(tags=frozenset({"flexion"}))
    catalogue = make_catalogue(
        make_precaution("a-mild", make_rule(MODIFY, any={"flexion"})),
        make_precaution("b-strict", make_rule(AVOID, any={"flexion"})),
    )

    verdict = safety.verdict(exercise, ["a-mild", "b-strict"], catalogue)

    assert [finding.precaution for finding in verdict.findings] == ["b-strict"]


def test_verdict_does_not_depend_on_order_or_repetition():
    exercise = make_exercise(tags=frozenset({"flexion"}))
    catalogue = make_catalogue(
        make_precaution("a", make_rule(MODIFY, any={"flexion"})),
        make_precaution("b", make_rule(MODIFY, any={"flexion"})),
    )

    first, second = (safety.verdict(exercise, given, catalogue) for given in (["b", "a", "b"], ["a", "b"]))

    assert first == second


@pytest.mark.parametrize("action", [ALLOW, MODIFY, AVOID])
def test_override_replaces_the_rules_of_its_precaution(action):
    exercise = make_exercise(tags=frozenset({"flexion"}))
    override = Override("p", "bridge", action, why="as agreed")
    rules = [make_rule(AVOID, any={"flexion"}), make_rule(MODIFY, any={"floor"})]
    catalogue = make_catalogue(make_precaution("p", *rules), exercises=[exercise], overrides=[override])

    verdict = safety.verdict(exercise, ["p"], catalogue)

    assert verdict.action == action
    assert [finding.why for finding in verdict.findings] == ([] if action is ALLOW else ["as agreed"])


def test_verdict_judges_an_edited_exercise_as_it_is_edited():
    exercise = make_exercise(tags=frozenset({"flexion"}))
    catalogue = make_catalogue(make_precaution("p", make_rule(AVOID, any={"flexion"})), exercises=[exercise])

    before = safety.verdict(exercise, ["p"], catalogue)
    after = safety.verdict(replace(exercise, tags=frozenset()), ["p"], catalogue)

    assert (before.action, after.action) == (AVOID, ALLOW)


def test_verdict_refuses_to_guess_about_an_unknown_precaution():
    with pytest.raises(KeyError, match="gout"):
        safety.verdict(make_exercise(), ["gout"], make_catalogue())


def test_concerns_lists_the_precautions_that_speak():
    exercise = make_exercise(tags=frozenset({"flexion"}))
    catalogue = make_catalogue(
        make_precaution("speaks", make_rule(AVOID, any={"flexion"})),
        make_precaution("silent", make_rule(AVOID, any={"impact"})),
    )

    assert {slug: verdict.action for slug, verdict in safety.concerns(exercise, catalogue).items()} == {
        "speaks": AVOID
    }


def test_recheck_says_why():
    exercise = make_exercise(tags=frozenset({"flexion"}))
    catalogue = make_catalogue(make_precaution("p", make_rule(AVOID, any={"flexion"})), exercises=[exercise])

    assert recheck.forbidden("bridge", "supine", [], catalogue) is None
    assert recheck.forbidden("bridge", "supine", ["p"], catalogue) == "avoid it"


@pytest.mark.parametrize(
    ("slug", "position", "precautions", "reason"),
    [
        ("plank", "supine", [], "plank is not in the library."),
        ("bridge", "prone", [], "bridge is not done prone."),
        ("bridge", "supine", ["gout"], "gout is not a precaution we know."),
    ],
)
def test_recheck_forbids_what_it_does_not_know(slug, position, precautions, reason):
    catalogue = make_catalogue(exercises=[make_exercise()])

    assert recheck.forbidden(slug, position, precautions, catalogue) == reason
