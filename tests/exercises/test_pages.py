"""The library's two pages, for strangers and for people who have told us something."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from exercises.models import Exercise, LibraryState
from tests.factories import create_answers, create_person

INDEX = "/exercises/"


@pytest.fixture
def stranger(client, loaded_library):
    return client


@pytest.fixture
def known(client, loaded_library):
    """Somebody with osteoporosis, new to exercise, with nothing but a chair."""
    person = create_person()
    create_answers(person, health=["spine"], spine=["osteoporosis"], experience="new", equipment=["chair"])
    client.force_login(person)
    return client


def names(response):
    return re.findall(r'<h2><a href="/exercises/([-\w]+)/">', response.text)


def fragment(client, query=""):
    return client.get(f"{INDEX}{query}", headers={"HX-Request": "true", "HX-Target": "results"})


def test_index_shows_the_first_twelve_and_how_many_there_are(stranger, library):
    response = stranger.get(INDEX)

    assert len(names(response)) == 12
    assert f"{len(library.exercises)} of {len(library.exercises)} exercises" in response.text
    assert "Show 12 more" in response.text


def test_index_shows_more_step_by_step_until_all(stranger, library):
    assert len(names(stranger.get(f"{INDEX}?show=24"))) == 24

    everything = stranger.get(f"{INDEX}?show=10000")

    assert sorted(names(everything)) == sorted(library.exercises)
    assert "more</a>" not in everything.text


def test_index_filters_without_javascript(stranger, library):
    response = stranger.get(f"{INDEX}?block=stretching&position=seated&show=100")

    assert set(names(response)) == {
        e.slug for e in library.exercises.values() if "stretching" in e.blocks and "seated" in e.positions
    }
    assert re.search(r'value="stretching" id="block-stretching" checked', response.text)


def test_index_searches_and_says_how_it_read_a_misspelt_word(stranger):
    response = stranger.get(f"{INDEX}?q=brigde")

    assert "bridge" in names(response)
    assert "Showing what we have for “bridge”." in response.text
    assert 'name="q" value="brigde"' in response.text


def test_index_names_the_clashing_filter_and_the_way_out(stranger):
    response = stranger.get(f"{INDEX}?position=hanging&level=1")

    assert "No exercise is all of this at once: “Hanging” and “Gentle”." in response.text
    assert 'href="?level=1">Remove “Hanging” to see' in response.text
    assert f'href="{INDEX}">Clear all filters' in response.text


def test_index_says_that_one_word_was_not_found(stranger):
    text = stranger.get("/exercises/?q=zzzz").text

    assert "We have nothing for “zzzz”. Try another word, like “hip” or “desk”." in text
    assert "Clear all filters" not in text


@pytest.mark.parametrize(
    "query",
    [
        "?region=moon", "?level=9", "?show=-1", "?show=99999999999999999999", "?show=x", "?q=" + "a" * 5000,
        "?q=%00", "?fits=maybe", "?block=stretching&block=%00", "?q=%F0%9F%99%82%22%3Cscript%3E",
    ],
)  # fmt: skip
def test_index_bad_input_hides_nothing_and_breaks_nothing(stranger, query):
    assert stranger.get(f"{INDEX}{query}").status_code == 200


def test_index_says_when_a_filter_does_not_exist(stranger):
    response = stranger.get(f"{INDEX}?region=moon&position=seated")

    assert "Some of these filters do not exist, so we left them out." in response.text
    assert 'id="position-seated" checked' in response.text


def test_index_fragment_is_what_the_page_holds(stranger):
    query = "?position=standing&level=1"
    piece = fragment(stranger, query)
    page = stranger.get(f"{INDEX}{query}")

    count = re.search(r'<p id="count"[^>]*>.*?</p>', piece.text, re.DOTALL)[0]
    held = '<div id="results"' + page.text.split('<div id="results"')[1].split("</form>")[0]
    assert piece.text.replace(count, "").split() == held.split()
    assert "hx-swap-oob" in count
    assert "<html" not in piece.text
    assert "HX-Target" in piece.headers["Vary"]


def test_index_for_another_target_is_the_whole_page(stranger):
    response = stranger.get(INDEX, headers={"HX-Request": "true", "HX-Target": "else"})

    assert "<html" in response.text


@pytest.mark.parametrize("url", [INDEX, "/exercises/bridge/"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_are_only_for_reading(stranger, method, url):
    assert getattr(stranger, method)(url).status_code == 405


def test_index_asks_a_stranger_for_answers_instead_of_a_switch(stranger):
    response = stranger.get(INDEX)

    assert "Answer a few questions" in response.text
    assert 'role="switch"' not in response.text


def test_index_shows_only_what_fits_until_the_switch_is_off(known, library):
    on = known.get(f"{INDEX}?show=10000")
    off = known.get(f"{INDEX}?fits=no&show=10000")

    assert "full-sit-up" not in names(on)
    assert 'name="fits" value="yes" checked' in on.text
    assert sorted(names(off)) == sorted(library.exercises)
    assert "Left out: Osteoporosis or osteopenia" in off.text
    assert "Needs: resistance band" in off.text
    assert "Later: a step harder" in off.text


def test_index_switched_on_by_hand_fits_too(known):
    assert names(known.get(f"{INDEX}?fits=no&fits=yes")) == names(known.get(INDEX))


@pytest.mark.parametrize("query", ["", "?show=36", "?show=10000", "?fits=no&region=neck"])
def test_index_queries_do_not_grow(known, django_assert_num_queries, query):
    known.get(INDEX)

    with django_assert_num_queries(4):
        known.get(f"{INDEX}{query}")


def test_index_search_costs_one_query_more(known, django_assert_num_queries):
    known.get(INDEX)

    with django_assert_num_queries(5):
        known.get(f"{INDEX}?q=bridge")


def test_index_costs_a_stranger_one_query(stranger, django_assert_num_queries):
    for _ in range(2):
        stranger.get(INDEX)

    with django_assert_num_queries(1):
        stranger.get(INDEX)


def test_detail_queries_do_not_grow(known, django_assert_num_queries):
    known.get("/exercises/bridge/")

    for slug in ("calf-stretch", "bird-dog", "standing-toe-touch"):
        with django_assert_num_queries(4):
            known.get(f"/exercises/{slug}/")


def test_every_exercise_has_a_page_that_says_it_all(stranger, library):
    for exercise in library.exercises.values():
        text = stranger.get(reverse("exercises:detail", args=[exercise.slug])).text
        missing = [
            part
            for part in (exercise.summary, *exercise.steps, exercise.cue, exercise.caution)
            if part.replace("'", "&#x27;") not in text
        ]
        assert missing == []


def test_detail_says_dose_advice_ladder_and_sources(stranger):
    text = " ".join(stranger.get("/exercises/bridge/").text.split())

    assert "<dt>Start</dt><dd>8 times, hold 3 seconds, 3 days a week</dd>" in text
    assert "Trunk and buttock strength" in text
    assert "<strong>Pregnancy, after the first 3 months.</strong>" in text
    assert 'href="/exercises/single-leg-bridge/"' in text
    assert "Back Pain Relief With Exercise." in text
    assert "Checked against these sources on 21 November 2026." in text
    assert "No physiotherapist has reviewed it yet." in text


def test_detail_claims_no_check_against_what_was_not_looked_up(stranger):
    text = " ".join(stranger.get("/exercises/sit-to-stand/").text.split())

    assert "<li>Common physiotherapy practice, not one study or guideline.</li>" in text
    assert "Checked against" not in text
    assert "No physiotherapist has reviewed it yet." in text


def test_detail_counts_who_should_leave_it_out(stranger, library):
    text = stranger.get("/exercises/full-sit-up/").text

    assert re.search(r"Leave it out with \d+ conditions", text)


def test_detail_tells_a_person_their_own_precaution_first(known):
    text = known.get("/exercises/full-sit-up/").text

    assert "With your answer “Osteoporosis or osteopenia”:" in text
    assert "Left out: Osteoporosis or osteopenia" in text
    assert "Add to my routine" not in text
    assert "Add to my routine" in known.get("/exercises/bridge/").text


def test_detail_of_an_unknown_exercise_is_not_found(stranger):
    assert stranger.get("/exercises/no-such-thing/").status_code == 404


def test_detail_of_a_retired_exercise_stays_for_routines_that_name_it(stranger):
    Exercise.objects.filter(slug="bridge").update(retired_at=timezone.now())
    LibraryState.objects.bump()

    text = stranger.get("/exercises/bridge/").text

    assert "This exercise is no longer in our library." in text
    assert "bridge" not in names(stranger.get(f"{INDEX}?show=10000"))


def test_a_narrowed_list_leads_back_to_all_exercises(stranger, loaded_library):
    def leads_back(query):
        return 'href="/exercises/">Show all</a>' in stranger.get(f"{INDEX}{query}").text

    assert [leads_back(query) for query in ("", "?show=24", "?block=stretching", "?q=hip")] == [
        False,
        False,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("slug", "guideline"), [("bent-knee-fallout", "(APTA and JOSPT, 2021)"), ("clamshell", "(WHO, 2020)")]
)
def test_exercise_names_the_guideline_that_its_kind_rests_on(client, loaded_library, slug, guideline):
    assert guideline in client.get(f"/exercises/{slug}/").text
