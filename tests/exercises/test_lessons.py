import re

import pytest
from django.urls import reverse

from exercises.lessons import lesson_on, lessons, read
from exercises.loading.faults import LibraryError

GOOD = """
title = "Heat"
lead = "It may help."
order = 1
sources = ["nice-ng59"]
exercises = ["bridge"]
[[sections]]
heading = "How"
text = ["With a bottle."]
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "lessons").mkdir()
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises/bridge.toml").touch()
    (tmp_path / "risk_factors.toml").write_text("[stress]")
    (tmp_path / "sources.toml").write_text("[nice-ng59]")

    def write(text):
        (tmp_path / "lessons/heat.toml").write_text(text)
        return tmp_path

    return write


def test_a_lesson_is_read_from_its_file(folder):
    lesson = read(folder(GOOD))["heat"]

    assert (lesson.title, lesson.sections[0].text) == ("Heat", ("With a bottle.",))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("nice-ng59", "nice-ng95", 'lessons/heat.toml: sources: unknown source "nice-ng95"'),
        ("bridge", "brige", 'lessons/heat.toml: exercises: unknown exercise "brige"'),
        ('title = "Heat"', "", "lessons/heat.toml: title: is missing"),
        ('text = ["With a bottle."]', "", "lessons/heat.toml: sections[1].text: is missing"),
        ("order", "oder", 'lessons/heat.toml: oder: unknown key "oder"'),
        ("order = 1", "order =", "lessons/heat.toml: the file: is not TOML"),
        ("order = 1", 'order = 1\npicture = "neck"', "lessons/heat.toml: picture: must be one of back"),
    ],
)
def test_a_fault_names_file_key_and_fix(folder, old, new, fault):
    with pytest.raises(LibraryError) as raised:
        read(folder(GOOD.replace(old, new)))

    assert any(str(one).startswith(fault) for one in raised.value.faults)


@pytest.mark.parametrize(
    ("slug", "named"),
    [
        ("how-a-back-is-built", ["vertebrae", "discs", "ligaments", "tendons", "nerves", "pole"]),
        (
            "why-backs-hurt",
            ["strain", "posture", "disc", "scoliosis", "osteoporosis", "sciatica", "arthritis"],
        ),
        (
            "why-backs-hurt",
            ["elsewhere", "no single cause", "inflammation of the spine", "overworked", "pulled"],
        ),
        (
            "why-backs-hurt",
            ["dull ache", "getting weaker", "numbness", "out of balance", "miss work", "message"],
        ),
        (
            "why-backs-hurt",
            ["75 to 90 in 100", "half of people of working age", "under 45", "within a month"],
        ),
        ("why-moving-helps", ["oxygen", "never force", "15 minutes", "start slow", "stretching alone"]),
        ("why-moving-helps", ["flexibility", "circulation", "weight", "endorphins", "warm-up", "cool-down"]),
        (
            "heat-cold-and-relief",
            ["heat", "cold", "20 minutes", "massage", "roller", "chiropractor", "acupuncture"],
        ),
        ("heat-cold-and-relief", ["pain reliever", "injections", "easy walk", "never roll the low back"]),
        ("when-to-see-whom", ["emergency", "doctor", "physiotherapist", "occupational", "yoga", "pilates"]),
        (
            "everyday-habits",
            ["driving", "lifting", "smoke", "calcium", "vitamin d", "mattress", "bag", "stress"],
        ),
        ("good-days-and-bad-days", ["flare", "three light days", "one change at a time", "settles"]),
    ],
)
def test_lessons_hold_what_the_articles_name(slug, named):
    lesson = lessons()[slug]
    text = " ".join(
        [lesson.lead, *(" ".join([part.heading, *part.text, *part.points]) for part in lesson.sections)]
    ).lower()

    assert [word for word in named if word not in text] == []


@pytest.mark.parametrize(
    ("urgency", "headings", "named"),
    [
        ("emergency", ["now"], {
            "saddle-numbness": "between the legs", "bladder-change": "passing urine", "bowel-change": "bowel",
            "sexual-change": "sex", "both-legs": "both legs", "major-trauma": "accident", "chest-breath": "chest pain",
            "belly-pulse": "belly", "pregnancy-danger": "maternity", "safety-mood": "harming yourself",
        }),
        ("urgent", ["today or tomorrow", "within a few days"], {
            "leg-weakness": "leg or foot", "unsteady": "unsteady", "fever": "fever", "infection-risk": "defences",
            "minor-trauma-bone": "knock", "cancer-history": "cancer", "weight-loss": "weight loss",
            "night-pain": "at night", "thoracic-band": "shoulder blades", "kidney": "blood in the urine",
            "calf": "calf",
        }),
        ("soon", ["by appointment"], {
            "age-new": "before 20 or after 55", "inflammatory": "began before 45", "not-better": "four to six",
        }),
    ],
)  # fmt: skip
def test_each_warning_sign_stands_under_the_speed_that_the_safety_check_asks_for(
    library, urgency, headings, named
):
    parts = [
        part for part in lessons()["when-to-see-whom"].sections if part.heading.endswith(tuple(headings))
    ]
    text = " ".join(point for part in parts for point in part.points).lower()

    assert {slug for slug, flag in library.red_flags.items() if flag.urgency == urgency} == named.keys()
    assert [slug for slug, words in named.items() if words not in text] == []


def test_every_risk_factor_leads_to_a_lesson(library):
    assert [slug for slug in library.risk_factors if lesson_on(slug) is None] == []


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded_library")
@pytest.mark.parametrize("slug", list(lessons()))
def test_a_lesson_names_its_sources_and_leads_on(client, slug):
    page = client.get(reverse("learn:lesson", args=[slug])).text

    assert page.count("<h1>") == 1
    assert "Sources" in page
    assert all(link in page for link in (f"/exercises/{one}/" for one in lessons()[slug].exercises))


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded_library")
def test_the_picture_has_a_number_for_each_part(client):
    page = client.get(reverse("learn:lesson", args=["how-a-back-is-built"])).text

    numbers = set(re.findall(r'<text y="5.5">(\d)</text>', page))
    assert numbers == {str(at + 1) for at in range(len(lessons()["how-a-back-is-built"].sections[0].points))}


@pytest.mark.django_db
def test_an_unknown_lesson_is_not_found(client):
    assert client.get("/learn/no-such-thing/").status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded_library")
def test_lessons_ask_little_of_the_database(client, django_assert_max_num_queries):
    client.get("/learn/why-moving-helps/")

    with django_assert_max_num_queries(1):
        client.get("/learn/why-moving-helps/?again")
