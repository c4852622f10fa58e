"""Search and filters over the real library."""

from dataclasses import replace

import pytest

from exercises.catalogue import Limits
from exercises.finding import FILTERS, Criteria, Shelf
from exercises.fitting import fit
from exercises.models import Exercise


@pytest.fixture(scope="module")
def shelf(library):
    return Shelf(library)


@pytest.fixture
def named(loaded_library):
    """The criteria of somebody who typed this."""
    return lambda text: Criteria(hits=Exercise.objects.search(text, loaded_library))


def slugs(found):
    return [exercise.slug for exercise in found.exercises]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("bird dog", "bird-dog"),
        ("Bird-Dog", "bird-dog"),
        ("birddog", "bird-dog"),
        ("brid dog", "bird-dog"),
        ("plnk", "plank"),
        ("child's pose", "childs-pose"),
        ("childs pose", "childs-pose"),
        ("cat cow", "cat-cow"),
        ("catcow", "cat-cow"),
        ("mckenzie", "press-up-extension"),
        ("piriformis", "figure-four"),
        ("clamshel", "clamshell"),
        ("Pállof", "pallof-press"),
        ("situp", "full-sit-up"),
        ("glute brigde", "bridge"),
        ("walk", "brisk-walking"),
    ],
)
def test_search_finds_what_was_meant_first(shelf, named, text, first):
    assert first in slugs(shelf.find(named(text)))[:3]


def test_search_finds_by_purpose(shelf, named, library):
    found = slugs(shelf.find(named("desk")))

    assert found != []
    assert all("workstation" in library.exercises[slug].serves for slug in found)


def test_search_says_how_it_read_a_misspelt_word(named):
    assert named("hamstirng").hits.read_as == "hamstring"
    assert named("hamstring").hits.read_as == ""


def test_search_needs_every_word(shelf, named, library):
    both = set(slugs(shelf.find(named("seated hamstring"))))

    assert both < set(slugs(shelf.find(named("hamstring"))))


@pytest.mark.parametrize("text", ["", "the", "  ", "!?", "\N{SNOWMAN}"])
def test_search_without_a_word_shows_everything(shelf, named, library, text):
    assert len(shelf.find(named(text)).exercises) == len(library.exercises)


def test_search_for_nonsense_finds_nothing(shelf, named):
    assert slugs(shelf.find(named("xylophone"))) == []


def test_filters_hold_together_and_values_are_alternatives(shelf):
    found = shelf.find(
        Criteria(chosen={"block": ["stretching", "relief"], "position": ["seated"], "level": ["1"]})
    )

    assert slugs(found) != []
    assert all(
        {"stretching", "relief"} & set(e.blocks) and "seated" in e.positions and e.level == 1
        for e in found.exercises
    )


@pytest.mark.parametrize("kind", FILTERS)
def test_counts_are_what_each_value_would_show(shelf, kind):
    chosen = {"position": ["seated", "standing"], "level": ["1"]}
    counts = shelf.find(Criteria(chosen=chosen)).counts[kind]

    shown = {
        value: len(shelf.find(Criteria(chosen=chosen | {kind: [value]})).exercises) for value in FILTERS[kind]
    }

    assert counts == shown


def test_every_exercise_can_be_reached_by_every_filter(shelf, library):
    for kind, values in FILTERS.items():
        assert len(shelf.find(Criteria(chosen={kind: list(values)})).exercises) == len(library.exercises)


def test_nothing_found_names_the_ways_out(shelf):
    found = shelf.find(Criteria(chosen={"position": ["hanging"], "level": ["1"], "block": ["relief"]}))

    assert slugs(found) == []
    assert [(kind, value) for kind, value, _ in found.ways_out] == [("position", "hanging"), ("level", "1")]


def test_nothing_found_offers_no_way_that_helps_nothing(shelf, named):
    found = shelf.find(replace(named("xylophone"), chosen={"position": ["hanging"]}))

    assert [kind for kind, _, _ in found.ways_out] == ["text"]


def test_fits_leaves_out_what_a_precaution_forbids(shelf, library):
    limits = Limits(precautions=frozenset({"osteoporosis"}))

    found = shelf.find(Criteria(limits=limits))

    assert "full-sit-up" not in slugs(found)
    assert fit(library.exercises["full-sit-up"], limits, library).what == "Osteoporosis or osteopenia"


@pytest.mark.parametrize(
    ("slug", "limits", "obstacle"),
    [
        ("band-row", Limits(), "equipment"),
        ("band-row", Limits(equipment=frozenset({"resistance-band"})), ""),
        ("plank", Limits(level=2), "level"),
        ("plank", Limits(without_positions=frozenset({"prone"})), "position"),
        ("belly-breathing", Limits(without_positions=frozenset({"supine"})), ""),
        ("bridge", Limits(precautions=frozenset({"no-such-thing"})), "precaution"),
    ],
)
def test_fit_names_the_obstacle(library, slug, limits, obstacle):
    assert fit(library.exercises[slug], limits, library).obstacle == obstacle
