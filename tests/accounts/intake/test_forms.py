import pytest
from django.http import QueryDict

from accounts.intake.forms import PageForm
from tests.accounts.intake.walking import answers, create_intake, page_of, question_of, url_of

TOO_LONG = "9" * 5000


def form(page, query, known=None, uncleared=()):
    return PageForm(page_of(page), QueryDict(query), answers=known or {}, uncleared=uncleared)


def errors(page, query):
    return {name: list(messages) for name, messages in form(page, query).errors.items()}


@pytest.mark.parametrize(
    ("page", "query", "cleaned"),
    [
        ("nerves", "nerves=none", {"nerves": []}),
        ("nerves", "nerves=unsteady&nerves=saddle-numbness", {"nerves": ["saddle-numbness", "unsteady"]}),
        ("nerves", "nerves=unsteady&nerves=unsteady", {"nerves": ["unsteady"]}),
        ("where", "areas=neck&pain_now=7", {"areas": ["neck"], "pain_now": 7}),
        ("where", "areas=none", {"areas": [], "pain_now": None}),
        ("where", "areas=none&pain_now=0", {"areas": [], "pain_now": 0}),
        ("kit", "", {"equipment": []}),
        ("kit", "equipment=chair", {"equipment": ["chair"]}),
        (
            "sleep",
            "stress_0_10=0",
            {"sleep_quality": None, "wake_stiff": None, "mattress": None, "stress_0_10": 0},
        ),
    ],
)
def test_posts_become_answers(page, query, cleaned):
    assert form(page, query).is_valid()
    assert form(page, query).errors == {}
    checked = form(page, query)
    checked.is_valid()
    assert checked.cleaned_data == cleaned


@pytest.mark.parametrize(
    ("typed", "number"), [("172", 172.0), ("72,5", 72.5), ("72.5", 72.5), (" 72 ", 72.0), ("", None)]
)
def test_numbers_are_read_as_people_write_them(typed, number):
    checked = form("about", "")
    field = checked.fields["weight_kg"] if number != 172.0 else checked.fields["height_cm"]

    assert field.clean([typed]) == number


@pytest.mark.asvs("V1.4.2")
@pytest.mark.parametrize(
    "typed",
    [
        "-1",
        "0",
        "24.9",
        "351",
        "1e3",
        "1e400",
        "nan",
        "inf",
        "seventy",
        "7_0",
        "\uff17\uff10",
        "7\x000",
        "70 cm",
        "1,2,3",
        TOO_LONG,
    ],
)
def test_absurd_numbers_get_a_message(typed):
    data = QueryDict(mutable=True)
    data.update({"age_band": "18-34", "weight_kg": typed})
    checked = PageForm(page_of("about"), data, answers={})

    assert checked.errors == {
        "weight_kg": ["Weight: enter 25 to 350 kg, or as 154 lb or 11 st, or leave it empty"]
    }


@pytest.mark.asvs("V2.2.1", "V2.2.2")
@pytest.mark.parametrize(
    ("page", "query", "messages"),
    [
        ("nerves", "", {"nerves": ["Tick what fits, or “None of these”"]}),
        ("nerves", "nerves=nonsense", {"nerves": ["Choose from the answers on this page"]}),
        ("nerves", "nerves=fever", {"nerves": ["Choose from the answers on this page"]}),
        ("nerves", "nerves=none%00", {"nerves": ["Choose from the answers on this page"]}),
        (
            "nerves",
            "nerves=none&nerves=unsteady",
            {"nerves": ["Choose “None of these” or the rows that fit, not both"]},
        ),
        ("time", "minutes=12&minutes=20&days=3", {"minutes": ["Choose one answer only"]}),
        ("time", "minutes=12", {"days": ["Choose how many days a week"]}),
        ("time", "minutes=13&days=3", {"minutes": ["Choose from the answers on this page"]}),
        ("where", "areas=neck", {"pain_now": ["Choose a number for the pain now"]}),
        ("where", "pain_now=3", {"areas": ["Tick where it hurts, or “Nothing hurts now”"]}),
        ("where", "areas=neck&pain_now=11", {"pain_now": ["Choose a number from 0 to 10"]}),
        ("where", "areas=neck&pain_now=-1", {"pain_now": ["Choose a number from 0 to 10"]}),
        ("where", "areas=neck&pain_now=3.5", {"pain_now": ["Choose a number from 0 to 10"]}),
        ("where", "areas=none&pain_now=8", {"pain_now": [question_of("pain_now").clash]}),
        ("load", "", {"overexertion_freq": ["Choose an answer, or skip the question"]}),
        ("clearance", "clearance=perhaps", {"clearance": ["Choose from the answers on this page"]}),
        ("clearance", "", {"clearance": ["Choose yes or not yet"]}),
    ],
)
def test_bad_posts_get_a_message(page, query, messages):
    assert errors(page, query) == messages


def test_a_clinicians_yes_names_what_it_covers():
    checked = form("clearance", "clearance=yes", uncleared={"postpartum", "heart-disease"})

    assert checked.is_valid()
    assert checked.cleaned_data == {"clearance": ["heart-disease", "postpartum"]}


def test_not_yet_covers_nothing():
    checked = form("clearance", "clearance=not-yet", uncleared={"heart-disease"})

    assert checked.is_valid()
    assert checked.cleaned_data == {"clearance": []}


def test_equipment_comes_with_ordinary_things_ticked():
    row = PageForm(page_of("kit"), answers={}).rows[0]

    assert [o.slug for o, is_given in row.options if is_given] == [
        "chair",
        "wall",
        "worktop",
        "doorway",
        "bed",
        "step",
    ]


BAD = [
    ("time", {"minutes": ["12", "20"], "days": "3"}),
    ("time", {"minutes": "99999999999999999999", "days": "3"}),
    ("time", {"minutes": "12\x00", "days": "3"}),
    ("time", {"days": "3"}),
    ("about", {"age_band": "18-34", "weight_kg": "900"}),
    ("about", {"age_band": "18-34", "height_cm": "x" * 200_000}),
    ("where", {"areas": ["neck", "none"], "pain_now": "3"}),
    ("nerves", {"nerves": ["unsteady", "<script>"]}),
]


@pytest.mark.parametrize(("page", "data"), BAD)
def test_bad_input_saves_nothing_and_keeps_what_was_given(home, person, page, data):
    create_intake(person, answers(), is_finished=False)
    before = dict(person.answers.values_list("question", "value"))

    response = home.post(url_of(page), data)

    assert response.status_code == 422
    assert dict(person.answers.values_list("question", "value")) == before
    text = response.content.decode()
    assert 'class="error-summary" role="alert"' in text
    assert "<title>Error: " in text
    assert len(text) < 60_000


def test_what_was_typed_stays_on_the_page(home, person):
    create_intake(person, answers(), is_finished=False)

    text = home.post(
        url_of("about"), {"age_band": "50-64", "height_cm": "1,80 mm", "weight_kg": "80"}
    ).content.decode()

    assert 'value="1,80 mm"' in text
    assert 'value="80"' in text
    assert 'value="50-64" checked' in text


def test_a_megabyte_is_refused_with_a_page(home, person):
    create_intake(person, answers(), is_finished=False)

    response = home.post(url_of("time"), {"minutes": "x" * 1_000_000, "days": "3"})

    assert response.status_code == 413
    assert "too much at once" in response.content.decode()


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({}, ["5", "8", "12", "20", "30", "45"]),
        ({"minutes": "29"}, ["5", "8", "12", "20", "29", "30", "45"]),
    ],
)
def test_minutes_no_longer_offered_stay_with_who_chose_them(given, shown):
    row = PageForm(page_of("time"), answers=given).rows[0]

    assert [option.slug for option, _ in row.options] == shown


@pytest.mark.parametrize("minutes", ["10", "15", "29"])
def test_minutes_no_longer_offered_are_still_taken(minutes):
    assert errors("time", f"minutes={minutes}&days=3") == {}
