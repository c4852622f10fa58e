"""What loading refuses, each with its file, key and fix; and what it does to a database that already holds things."""

import shutil
import time

import pytest
from django.core.management import CommandError, call_command

from exercises import loading
from exercises.loading.storing import load
from exercises.models import Exercise, Habit, LibraryState, Override, Precaution, RiskFactor, Serves


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(loading.LIBRARY, tmp_path / "library")


def create_own():
    bridge = Exercise.objects.get(slug="bridge")
    own = Exercise.objects.create(
        slug="wall-clock", name="Wall clock", level=1, doses=bridge.doses, steps=["Stand at a wall."]
    )
    own.facets.set(bridge.facets.all())
    return own


def change(folder, name, old, new):
    path = folder / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


FAULTS = [
    ("exercises/bridge.toml", "name =", "nam =", "nam", 'unknown key "nam"; did you mean "name"?'),
    ("exercises/bridge.toml", "level = 1", "level = 4", "level", "is 4; must be from 1 to 3"),
    ("exercises/bridge.toml", "level = 1", "level = true", "level", "must be a whole number from 1 to 3"),
    (
        "exercises/bridge.toml",
        'blocks = ["strengthening"',
        'blocks = ["strenthening"',
        "blocks",
        '"strengthening"?',
    ),
    ("exercises/bridge.toml", '"glute-squeeze"', '"glute-squeze"', "easier", 'did you mean "glute-squeeze"?'),
    ("exercises/bridge.toml", "hold_seconds", "hold", "dose.start.hold", "has no unit; write hold_seconds"),
    ("exercises/bridge.toml", "sources = [", "sources = [] # [", "sources", "is empty"),
    (
        "exercises/bridge.toml",
        "unilateral = false",
        'unilateral = "no"',
        "unilateral",
        "must be true or false",
    ),
    ("exercises/bridge.toml", "weak-core-glutes", "weak-core", "serves.weak-core", "unknown risk factor"),
    (
        "exercises/bridge.toml",
        "days_per_week = 3",
        "days_per_week = 9",
        "dose.start.days_per_week",
        "from 1 to 7",
    ),
    ("exercises/bridge.toml", "start = {", "begin = {", "dose.start", "is missing"),
    (
        "exercises/bridge.toml",
        'tags = ["neutral", "abdominal-pressure", "supine", "floor"]\n',
        "",
        "tags",
        "is missing",
    ),
    ("exercises/bridge.toml", '"neutral"', '"neutrl"', "tags", 'did you mean "neutral"?'),
    ("exercises/bridge.toml", "reviewed_on = 2026", 'reviewed_on = "2026', "file", "is not readable TOML"),
    ("precautions/glaucoma.toml", "[[rules]]", "[[rule]]", "rule", 'did you mean "rules"?'),
    (
        "precautions/glaucoma.toml",
        'action = "avoid"',
        'action = "forbid"',
        "rules[1].action",
        "unknown action",
    ),
    ("movements.toml", 'implies = ["flexion"]', 'implies = ["flexon"]', "implies", 'did you mean "flexion"?'),
    ("red_flags.toml", 'urgency = "emergency"', 'urgency = "now"', "urgency", "use one of"),
    ("habits.toml", 'risk_factors = ["posture"]', 'risk_factors = ["postur"]', "risk_factors", '"posture"?'),
    ("sources.toml", "year = 2016", "year = 16", "nice-ng59.year", "is 16; must be from 1900"),
]


@pytest.mark.parametrize(("file", "old", "new", "key", "fix"), FAULTS)
def test_reading_names_file_key_and_fix(folder, file, old, new, key, fix):
    change(folder, file, old, new)

    with pytest.raises(loading.LibraryError) as caught:
        loading.read(folder)

    assert [f for f in caught.value.faults if f.file == file and f.key.endswith(key) and fix in f.fix]


def test_reading_names_the_circle_that_easier_runs_in(folder):
    change(folder, "exercises/glute-squeeze.toml", "family =", 'easier = ["single-leg-bridge"]\nfamily =')

    with pytest.raises(loading.LibraryError) as caught:
        loading.read(folder)

    assert str(caught.value).endswith(
        "easier: runs in a circle: bridge > glute-squeeze > single-leg-bridge > bridge; break it"
    )


def test_reading_names_all_faults_at_once(folder):
    change(folder, "exercises/bridge.toml", "level = 1", "level = 4")
    change(folder, "exercises/plank.toml", "level = 3", "level = 0")

    with pytest.raises(loading.LibraryError) as caught:
        loading.read(folder)

    assert [(fault.file, fault.key) for fault in caught.value.faults] == [
        ("exercises/bridge.toml", "level"),
        ("exercises/plank.toml", "level"),
    ]


@pytest.mark.parametrize(
    ("text", "fix"), [("", "is empty; fill it or take it away"), ("[", "is not readable TOML")]
)
def test_reading_a_file_without_content_is_one_fault(folder, text, fix):
    (folder / "exercises/calf-stretch.toml").write_text(text)

    with pytest.raises(loading.LibraryError) as caught:
        loading.read(folder)

    assert [(f.file, f.key) for f in caught.value.faults] == [("exercises/calf-stretch.toml", "file")]
    assert caught.value.faults[0].fix.startswith(fix)


def test_reading_a_missing_file_says_so(folder):
    (folder / "sources.toml").unlink()

    with pytest.raises(loading.LibraryError) as caught:
        loading.read(folder)

    assert "sources.toml: file: is missing; restore it" in str(caught.value)


def test_faulty_files_write_nothing(no_library, folder):
    change(folder, "exercises/bridge.toml", "level = 1", "level = 4")

    with pytest.raises(CommandError, match="1 fault, nothing was loaded"):
        call_command("load_library", folder=folder)

    assert (Exercise.objects.count(), Habit.objects.count(), LibraryState.objects.count()) == (0, 0, 0)


def test_database_gives_back_what_the_files_say(loaded_library):
    assert Exercise.objects.catalogue() == loaded_library


def test_catalogue_costs_one_query_when_nothing_changed(loaded_library, django_assert_num_queries):
    Exercise.objects.catalogue()

    with django_assert_num_queries(1):
        Exercise.objects.catalogue()


def test_loading_again_does_nothing(loaded_library, django_assert_num_queries):
    with django_assert_num_queries(2):
        report = load()

    assert (report.is_changed, report.exercises) == (False, len(loaded_library.exercises))


def test_loading_changed_files_changes_only_that(loaded_library, folder):
    before = dict(Exercise.objects.values_list("slug", "pk"))
    change(folder, "exercises/bridge.toml", 'name = "Bridge"', 'name = "Glute bridge"')

    load(folder)

    assert Exercise.objects.get(slug="bridge").name == "Glute bridge"
    assert dict(Exercise.objects.values_list("slug", "pk")) == before
    assert Exercise.objects.catalogue() == loading.read(folder)


def test_what_left_the_files_is_retired_and_comes_back(loaded_library, folder):
    (folder / "exercises/calf-stretch.toml").unlink()

    assert load(folder).retired == 1
    assert Exercise.objects.get(slug="calf-stretch").is_retired
    assert "calf-stretch" not in Exercise.objects.catalogue().exercises

    load()

    assert not Exercise.objects.get(slug="calf-stretch").is_retired
    assert Exercise.objects.catalogue() == loaded_library


def test_an_administrators_exercise_stays_with_all_it_has(loaded_library, folder):
    own = create_own()
    own.easier.set([Exercise.objects.get(slug="bridge")])
    Serves.objects.create(exercise=own, risk_factor=RiskFactor.objects.get(slug="stress"), weight=50)
    Override.objects.create(
        exercise=own, precaution=Precaution.objects.get(slug="osteoporosis"), action="avoid", why="Too far."
    )
    change(folder, "exercises/bridge.toml", 'name = "Bridge"', 'name = "Glute bridge"')

    load(folder)

    kept = Exercise.objects.catalogue()
    assert kept.exercises["wall-clock"].easier == ("bridge",)
    assert len(kept.exercises["wall-clock"].serves) == 1
    assert kept.overrides["osteoporosis", "wall-clock"].why == "Too far."
    assert kept.version != loading.digest(folder)


def test_a_half_entered_exercise_stays_out_of_the_library(loaded_library):
    Exercise.objects.create(slug="wall-clock", name="Wall clock", level=1)
    LibraryState.objects.bump()

    assert Exercise.objects.catalogue().exercises == loaded_library.exercises


def test_an_administrators_slug_wins_over_a_new_file(loaded_library, folder, capsys):
    Exercise.objects.create(slug="wall-clock", name="Mine", level=1)
    shutil.copy(folder / "exercises/calf-stretch.toml", folder / "exercises/wall-clock.toml")

    call_command("load_library", folder=folder)

    assert Exercise.objects.get(slug="wall-clock").name == "Mine"
    assert '"wall-clock" stays as an administrator wrote it' in capsys.readouterr().err


def test_loading_is_quick(no_library):
    begun = time.process_time()
    load()
    full = time.process_time() - begun
    begun = time.process_time()
    load()
    unchanged = time.process_time() - begun

    assert full < 5
    assert unchanged < 0.5


@pytest.mark.django_db
def test_what_was_loaded_before_is_remembered(folder):
    load(folder)
    before = LibraryState.objects.current().digest
    change(folder, "exercises/bridge.toml", "name =", "\nname =")

    load(folder)

    state = LibraryState.objects.current()
    assert (state.has_had(before), state.has_had(state.digest), state.has_had("another")) == (
        True,
        True,
        False,
    )
