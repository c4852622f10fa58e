import re
from dataclasses import replace

import pytest

from exercises.models import Exercise
from routines.builder import build
from tests.browser.look import axe_faults, look_faults
from tests.factories import create_answers, create_person, create_routine, make_profile

pytestmark = pytest.mark.browser


@pytest.fixture
def routine(origin):
    person = create_person()
    create_answers(person)
    profile = make_profile(minutes=12, regions=frozenset({"lower-back"}), equipment=frozenset({"chair"}))
    return create_routine(person, build(profile, Exercise.objects.catalogue()), profile=profile)


@pytest.fixture
def signed_in(new_context, sign_in, routine):
    """Opens further devices of the person."""

    def open_context(**options):
        context = new_context(**options)
        sign_in(routine.owner, context)
        return context

    return open_context


def places(routine):
    base, item = f"/routines/{routine.pk}/", routine.version.plan.items[0]
    return {
        "build": "/build/",
        "today": "/today/",
        "index": "/routines/",
        "routine": base,
        "swap": f"{base}items/{item.block}/{item.exercise}/swap/",
        "history": f"{base}history/",
        "version": f"{base}history/1/",
        "leaflet": f"{base}leaflet/",
        "session": f"{base}session/",
        "rename": f"{base}rename/",
        "add": "/routines/add/wall-sit/",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_routine_pages_can_be_seen_by_anybody(signed_in, routine, scheme):
    page = signed_in(color_scheme=scheme).new_page()

    faults = {}
    for name, path in places(routine).items():
        page.goto(path)
        faults[name] = look_faults(page) + axe_faults(page)

    assert {name: found for name, found in faults.items() if found} == {}


def test_routine_pages_fit_the_narrowest_screen(signed_in, routine):
    page = signed_in(viewport={"width": 320, "height": 568}).new_page()

    faults = {}
    for name, path in places(routine).items():
        page.goto(path)
        faults[name] = look_faults(page)

    assert {name: found for name, found in faults.items() if found} == {}


def test_a_change_keeps_the_place_and_the_focus(signed_in, routine):
    page = signed_in().new_page()
    page.goto("/today/")
    item = routine.version.plan.items[0]

    page.locator("details.menu summary").first.click()
    page.wait_for_function("() => globalThis.htmx")  # it comes with the first touch
    page.get_by_role("button", name="Pin", exact=True).first.click()
    page.get_by_text("Pinned by you").wait_for()

    assert page.evaluate("document.activeElement.id") == f"menu-{item.block}-{item.exercise}"


def test_undo_keeps_the_focus(signed_in, routine):
    page = signed_in().new_page()
    page.goto("/today/")
    page.locator("details.menu summary").first.click()
    page.wait_for_function("() => globalThis.htmx")
    page.get_by_role("button", name="Remove", exact=True).first.click()
    page.get_by_text("removed.").first.wait_for()
    focus = page.evaluate("document.activeElement.id")

    page.get_by_role("button", name="Undo this change").press("Enter")
    page.get_by_text("Undone. It is as before.").wait_for()

    taken_up = routine.version.plan.items[1]
    assert focus == f"menu-{taken_up.block}-{taken_up.exercise}"
    assert page.evaluate("document.activeElement.id") == "undo"


@pytest.mark.parametrize("has_script", [True, False])
def test_what_was_done_far_down_the_page_is_in_view_with_the_way_back(signed_in, routine, has_script):
    page = signed_in(java_script_enabled=has_script, viewport={"width": 390, "height": 844}).new_page()
    page.goto("/today/")
    page.locator("details.menu summary").last.click()
    if has_script:
        page.wait_for_function("() => globalThis.htmx")

    page.get_by_role("button", name="Remove", exact=True).locator("visible=true").click()
    said = page.locator(".said", has_text="removed.")
    said.wait_for()

    assert page.evaluate("scrollY") > 400
    assert said.bounding_box()["y"] in range(100)
    said.get_by_role("button", name="Undo").click()
    page.get_by_text("Undone. It is as before.").wait_for()


def test_escape_closes_the_menu_and_gives_the_focus_back(signed_in, routine):
    page = signed_in().new_page()
    page.goto("/today/")
    page.locator("details.menu summary").first.click()

    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    assert page.locator("details.menu[open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_everything_can_be_changed_without_script(signed_in, routine):
    page = signed_in(java_script_enabled=False).new_page()
    page.goto("/today/")

    page.locator("label:has(#minutes-20)").click()
    page.get_by_role("button", name="Change the minutes").click()
    page.locator("details.menu summary").first.click()
    page.get_by_role("button", name="Pin", exact=True).first.click()

    assert page.get_by_role("heading", level=1).inner_text() == "Today, 20 minutes"
    assert page.get_by_text("Pinned by you").count() == 1


def test_the_leaflet_of_a_usual_routine_is_one_sheet(signed_in, routine):
    page = signed_in().new_page()
    page.goto(places(routine)["leaflet"])

    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1


def test_a_note_on_the_leaflet_is_printed_in_letters_of_its_size(signed_in, routine):
    plan = replace(routine.version.plan, notes=("A gentle start: the smallest doses.",))
    routine.revise(plan, expected=1, change="Noted.")
    page = signed_in().new_page()
    page.goto(places(routine)["leaflet"])
    page.emulate_media(media="print")

    sizes = [
        page.locator(part).first.evaluate("each => getComputedStyle(each).fontSize")
        for part in ("main .notice", "main .dose")
    ]
    assert sizes[0] == sizes[1]


@pytest.mark.parametrize("path", ["/routines/", "/habits/"])
def test_what_takes_away_stands_beside_the_rest_on_a_phone(signed_in, routine, path):
    routine.owner.habit_choices.create(habit="sit-even", moment="after lunch")
    page = signed_in(viewport={"width": 390, "height": 844}).new_page()
    page.goto(path)

    away = page.get_by_role("button", name=re.compile("Delete|Remove"))
    beside = page.locator(".acts-on .btn, .panel--field .dot")
    middle = away.evaluate("each => (({ top, bottom }) => (top + bottom) / 2)(each.getBoundingClientRect())")
    assert any(
        abs(box["y"] + box["height"] / 2 - middle) < 4 for box in boxes(beside) if box != boxes(away)[0]
    )


def boxes(found):
    return [each.bounding_box() for each in found.all()]
