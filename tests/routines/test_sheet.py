import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.intake.profile import FactorScore
from exercises.catalogue import Action, Block, Clearance, Dose, Precaution, Rule
from routines.builder.plan import LeftOut, Reason, UnderServed
from routines.sheet import SESSION, Left, sheet, week_in_words, whole_minutes
from tests.factories import make_catalogue, make_exercise, make_item, make_plan, make_profile

WRISTS = Precaution(
    "wrist-pain",
    "Sore wrists",
    "symptom",
    "",
    Clearance.NONE,
    (
        Rule(Action.AVOID, "It loads your wrists.", any=frozenset({"wrist-load"})),
        Rule(Action.MODIFY, "It bends them.", how="Rest on your forearms.", any=frozenset({"wrist-bend"})),
    ),
)
CATALOGUE = make_catalogue(
    make_exercise("bridge"),
    make_exercise("plank", tags=frozenset({"wrist-load"})),
    make_exercise("push-up", tags=frozenset({"wrist-bend"})),
    make_exercise("cat-cow", blocks=(Block.WARM_UP,), unilateral=True, positions=("seated", "supine")),
    precautions={"wrist-pain": WRISTS},
)


def test_sheet_puts_rows_under_their_parts_in_the_order_of_a_session():
    plan = make_plan(make_item("bridge"), make_item("plank"), make_item("cat-cow", Block.WARM_UP))

    parts = sheet(plan, make_profile(), CATALOGUE).parts

    assert [(p.name, [r.exercise.slug for r in p.rows]) for p in parts] == [
        ("Warm-up", ["cat-cow"]),
        ("Strengthening", ["bridge", "plank"]),
    ]
    assert [(r.is_first, r.is_last) for r in parts[1].rows] == [(True, False), (False, True)]


def test_a_row_says_dose_position_and_reasons():
    reasons = (Reason("factor", "sitting", "You sit a lot"), Reason("region", "neck", "Your neck hurts"))
    item = make_item("cat-cow", Block.WARM_UP, dose=Dose(reps=8), reasons=reasons)

    (row,) = sheet(make_plan(item), make_profile(), CATALOGUE).rows

    assert (row.dose, row.because, row.also) == ("8 times each side", "You sit a lot", ("Your neck hurts",))
    assert row.position == "Lying on your back"


@pytest.mark.parametrize(
    ("exercise", "position", "why"),
    [
        ("plank", "supine", "It loads your wrists."),
        ("retired", "supine", "retired is not in the library."),
        ("bridge", "water", "Bridge is not done water."),
    ],
)
def test_what_may_not_be_shown_is_withheld_with_its_reason(exercise, position, why):
    plan = make_plan(make_item(), make_item(exercise, position=position, seconds=600))

    shown = sheet(plan, make_profile(precautions=frozenset({"wrist-pain"})), CATALOGUE)

    assert [row.exercise.slug for row in shown.rows] == ["bridge"]
    assert [(w.item.exercise, w.why) for w in shown.withheld] == [(exercise, why)]
    assert shown.minutes == 2


@pytest.mark.parametrize(
    ("precautions", "verdict", "how"),
    [({"wrist-pain"}, Action.MODIFY, ("Rest on your forearms.",)), (set(), Action.ALLOW, ())],
)
def test_what_is_shown_is_done_as_the_answers_of_today_ask(precautions, verdict, how):
    saved = make_item("push-up", verdict=Action.MODIFY, how=("As somebody else once asked.",))

    (row,) = sheet(make_plan(saved), make_profile(precautions=frozenset(precautions)), CATALOGUE).rows

    assert (row.item.verdict, row.item.how) == (verdict, how)


@pytest.mark.parametrize(("seconds", "minutes"), [(720, 12), (620, 12), (600, 10), (760, 13), (20, 1)])
def test_a_plan_is_called_by_the_minutes_asked_for_when_it_nearly_fills_them(seconds, minutes):
    plan = make_plan(make_item(seconds=seconds), minutes=12)

    assert sheet(plan, make_profile(), CATALOGUE).minutes == minutes


def test_left_out_names_the_exercise():
    plan = make_plan(
        left_out=(LeftOut("plank", "precaution", "It loads your wrists.", "when they are well"),)
    )

    left = sheet(plan, make_profile(), CATALOGUE).left_out

    assert left == (Left("Plank", "It loads your wrists.", "when they are well"),)


def test_what_is_left_out_for_one_reason_names_it_once():
    out = [
        LeftOut("plank", "level", "A step harder.", "Later."),
        LeftOut("bridge", "disliked", "You removed it."),
        LeftOut("push-up", "level", "A step harder.", "Later."),
        LeftOut("cat-cow", "disliked", "You removed it."),
    ]

    shown = sheet(make_plan(left_out=tuple(out)), make_profile(), CATALOGUE)

    assert shown.left_out == (
        Left("Plank · Push up", "A step harder.", "Later.", 2),
        Left("Bridge", "You removed it.", ""),
        Left("Cat cow", "You removed it.", ""),
    )
    assert shown.left_count == 4


def test_what_stays_short_keeps_the_name_that_the_builder_gave_it():
    plan = make_plan(under_served=(UnderServed("Pain into the leg", "There was no room for it."),))

    assert sheet(plan, make_profile(), CATALOGUE).unmet == (
        Left("Pain into the leg", "There was no room for it.", ""),
    )


@given(
    st.dictionaries(st.sampled_from(SESSION), st.integers(min_value=5, max_value=3000), min_size=1),
    st.integers(min_value=6, max_value=60),
)
def test_whole_minutes_add_up_and_nothing_vanishes(seconds, total):
    minutes = whole_minutes(seconds, total)

    assert sum(minutes.values()) == total
    assert min(minutes.values()) >= 1


@pytest.mark.parametrize(
    ("block", "lines"),
    [
        (Block.STRETCHING, ["Beside it, walk 5 × 30 minutes a week. What you walk already counts."]),
        (
            Block.AEROBIC,
            [
                "30 of the 150 aerobic minutes a week are in this routine.",
                "For the rest, walk 4 × 30 minutes. What you walk already counts.",
            ],
        ),
    ],
)
def test_the_week_says_what_is_left_to_walk_and_no_zero(block, lines):
    shown = sheet(make_plan(make_item("bridge", block, seconds=600)), make_profile(days=3), CATALOGUE)

    assert list(shown.week[:-1]) == lines


@pytest.mark.parametrize(
    "profile",
    [
        {"precautions": frozenset({"acute-flare"})},
        {"precautions": frozenset({"hip-replacement"})},
        {"factors": (FactorScore("walking-limit", 3),)},
        {"factors": (FactorScore("inactivity", 2),)},
    ],
)
def test_the_first_week_of_who_heals_or_hardly_walks_is_no_150_minutes(profile):
    shown = sheet(make_plan(make_item("bridge", Block.STRETCHING)), make_profile(**profile), CATALOGUE)

    assert shown.week[0].startswith("Beside it, walk a little each day")
    assert not [line for line in shown.week if "30 minutes" in line]


def test_what_is_shown_is_held_no_longer_than_the_answers_of_today_allow():
    brief = Rule(
        Action.MODIFY, "It rises.", how="Hold 10 seconds or less.", any=frozenset({"isometric-hold"})
    )
    pressure = Precaution("pressure", "Blood pressure", "condition", "", Clearance.NONE, (brief,))
    library = make_catalogue(
        make_exercise("plank", tags=frozenset({"isometric-hold"})), precautions={"pressure": pressure}
    )
    plan = make_plan(make_item("plank", dose=Dose(sets=1, reps=2, hold=30), seconds=75))

    def row(*precautions):
        (found,) = sheet(plan, make_profile(precautions=frozenset(precautions)), library).rows
        return found.item.dose.hold, found.item.seconds, found.dose

    assert row() == (30, 75, "2 times, hold 30 seconds")
    assert row("pressure") == (10, 35, "2 times, hold 10 seconds")


def test_a_position_that_is_avoided_today_gives_way_or_is_left_out():
    library = make_catalogue(make_exercise("brace", positions=("supine", "seated")), make_exercise("bridge"))
    plan = make_plan(make_item("brace"), make_item("bridge"), make_item("bridge", Block.WARM_UP, pinned=True))
    shown = sheet(plan, make_profile(without_positions=frozenset({"supine"})), library)

    assert [(row.exercise.slug, row.item.position) for row in shown.rows] == [
        ("bridge", "supine"),
        ("brace", "seated"),
    ]
    assert [(one.item.exercise, one.why) for one in shown.withheld] == [
        ("bridge", "It is done in a position you avoid: lying on your back.")
    ]


@pytest.mark.parametrize(("minutes", "said"), [(1, "1 minute"), (12, "12 minutes")])
def test_a_length_in_words(minutes, said):
    item = make_item("bridge", seconds=60 * minutes)

    assert sheet(make_plan(item, minutes=minutes), make_profile(), CATALOGUE).length == said


@pytest.mark.parametrize(
    ("minutes", "first"),
    [
        (40, "For the rest, walk 30 minutes once. What you walk already counts."),
        (20, "For the rest, walk 3 × 30 minutes. What you walk already counts."),
    ],
)
def test_walks_are_counted_in_plain_words(minutes, first):
    assert week_in_words(minutes * 60, 3)[1] == first
