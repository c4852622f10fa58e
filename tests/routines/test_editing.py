from contextlib import suppress
from dataclasses import replace

import pytest

from exercises.catalogue import Action, Block, Clearance, Dose, Precaution, Rule
from routines import editing, grading, swaps
from routines.editing import Draft, Refused
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
    make_exercise("bridge", easier=("half-bridge",), harder=("plank", "one-leg-bridge")),
    make_exercise("half-bridge", doses={1: Dose(sets=1, reps=4)}),
    make_exercise("one-leg-bridge", positions=("prone", "supine")),
    make_exercise("plank", tags=frozenset({"wrist-load"})),
    make_exercise("push-up", tags=frozenset({"wrist-bend"})),
    make_exercise("walk", blocks=(Block.AEROBIC,), doses={1: Dose(minutes=10)}),
    make_exercise("legs-up", blocks=(Block.RELIEF,)),
    precautions={"wrist-pain": WRISTS},
)
SORE = make_profile(precautions=frozenset({"wrist-pain"}))


def draft(*items, profile=None):
    return Draft(make_plan(*items), profile or make_profile())


def only(edited):
    (item,) = edited.plan.items
    return item


def test_easier_takes_the_next_smaller_dose():
    edited = grading.ease(draft(make_item(dose=Dose(sets=2, reps=12), stage=2)), 0, CATALOGUE)

    assert only(edited).dose == Dose(sets=2, reps=8)
    assert (only(edited).stage, only(edited).exercise) == (1, "bridge")
    assert edited.change == "Bridge: 2 sets of 8 instead of 2 sets of 12."


def test_easier_after_the_smallest_dose_takes_the_easier_exercise():
    edited = grading.ease(draft(make_item(dose=Dose(sets=1, reps=8))), 0, CATALOGUE)

    assert only(edited).exercise == "half-bridge"
    assert edited.change == "Bridge swapped for Half bridge."


def test_easier_says_when_there_is_nothing_easier():
    smallest = make_item("half-bridge", dose=Dose(sets=1, reps=4))

    with pytest.raises(Refused, match="no gentler version"):
        grading.ease(draft(smallest), 0, CATALOGUE)


def test_harder_takes_the_next_larger_dose():
    edited = grading.harden(draft(make_item(dose=Dose(sets=2, reps=8))), 0, CATALOGUE)

    assert only(edited).dose == Dose(sets=2, reps=12)


def test_harder_after_the_largest_dose_passes_over_what_is_forbidden():
    largest = make_item(dose=Dose(sets=3, reps=12), stage=3)

    edited = grading.harden(draft(largest, profile=SORE), 0, CATALOGUE)

    assert only(edited).exercise == "one-leg-bridge"


@pytest.mark.parametrize(
    "wishes",
    [
        {"disliked": frozenset({"half-bridge"})},
        {"without_positions": frozenset({"supine"})},
    ],
)
def test_easier_never_brings_what_hurt_or_lies_as_the_person_will_not(wishes):
    smallest = make_item(dose=Dose(sets=1, reps=1))

    with pytest.raises(Refused, match="no gentler version"):
        grading.ease(draft(smallest, profile=make_profile(**wishes)), 0, CATALOGUE)


def test_harder_never_brings_what_hurt_or_needs_what_is_not_at_hand():
    largest, band = make_item(dose=Dose(sets=3, reps=12), stage=3), make_exercise("band", equipment=("band",))
    library = make_catalogue(
        make_exercise("bridge", harder=("plank", "band")), make_exercise("plank"), band, precautions={}
    )
    unwanted = make_profile(disliked=frozenset({"plank"}))

    with pytest.raises(Refused, match="no harder version"):
        grading.harden(draft(largest, profile=unwanted), 0, library)
    assert only(grading.harden(draft(largest), 0, library)).exercise == "plank"


BRIEF = Precaution(
    "pressure",
    "Blood pressure",
    "condition",
    "",
    Clearance.NONE,
    (Rule(Action.MODIFY, "It rises.", how="Hold 10 seconds or less.", any=frozenset({"isometric-hold"})),),
)
PLANKS = make_catalogue(
    make_exercise(
        "plank",
        tags=frozenset({"isometric-hold"}),
        doses={1: Dose(sets=1, reps=2, hold=10), 2: Dose(sets=1, reps=2, hold=30)},
    ),
    precautions={"pressure": BRIEF},
)


def test_harder_holds_no_longer_than_a_precaution_allows():
    def hardest(*precautions):
        profile = make_profile(precautions=frozenset(precautions))
        now = draft(make_item("plank", dose=Dose(sets=1, reps=2, hold=10)), profile=profile)
        for _ in range(12):
            with suppress(Refused):
                now = grading.harden(now, 0, PLANKS)
        return only(now).dose.hold

    assert (hardest(), hardest("pressure")) == (30, 10)


def test_a_change_of_dose_changes_the_time():
    before = make_item(dose=Dose(sets=2, reps=12), seconds=500)

    edited = grading.ease(draft(before), 0, CATALOGUE)

    assert 0 < only(edited).seconds < 100
    assert edited.plan.block_seconds == {Block.STRENGTHENING: only(edited).seconds}


def test_swap_uses_the_first_position_the_person_accepts():
    profile = make_profile(without_positions=frozenset({"prone"}))

    assert only(
        editing.swap(draft(make_item(), profile=profile), 0, "one-leg-bridge", CATALOGUE)
    ).position == ("supine")


def test_swap_says_how_a_precaution_changes_the_new_exercise():
    item = only(editing.swap(draft(make_item(), profile=SORE), 0, "push-up", CATALOGUE))

    assert (item.verdict, item.how) == (Action.MODIFY, ("Rest on your forearms.",))


def test_swap_refuses_what_a_precaution_forbids_in_its_words():
    with pytest.raises(Refused, match=r"Plank does not fit your answers\. It loads your wrists\."):
        editing.swap(draft(make_item(), profile=SORE), 0, "plank", CATALOGUE)


def test_swap_refuses_what_belongs_elsewhere():
    with pytest.raises(Refused, match="does not belong in this part"):
        editing.swap(draft(make_item()), 0, "walk", CATALOGUE)


def test_swap_remembers_both_wishes():
    edited = editing.swap(draft(make_item()), 0, "push-up", CATALOGUE)

    assert (edited.profile.pinned, edited.profile.disliked) == ({"push-up"}, {"bridge"})


def test_adding_back_what_was_removed_forgets_the_dislike():
    gone = editing.remove(draft(make_item(), make_item("push-up")), 0, CATALOGUE)

    back = editing.add(gone, "bridge", CATALOGUE)

    assert back.profile.disliked == set()
    assert back.plan.left_out == ()


def test_the_last_exercise_cannot_be_removed():
    with pytest.raises(Refused, match="at least one exercise"):
        editing.remove(draft(make_item()), 0, CATALOGUE)


def test_an_exercise_for_bad_moments_is_not_added():
    with pytest.raises(Refused, match="for moments when your back hurts"):
        editing.add(draft(make_item()), "legs-up", CATALOGUE)


@pytest.mark.asvs("V15.2.2")
def test_a_full_routine_takes_no_more():
    full = draft(*[make_item("bridge", seconds=5)] * editing.MOST_ITEMS)

    with pytest.raises(Refused, match="full"):
        editing.add(full, "push-up", CATALOGUE)


def test_a_retired_exercise_can_be_removed_and_moved_but_not_dosed():
    retired = draft(make_item("retired"), make_item())

    assert only(editing.remove(retired, 0, CATALOGUE)).exercise == "bridge"
    assert editing.move(retired, 0, CATALOGUE, by=1).plan.items == (make_item(), make_item("retired"))
    with pytest.raises(Refused, match="no longer in the library"):
        grading.ease(retired, 0, CATALOGUE)


def test_start_takes_health_from_today_and_wishes_from_the_routine():
    saved = make_profile(minutes=20, pinned=frozenset({"bridge"}), disliked=frozenset({"plank"}), pain=8)

    started = editing.start(make_plan(), saved, replace(SORE, minutes=5, disliked=frozenset({"walk"})))

    assert started.profile == replace(
        SORE, minutes=20, pinned=frozenset({"bridge"}), disliked=frozenset({"plank", "walk"})
    )


def test_start_without_answers_keeps_what_the_routine_was_built_from():
    assert editing.start(make_plan(), SORE, None).profile == SORE


def test_what_is_swapped_in_is_chosen_and_stays_when_the_minutes_change(library):
    profile = make_profile(minutes=12, equipment=frozenset({"chair", "wall"}))
    start = editing.rebuild(Draft(make_plan(), profile), 12, library)
    at = next(i for i, item in enumerate(start.plan.items) if item.block is Block.STRENGTHENING)
    new = swaps.options(start, at, library)[0].exercise.slug
    pinned = 0 if at else 1

    edited = editing.pin(start, pinned, library, pinned=True)
    edited = editing.swap(edited, at, new, library)
    edited = editing.rebuild(edited, 20, library)

    kept = {item.exercise: item.chosen for item in edited.plan.items if item.pinned}
    assert kept == {new: True, start.plan.items[pinned].exercise: False}


def test_what_was_chosen_may_give_way_again():
    chosen = editing.swap(draft(make_item()), 0, "push-up", CATALOGUE)

    edited = editing.pin(chosen, 0, CATALOGUE, pinned=False)

    assert (only(edited).pinned, only(edited).chosen, edited.profile.pinned) == (False, False, set())
    assert edited.change == "Push up may give way again."


@pytest.mark.parametrize(
    ("slug", "part"),
    [
        ("belly-breathing", "cool-down"),
        ("legs-on-chair", "cool-down"),
        ("easy-walk", "warm-up"),
        ("cat-cow", "warm-up"),
        ("calf-stretch", "stretching"),
        ("glute-squeeze", "strengthening"),
        ("step-up", "strengthening"),
        ("heat-pack", "warm-up"),
    ],
)
def test_what_is_added_by_hand_comes_where_it_does_most(library, slug, part):
    assert editing.part_for(library.exercises[slug]) == part
