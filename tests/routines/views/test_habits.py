import pytest
from django.urls import reverse

from accounts.intake.profile import FactorScore, Profile
from routines.habits import suggest
from routines.models import HabitChoice, HabitTick
from tests.accounts.intake.walking import FLAGS
from tests.factories import create_answers, create_person

PAGE = "/habits/"


def choose(here, habit):
    return here.post(reverse("routines:choose_habit"), {"habit": habit, "moment": "after lunch"})


def test_suggestions_serve_what_was_answered_and_leave_out_what_is_taken(library):
    profile = Profile(factors=(FactorScore("smoking", 3),))

    assert suggest(profile, library, ())[0].slug == "quit-smoking"
    assert "quit-smoking" not in {habit.slug for habit in suggest(profile, library, {"quit-smoking"})}


@pytest.mark.parametrize("factor", ["bone-health", "previous-back-pain", "fear-of-movement", "tight-back"])
def test_whom_to_ask_is_no_habit(library, factor):
    offered = suggest(Profile(factors=(FactorScore(factor, 3),)), library, ())

    assert {habit.slug for habit in offered} & {"ask-professional", "physio", "chiro-acu"} == set()
    assert len(offered) == 6


@pytest.mark.parametrize(
    ("sign", "led"), [("saddle-numbness", "/intake/stop/"), ("both-legs", "/intake/stop/"), ("age-new", None)]
)
def test_nobody_who_should_be_checked_first_is_sent_for_a_walk(here, person, sign, led):
    create_answers(person, **{FLAGS[sign]: [sign]})

    page = here.get(PAGE)

    assert (page.url if led else None) == led
    assert page.status_code == (302 if led else 200)


@pytest.mark.parametrize("slug", ["driving-breaks", "massage", "ice-heat", "sleep-position"])
def test_a_habit_is_right_for_whoever_is_offered_it(library, slug):
    """They are offered to everybody, whatever they ticked."""
    careful = {
        "massage": "blood thinners",
        "ice-heat": "feels it well",
        "sleep-position": "late in pregnancy",
    }

    assert careful.get(slug, "walk") in library.habits[slug].tip
    assert "back bend" not in library.habits[slug].tip


def test_a_habit_that_left_the_library_takes_nobodys_place(here, person):
    for number in range(HabitChoice.MOST):
        person.habit_choices.create(habit=f"no-longer-there-{number}")

    assert here.get(PAGE).context["room"]
    choose(here, "walk-daily")

    assert [choice.habit for choice, *_ in here.get(PAGE).context["cards"]] == ["walk-daily"]


@pytest.mark.asvs("V2.3.2")
def test_three_habits_at_most_and_each_once(here, person):
    for habit in ("sit-even", "sit-even", "bag-light", "walk-daily", "food"):
        choose(here, habit)

    assert [one.habit for one in person.habit_choices.current()] == ["sit-even", "bag-light", "walk-daily"]


def test_the_habits_of_others_take_no_room(here, person):
    other = create_person()
    for habit in ("sit-even", "bag-light", "walk-daily"):
        other.habit_choices.create(habit=habit)

    choose(here, "sit-even")

    assert [one.habit for one in person.habit_choices.current()] == ["sit-even"]


def test_a_tick_counts_once_a_day_and_can_be_taken_back(here, person):
    choose(here, "sit-even")
    url = reverse("routines:tick_habit", args=[HabitChoice.objects.get().pk])

    for _ in range(2):
        here.post(url, {"done": "on"})
    assert HabitTick.objects.count() == 1
    here.post(url)

    assert not HabitTick.objects.exists()


def test_a_dropped_habit_makes_room(here, person):
    choose(here, "sit-even")

    here.post(reverse("routines:drop_habit", args=[HabitChoice.objects.get().pk]))

    assert "sit-even" not in {one.habit for one in person.habit_choices.current()}
    assert here.get(PAGE).status_code == 200


def test_habits_of_others_are_not_there(stranger, person):
    choice = person.habit_choices.create(habit="sit-even")

    assert stranger.post(reverse("routines:tick_habit", args=[choice.pk])).status_code == 404
    assert stranger.post(reverse("routines:drop_habit", args=[choice.pk])).status_code == 404


@pytest.mark.parametrize(
    ("habit", "words"),
    [
        ("", "Choose a habit first."),
        ("dance", "This habit is no longer in the library. Choose another."),
        ("x" * 200, "This habit is no longer in the library. Choose another."),
    ],
)
def test_an_unknown_habit_is_refused_in_words(here, person, habit, words):
    response = choose(here, habit)

    assert response.url == PAGE
    assert words in here.get(PAGE).text
    assert not person.habit_choices.current()
