"""Paper, strong contrast, little motion, and scripts that run from right to left."""

import re

import pytest
from django.test import Client

from tests.browser.look import SETTLED, look_faults

pytestmark = pytest.mark.browser
A4 = {"format": "A4", "print_background": True}


@pytest.fixture
def routine(months):
    return months.routines.get()


@pytest.fixture
def page(new_context, months, origin):
    client = Client()
    client.force_login(months)
    cookies = [{"name": name, "value": each.value, "url": origin} for name, each in client.cookies.items()]
    context = new_context()
    context.add_cookies(cookies)
    return context.new_page()


def places(routine):
    return [
        "/",
        "/exercises/",
        "/exercises/bird-dog/",
        "/today/",
        f"/routines/{routine.pk}/",
        f"/routines/{routine.pk}/session/",
        "/progress/",
        "/habits/",
        "/relief/",
        "/help/",
        "/learn/how-a-back-is-built/",
        "/you/",
    ]


def test_a_routine_fits_on_one_sheet_of_paper(page, routine):
    page.goto(f"/routines/{routine.pk}/leaflet/")

    sheet = page.pdf(**A4)

    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", sheet)) == 1
    assert page.locator("main img, main svg").count() > routine.version.plan.items.__len__()


@pytest.mark.parametrize(("scheme", "address"), [("light", "c"), ("dark", "dc")])
def test_images_are_as_dark_as_the_page_by_their_address(page, scheme, address):
    """Safari tells an image nothing of the page's colours."""
    page.emulate_media(color_scheme=scheme)
    page.goto("/relief/")

    assert page.locator("main img").first.evaluate("(image) => image.currentSrc.split('#')[1]") == address


def test_nothing_overflows_from_right_to_left(page, routine):
    page.emulate_media(reduced_motion="reduce")
    faults = {}
    for place in places(routine):
        page.goto(place)
        page.evaluate("document.documentElement.dir = 'rtl'")
        page.evaluate(SETTLED)
        faults[place] = look_faults(page)

    assert {place: found for place, found in faults.items() if found} == {}


# What is only a colour is gone with forced colours: what can be pressed or chosen needs an edge of its own.
EDGELESS = """() => [...document.querySelectorAll("main :is(.btn, .choice, .opt, .chip, .scale label, .input, .panel)")]
    .filter((each) => each.checkVisibility() && parseFloat(getComputedStyle(each).borderTopWidth) < 1)
    .map((each) => each.outerHTML.slice(0, 80))"""


def test_forced_colours_leave_an_edge_to_everything_that_can_be_pressed(page, routine):
    page.emulate_media(forced_colors="active")
    found = {}
    for place in places(routine):
        page.goto(place)
        found[place] = page.evaluate(EDGELESS)

    assert {place: edgeless for place, edgeless in found.items() if edgeless} == {}


def test_little_motion_means_that_figures_stand_still(page):
    running = "document.getAnimations().filter((each) => each.playState === 'running').length"
    page.goto("/exercises/bird-dog/")
    page.wait_for_timeout(300)

    moving = page.evaluate(running)
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(SETTLED)

    assert moving > 0
    assert page.evaluate(running) == 0
