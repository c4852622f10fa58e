"""What the five articles name is in the library, with the facts they give (or the reason why it is not offered)."""

import pytest

from exercises.catalogue import Block

PRACTICES = {
    "childs-pose", "knee-to-chest", "back-flexion-stretch", "double-knee-to-chest", "cat-cow", "pelvic-tilt",
    "bridge", "single-leg-bridge", "superman", "prone-arm-leg", "plank", "knee-plank", "wall-plank",
    "partial-crunch", "full-sit-up", "straight-leg-raise", "bird-dog-leg", "bird-dog", "abdominal-brace",
    "heel-slide", "wall-sit", "hamstring-towel", "standing-toe-touch", "supine-hamstring-reach", "kneeling-lunge",
    "legs-up-wall-press", "neck-hang-bed", "roll-upper-back", "thoracic-extension-roller", "roll-glutes",
    "roll-thighs", "inversion-hang", "dead-hang", "assisted-hang", "yoga-wheel-backbend", "joint-circles",
    "brisk-walking", "easy-walk", "swimming", "water-aerobics", "outdoor-cycling", "stationary-cycling",
    "gentle-yoga", "beginner-pilates", "tai-chi", "hip-hinge-weight", "belly-breathing", "ice-pack", "heat-pack",
}  # fmt: skip
FACTORS = {
    "inactivity", "prolonged-sitting", "excess-weight", "overexertion", "posture", "lifting-technique",
    "sleep-posture", "mattress", "heavy-bag", "stress", "smoking",
}  # fmt: skip
OTHER_FACTORS = {
    "driving", "workstation", "sudden-movement", "tight-back", "tight-hamstrings", "weak-core-glutes", "long-hours",
    "previous-back-pain", "bone-health", "leg-pain", "other-pain", "walking-limit", "dressing-limit",
    "fear-of-movement", "worry", "catastrophising", "low-mood", "bother", "poor-sleep", "low-confidence", "falls",
}  # fmt: skip
NEVER_UNASKED = {
    "standing-toe-touch", "full-sit-up", "neck-hang-bed", "inversion-hang", "dead-hang", "assisted-hang",
    "yoga-wheel-backbend",
}  # fmt: skip


def test_every_practice_of_the_articles_is_here(library):
    assert PRACTICES - library.exercises.keys() == set()


def test_every_risk_factor_of_the_articles_is_here_with_a_habit_or_an_exercise(library):
    served = {factor for exercise in library.exercises.values() for factor in exercise.serves}
    helpless = {f.slug for f in library.risk_factors.values() if not f.habits and f.slug not in served}

    assert (FACTORS | OTHER_FACTORS) - library.risk_factors.keys() == set()
    assert helpless == set()


def test_what_the_articles_warn_of_is_never_picked_unasked(library):
    picked = {slug for slug in NEVER_UNASKED if library.exercises[slug].auto_select}

    assert picked == set()


def test_toe_touch_tells_that_the_articles_disagree_and_offers_lying_ways_first(library):
    toe_touch = library.exercises["standing-toe-touch"]

    assert toe_touch.level == 3
    assert "The articles disagree" in toe_touch.caution
    assert {"article-back-stretches", "article-exercise-compilation"} <= set(toe_touch.sources)
    assert {"supine-hamstring-reach", "hamstring-towel"} <= set(toe_touch.easier)


@pytest.mark.parametrize(
    ("slug", "stage", "fields"),
    [
        ("childs-pose", 1, {"hold": 30}),
        ("childs-pose", 3, {"hold": 60}),
        ("knee-to-chest", 1, {"hold": 15}),
        ("knee-to-chest", 3, {"hold": 60}),
        ("pelvic-tilt", 2, {"sets": 3, "reps": 3, "hold": 10}),
        ("pelvic-tilt", 3, {"sets": 1, "reps": 10, "hold": 10}),
        ("bridge", 1, {"reps": 8, "hold": 3}),
        ("bridge", 2, {"reps": 12, "hold": 6}),
        ("bridge", 3, {"sets": 2, "reps": 15, "hold": 6}),
        ("superman", 3, {"reps": 12}),
        ("bird-dog", 1, {"hold": 5}),
        ("wall-sit", 3, {"reps": 12, "hold": 10}),
        ("partial-crunch", 3, {"reps": 12, "hold": 1}),
        ("dead-hang", 1, {"sets": 1, "hold": 30}),
        ("dead-hang", 3, {"sets": 3, "hold": 45}),
        ("legs-up-wall-press", 3, {"reps": 4}),
        ("ice-pack", 3, {"minutes": 20}),
        ("heat-pack", 3, {"minutes": 20}),
    ],
)
def test_doses_follow_the_articles(library, slug, stage, fields):
    dose = library.exercises[slug].doses[stage]

    assert {name: getattr(dose, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("bridge", "heels down"),
        ("bridge", "rest up to 10 seconds"),
        ("wall-sit", "10-12 inches"),
        ("wall-sit", "count of 10"),
        ("straight-leg-raise", "6 inches"),
        ("roll-upper-back", "Never roll the low back"),
        ("legs-up-wall-press", "tops of the thighs"),
        ("legs-up-wall-press", "3 to 4 times"),
        ("partial-crunch", "feet, tailbone and low back stay down"),
        ("pelvic-tilt", "as if bracing for a nudge"),
        ("dead-hang", "3 sets of 45 seconds"),
        ("swimming", "leave out strokes that arch or twist"),
        ("hip-hinge-weight", "Ask a clinician first"),
        ("beginner-pilates", "Tell the teacher about your back"),
    ],
)
def test_steps_keep_the_articles_facts(library, slug, words):
    assert words in " ".join(library.exercises[slug].steps)


@pytest.mark.parametrize(
    "slug",
    [
        "screen-breaks", "stand-vary", "sit-back-support", "feet-flat", "knees-level", "head-over-shoulders",
        "not-in-bed", "workstation", "driving-distance", "lift-close", "lift-legs", "lift-help", "lift-no-jerk",
        "bag-light", "mattress-check", "stress-routine", "food", "weight", "quit-smoking", "massage", "physio",
        "chiro-acu", "stretch-daily", "ask-professional", "start-slow", "listen", "form", "smooth", "warm-up",
        "ice-heat", "keep-moving", "mixed-programme", "core-classes", "walk-daily", "move-often",
    ],
)  # fmt: skip
def test_habits_and_stop_rules_of_the_articles_are_here_with_a_source(library, slug):
    habit = library.habits[slug]

    assert [source for source in habit.sources if source.startswith("article-")] != []


@pytest.mark.parametrize(
    ("slug", "words"),
    [("massage", "60-90 minute massage about every two weeks"), ("ice-heat", "up to 20 minutes"),
     ("screen-breaks", "5 to 10 minutes each hour"), ("lift-close", "feet shoulder-width")],
)  # fmt: skip
def test_habits_keep_the_articles_numbers(library, slug, words):
    assert words in library.habits[slug].tip


@pytest.mark.parametrize(
    "slug",
    ["osteoporosis", "scoliosis", "disc-herniation", "sciatica", "axial-spondyloarthritis", "spinal-osteoarthritis",
     "recent-back-injury", "acute-flare"],
)  # fmt: skip
def test_conditions_the_articles_name_are_precautions_with_rules(library, slug):
    assert library.precautions[slug].rules != ()


@pytest.mark.parametrize(
    "slug",
    ["childs-pose", "neck-hang-bed", "roll-upper-back", "inversion-hang", "dead-hang", "yoga-wheel-backbend",
     "legs-up-wall-press", "ice-pack", "heat-pack"],
)  # fmt: skip
def test_immediate_relief_of_the_articles_stands_in_the_relief_block(library, slug):
    assert Block.RELIEF in library.exercises[slug].blocks


@pytest.mark.parametrize("target", ["back-extensors", "core", "abdominals"])
def test_trunk_can_be_trained_without_floor_and_equipment(library, target):
    gentle = {
        e.slug
        for e in library.exercises.values()
        if e.targets.get(target, 0) >= 40
        and e.level == 1
        and Block.STRENGTHENING in e.blocks
        and {"seated", "standing"} & set(e.positions)
        and set(e.equipment) <= {"chair", "wall"}
    }

    assert len(gentle) >= 3
