from dataclasses import replace

from exercises.catalogue import Action, Clearance, Dose, Precaution, Rule
from routines.editing import Draft
from routines.swaps import options
from tests.factories import make_catalogue, make_exercise, make_item, make_plan, make_profile

LONG = {1: Dose(sets=3, reps=30)}
CATALOGUE = make_catalogue(
    make_exercise("bridge", targets={"glutes": 80, "core": 40}, level=2),
    make_exercise("half-bridge", family="bridge", summary="Lift halfway."),
    make_exercise("clam", targets={"glutes": 60}, positions=("side-lying",), level=2),
    make_exercise("row", targets={"upper-back": 80}, equipment=("resistance-band",), level=2),
    make_exercise("squat", targets={"glutes": 80, "core": 40}, doses=LONG, level=2),
    make_exercise("sit-up", auto_select=False),
)
PROFILE = make_profile(equipment=frozenset({"resistance-band"}))
BRIDGE = make_item("bridge", seconds=60, dose=Dose(sets=2, reps=8))


def offered(profile=PROFILE, *others):
    return options(Draft(make_plan(BRIDGE, *others), profile), 0, CATALOGUE)


def test_options_keep_the_time_first_and_do_the_same_job():
    assert [o.exercise.slug for o in offered()] == ["half-bridge", "clam", "row", "squat"]


def test_options_say_how_they_differ():
    said = {o.exercise.slug: o.difference for o in offered()}

    assert said == {
        "half-bridge": "Lift halfway. Easier.",
        "clam": "Lying on your side.",
        "row": "Needs: resistance band.",
        "squat": "",
    }


def test_options_say_what_they_do_to_the_time():
    said = {o.exercise.slug: o.time for o in offered()}

    assert said["clam"] == "Fits: the same 1 minute"
    assert said["squat"].endswith("longer")


def test_options_leave_out_what_the_person_cannot_use_or_has_already():
    nothing = make_profile(without_positions=frozenset({"side-lying"}))

    assert {o.exercise.slug for o in offered(nothing, make_item("squat"))} == {"half-bridge"}


def test_options_never_lead_into_a_position_that_is_avoided():
    sitting = Rule(Action.AVOID, "Not sitting.", any=frozenset({"pos:seated"}))
    coccyx = Precaution("coccyx", "Sore tailbone", "symptom", "", Clearance.NONE, (sitting,))
    library = make_catalogue(
        make_exercise("bridge", positions=("standing",)),
        make_exercise("brace", positions=("supine", "seated")),
        precautions={"coccyx": coccyx},
    )

    def found(**fields):
        draft = Draft(make_plan(make_item("bridge", position="standing")), make_profile(**fields))
        return [option.exercise.slug for option in options(draft, 0, library)]

    sore, upright = frozenset({"coccyx"}), frozenset({"supine"})
    assert found(precautions=sore) == found(without_positions=upright) == ["brace"]
    assert found(precautions=sore, without_positions=upright) == []


def test_options_do_not_offer_what_hurt_or_was_removed():
    assert "clam" not in [o.exercise.slug for o in offered(replace(PROFILE, disliked=frozenset({"clam"})))]
