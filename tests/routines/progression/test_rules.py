"""Every rule of [progression] and [pain_rules] in the knowledge base, one table each."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from exercises.catalogue import Block, Dose
from routines.progression import Did, Past, propose, signature
from routines.progression.doses import changed
from tests.factories import make_catalogue, make_exercise, make_item, make_profile

TODAY = date(2026, 11, 21)
EIGHT, TWELVE = Dose(sets=2, reps=8), Dose(sets=2, reps=12)
BRIDGE = make_exercise("bridge", easier=("tilt",), harder=("one-leg-bridge",))
CATALOGUE = make_catalogue(BRIDGE, make_exercise("tilt"), make_exercise("one-leg-bridge"))


def day(ago):
    return TODAY - timedelta(days=ago)


def session(ago, *, pain=2, effort="easy", before=None, dose=EIGHT, kind="routine", **did):
    done = Did("bridge", asked=signature(dose), **did)
    return Past(day(ago), (done,), pain_before=before, pain_after=pain, effort=effort, kind=kind)


def proposals(*past, item=None, is_light=False, changed_at=None, **profile):
    about = {"is_light": is_light, "changed_at": changed_at}
    found = propose(
        [item or make_item(dose=EIGHT)], past, make_profile(**profile), CATALOGUE, today=TODAY, **about
    )
    return [(one.kind, one.item and (one.item.exercise, one.item.stage, one.item.dose)) for one in found]


MORE = [("more", ("bridge", 1, Dose(sets=2, reps=10)))]


@pytest.mark.parametrize(
    ("past", "expected"),
    [
        ([session(4), session(2)], MORE),
        ([session(4, pain=3), session(2, pain=None)], MORE),
        ([session(2)], []),
        ([session(4), session(2, effort="right")], []),
        ([session(4), session(2, effort="hard")], []),
        ([session(4), session(2, effort="")], []),
        ([session(4), session(2, pain=4)], []),
        ([session(4), session(2, pain=5)], []),
        ([session(4), session(2, completed=False)], []),
        ([session(4), session(2, dose=TWELVE)], []),
        ([session(4), session(3, kind="relief"), session(2)], MORE),
        ([session(4, effort="right"), session(3), session(2)], MORE),
    ],
)
def test_two_easy_sessions_in_a_row_earn_one_step_and_nothing_less_does(past, expected):
    assert proposals(*past) == expected


def easy_at(item):
    return [session(4, dose=item.dose), session(2, dose=item.dose)]


@pytest.mark.parametrize(
    ("dose", "above", "expected"),
    [
        (Dose(sets=2, reps=8), TWELVE, Dose(sets=2, reps=10)),
        (Dose(sets=2, reps=11), TWELVE, TWELVE),
        (Dose(reps=8, hold=5), Dose(reps=8, hold=10), Dose(reps=8, hold=10)),
        (Dose(reps=8, hold=3), Dose(reps=10, hold=10), Dose(reps=8, hold=8)),
        (Dose(sets=1, reps=12), Dose(sets=3, reps=12), Dose(sets=2, reps=12)),
        (
            Dose(reps=10, hold=5),
            Dose(sets=3, reps=6, hold=10, scheme="6-4-2"),
            Dose(sets=3, reps=6, hold=10, scheme="6-4-2"),
        ),
    ],
)
def test_a_step_raises_repetitions_or_hold_then_sets_then_the_stage(dose, above, expected):
    item = make_item(dose=dose)
    catalogue = make_catalogue(replace(BRIDGE, doses={1: dose, 2: above}))

    found = propose([item], easy_at(item), make_profile(), catalogue, today=TODAY)

    assert [one.item.dose for one in found] == [expected]


@pytest.mark.parametrize(("age", "expected"), [("75-up", []), ("65-74", ["harder"]), ("", ["harder"])])
def test_the_hardest_exercises_are_not_offered_from_75_on(age, expected):
    item = make_item(dose=Dose(sets=3, reps=12), stage=3)
    hardest = make_catalogue(BRIDGE, make_exercise("one-leg-bridge", level=3))
    profile = make_profile(age_band=age, level=2)

    found = propose([item], easy_at(item), profile, hardest, today=TODAY)

    assert [one.kind for one in found] == expected


def test_after_the_last_stage_comes_the_harder_exercise():
    item = make_item(dose=Dose(sets=3, reps=12), stage=3)

    found = proposals(*easy_at(item), item=item)

    assert [(kind, what[0], what[1]) for kind, what in found] == [("harder", "one-leg-bridge", 1)]


@pytest.mark.parametrize(
    ("precaution", "kinds"),
    [
        ("acute-flare", []),
        ("recent-back-injury", []),
        ("recent-other-surgery", ["more"]),
        ("vertigo", ["more"]),
    ],
)
def test_nothing_grows_in_a_flare_that_was_told_however_easy_the_sessions_were(precaution, kinds):
    found = proposals(*easy_at(make_item()), precautions=frozenset({precaution}))

    assert [kind for kind, _ in found] == kinds


@pytest.mark.parametrize(("told", "kinds"), [({"recent-abdominal-surgery"}, []), (set(), ["harder"])])
def test_the_harder_exercise_waits_while_something_heals(told, kinds):
    item = make_item(dose=Dose(sets=3, reps=12), stage=3)

    found = proposals(*easy_at(item), item=item, precautions=frozenset(told))

    assert [kind for kind, _ in found] == kinds


@pytest.mark.parametrize(("how", "holds"), [((), [15]), (("Hold 10 seconds or less.",), [])])
def test_a_hold_grows_no_longer_than_a_precaution_allows(how, holds):
    plank = make_exercise("bridge", doses={1: Dose(reps=2, hold=10), 2: Dose(reps=2, hold=30)})
    item = replace(make_item(dose=plank.doses[1]), how=how)

    found = propose([item], easy_at(item), make_profile(), make_catalogue(plank), today=TODAY)

    assert [one.item.dose.hold for one in found] == holds


@pytest.mark.parametrize(("minutes", "expected"), [(5, 5.5), (20, 22), (30, 33)])
def test_a_walk_grows_by_a_tenth_and_once_a_week(minutes, expected):
    dose = Dose(minutes=minutes)
    item = make_item(block=Block.AEROBIC, dose=dose)
    catalogue = make_catalogue(replace(BRIDGE, doses={1: dose, 2: Dose(minutes=60)}))
    soon, later = (
        [session(4, dose=dose), session(2, dose=dose)],
        [session(8, dose=dose), session(2, dose=dose)],
    )

    assert propose([item], soon, make_profile(), catalogue, today=TODAY) == ()
    assert propose([item], later, make_profile(), catalogue, today=TODAY)[0].item.dose.minutes == expected


@pytest.mark.parametrize(
    ("past", "reason"),
    [
        ([session(1, pain=6, before=5)], "Your pain was 6 after the last session."),
        ([session(1, felt="hard")], "You said that bridge was too hard last time."),
        ([session(1, felt="usual")], "You said that bridge stirred up your usual pain last time."),
        (
            [session(3, before=2, pain=4), session(1, before=4, pain=3)],
            "Your pain of 4 had not settled a day later.",
        ),
    ],
)
def test_red_pain_lost_form_and_pain_that_stays_take_one_step_down(past, reason):
    lower = make_item(dose=TWELVE, stage=2)
    past = [replace(one, did=(replace(one.did[0], asked=signature(TWELVE)),)) for one in past]

    found = propose([lower], past, make_profile(pain=5), CATALOGUE, today=TODAY)

    assert [(one.kind, one.item.stage, one.item.dose) for one in found] == [("less", 1, EIGHT)]
    assert found[0].reason == f"{reason} Bridge: 8 times instead of 12."


def test_at_the_first_stage_a_step_down_is_the_easier_exercise():
    found = proposals(session(1, felt="hard"))

    assert [(kind, what[0]) for kind, what in found] == [("easier", "tilt")]


def test_pain_that_was_there_before_and_did_not_rise_takes_nothing_down():
    assert proposals(session(3, before=4, pain=4), session(1, before=4, pain=4), pain=4) == []


def test_what_was_lowered_since_is_not_lowered_again():
    assert proposals(session(1, felt="hard"), changed_at={"bridge": 2}) == []


@pytest.mark.parametrize(
    ("ago", "expected"),
    [(6, []), (7, [("lower", 2)]), (20, [("lower", 2)]), (21, [("restart", 1)]), (90, [("restart", 1)])],
)
def test_a_week_away_is_one_stage_lower_and_three_are_the_first(ago, expected):
    dose = Dose(sets=3, reps=12)
    item = make_item(dose=dose, stage=3)

    found = proposals(session(ago, dose=dose), item=item)

    assert [(kind, what[1]) for kind, what in found] == expected


def test_the_next_exercise_keeps_to_what_the_person_can_and_wants():
    item = make_item(dose=Dose(sets=3, reps=12), stage=3)
    easy = easy_at(item)

    assert [kind for kind, _ in proposals(*easy, item=item)] == ["harder"]
    assert proposals(*easy, item=item, disliked=frozenset({"one-leg-bridge"})) == []
    assert proposals(*easy, item=item, without_positions=frozenset({"supine"})) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (Dose(minutes=2), Dose(minutes=1), "Bridge: 1 minute instead of 2."),
        (Dose(minutes=1), Dose(minutes=1.5), "Bridge: 1.5 minutes instead of 1."),
        (Dose(reps=8), Dose(reps=1), "Bridge: 1 time instead of 8."),
        (Dose(reps=8, hold=5), Dose(reps=8, hold=1), "Bridge: hold for 1 second instead of 5."),
    ],
)
def test_a_change_counts_one_as_one(old, new, said):
    assert changed("Bridge", old, new) == said


@pytest.mark.parametrize(("ago", "said"), [(21, "21 days"), (59, "59 days"), (95, "3 months")])
def test_a_long_time_away_is_said_in_months(ago, said):
    dose = Dose(sets=3, reps=12)
    past = [session(ago, dose=dose)]

    found = propose([make_item(dose=dose, stage=3)], past, make_profile(), CATALOGUE, today=TODAY)

    assert [one.reason for one in found] == [f"It has been {said}. Start again gently."]
