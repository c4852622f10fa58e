import datetime

import pytest
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils import translation
from django.utils.formats import date_format

from exercises.catalogue import Block
from tests.factories import create_answers, create_person, create_routine, make_item, make_plan

ERRORS = [
    "400.html",
    "403.html",
    "403_csrf.html",
    "404.html",
    "413.html",
    "500.html",
    "503.html",
    "offline.html",
    "maintenance.html",
]


@pytest.mark.parametrize("template", ERRORS)
def test_error_page_stands_without_request_or_database(template):
    page = render_to_string(template)

    assert page.count("<h1>") == 1
    assert "If your back hurts right now" in page
    assert "<script" not in page


@pytest.mark.asvs("V7.6.2")
def test_home_sets_no_cookie_and_asks_the_database_nothing(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        response = client.get("/")

    assert response.status_code == 200
    assert dict(response.cookies) == {}


def test_unknown_address_answers_404_with_a_way_on(client, db):
    response = client.get("/there-is-nothing-here/")

    assert response.status_code == 404
    assert 'href="/"' in response.text


def test_manifest_names_icons_that_exist(client):
    facts = client.get("/manifest.webmanifest").json()

    assert facts["name"] == "Steadyback"
    assert {icon["sizes"] for icon in facts["icons"]} == {"192x192", "512x512"}


def test_robots_keeps_out_of_private_pages(client):
    assert "Disallow: /you/" in client.get("/robots.txt").text


def test_favicon_leads_to_the_static_file(client):
    response = client.get("/favicon.ico")

    assert response.status_code == 301
    assert response["Location"].endswith("img/favicon.ico")


def test_posting_to_a_page_for_reading_is_refused(client):
    assert client.post("/offline/").status_code == 405


@pytest.mark.parametrize(("asked", "day"), [("en-GB", "3 Feb 2026"), ("en-US", "Feb. 3, 2026")])
def test_dates_follow_the_reader(client, db, asked, day):
    response = client.get("/about/", headers={"accept-language": asked})

    with translation.override(translation.get_language_from_request(response.wsgi_request)):
        assert date_format(datetime.date(2026, 2, 3)) == day
    assert f'lang="{asked.lower() if asked == "en-GB" else "en"}"' in response.text


def test_home_greets_who_has_a_routine_with_todays_blocks(client, loaded_library):
    routine = create_routine(create_person(), make_plan(make_item(seconds=900), minutes=12))
    client.force_login(routine.owner, backend="accounts.backends.PasswordBackend")

    page = client.get("/").text

    assert "Today, 15 minutes" in page  # what it takes, not what was asked for
    assert "Build my routine" not in page


def test_home_draws_nothing_that_the_answers_of_today_forbid(client, loaded_library):
    plan = make_plan(
        make_item("full-sit-up"), make_item("easy-walk", block=Block.AEROBIC, position="walking")
    )
    person = create_routine(create_person(), plan).owner
    create_answers(person, health=["spine"], spine=["osteoporosis"])
    client.force_login(person, backend="accounts.backends.PasswordBackend")

    (part,) = client.get("/").context["sheet"].parts

    assert part.block is Block.AEROBIC


@pytest.mark.parametrize(
    ("answers", "leads"), [({"nerves": ["saddle-numbness"]}, "stop"), ({"health": ["spine"]}, "question")]
)
def test_home_shows_no_exercise_before_what_comes_first(client, loaded_library, answers, leads):
    person = create_routine(create_person()).owner
    create_answers(person, **answers)
    client.force_login(person, backend="accounts.backends.PasswordBackend")

    assert resolve(client.get("/").url.split("?")[0]).url_name == leads


def test_home_draws_an_exercise_in_the_position_it_is_done_in(client, loaded_library):
    person = create_person()
    create_answers(person)
    reach = make_item("standing-side-reach", Block.STRETCHING, position="seated")
    create_routine(person, make_plan(reach))
    client.force_login(person)

    page = client.get("/").text

    assert "figures/standing-side-reach--seated.svg" in page
    assert "figures/standing-side-reach.svg" not in page
