"""The real library: what must be true of it whatever is added."""

import re
from pathlib import Path

from accounts import intake
from exercises.loading.reading import LIBRARY


def test_library_holds_everything(library):
    least = {
        "exercises": 122,
        "movements": 48,
        "precautions": 45,
        "overrides": 39,
        "risk_factors": 33,
        "red_flags": 24,
        "habits": 44,
        "sources": 65,
    }

    missing = {kind for kind, count in least.items() if len(getattr(library, kind)) < count}

    assert missing == set()


def test_exercises_say_each_thing_in_full(library):
    incomplete = {
        e.slug
        for e in library.exercises.values()
        if not (
            e.steps and e.sources and e.blocks and e.regions and e.positions and set(e.doses) == {1, 2, 3}
        )
    }

    assert incomplete == set()


def test_exercises_never_picked_unasked_say_why(library):
    silent = {e.slug for e in library.exercises.values() if not e.auto_select and not e.caution}

    assert silent == set()


def test_no_exercise_leads_up_to_one_that_is_never_picked_unasked(library):
    led = {
        (e.slug, harder)
        for e in library.exercises.values()
        for harder in e.harder
        if e.auto_select and not library.exercises[harder].auto_select
    }

    assert led == set()


def test_copy_avoids_words_that_frighten_or_promise(library):
    banned = re.compile(r"\b(wear and tear|bad posture|pain-free|cure[sd]?|seed|streak)\b|!", re.IGNORECASE)
    texts = [
        text
        for e in library.exercises.values()
        for text in (e.name, e.summary, e.cue, e.caution, *e.steps, *e.aliases)
    ]

    assert [text for text in texts if banned.search(text)] == []


def test_what_people_read_has_typographic_apostrophes():
    questions = Path(intake.__file__).parent
    files = [*LIBRARY.rglob("*.toml"), *questions.glob("*.toml")]
    lines = [line for file in files for line in file.read_text().splitlines() if not line.startswith("#")]

    assert len(lines) > 1000
    assert [line for line in lines if "'" in line] == []
