"""What a screen reader is told, and the tasks of a season by keyboard alone and without JavaScript."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from routines.models import Session

pytestmark = pytest.mark.browser
CONTROLS = {
    "button",
    "link",
    "textbox",
    "searchbox",
    "checkbox",
    "radio",
    "switch",
    "combobox",
    "DisclosureTriangle",
}
HEARD = """() => {
    const said = (globalThis.said = []);
    const region = document.querySelector("[data-announce]");
    const watch = { childList: true, characterData: true, subtree: true };
    new MutationObserver(() => said.push(region.textContent)).observe(region, watch);
}"""


@pytest.fixture
def routine(months):
    return months.routines.get()


@pytest.fixture
def cookies(months, origin):
    client = Client()
    client.force_login(months)
    return [{"name": name, "value": each.value, "url": origin} for name, each in client.cookies.items()]


@pytest.fixture
def page(new_context, cookies):
    context = new_context()
    context.add_cookies(cookies)
    return context.new_page()


@pytest.fixture
def page_without_scripts(new_context, cookies):
    context = new_context(java_script_enabled=False)
    context.add_cookies(cookies)
    return context.new_page()


def spoken(page):
    """Role and name of everything in the accessibility tree."""
    devtools = page.context.new_cdp_session(page)
    nodes = devtools.send("Accessibility.getFullAXTree")["nodes"]
    devtools.detach()
    shown = [node for node in nodes if not node.get("ignored")]
    return [(node["role"]["value"], node.get("name", {}).get("value", "").strip()) for node in shown]


def test_everything_that_can_be_used_has_a_name_and_pages_have_their_parts(page, routine):
    places = [
        "/today/",
        f"/routines/{routine.pk}/",
        "/progress/",
        "/habits/",
        "/exercises/",
        "/you/",
        "/relief/",
    ]
    nameless, partless = {}, {}
    for place in places:
        page.goto(place)
        tree = spoken(page)
        nameless[place] = [role for role, name in tree if role in CONTROLS and not name]
        partless[place] = {"banner", "main", "contentinfo", "navigation", "heading"} - {
            role for role, _ in tree
        }

    assert nameless == {place: [] for place in places}
    assert partless == {place: set() for place in places}


def test_two_buttons_that_do_different_things_do_not_sound_alike(page):
    page.goto("/today/")
    names = [name for role, name in spoken(page) if role in {"button", "DisclosureTriangle"}]

    assert sorted(names) == sorted(set(names))


def test_the_player_speaks_of_phases_and_of_nothing_in_between(page, routine):
    page.goto(f"/routines/{routine.pk}/session/")
    page.evaluate(HEARD)
    page.locator("[data-start] .stack button.btn").click()
    page.locator("[data-round]").click()
    page.wait_for_timeout(4500)

    said = page.evaluate("said")

    assert len(said) == 2
    assert said[0].startswith("Next, ")
    assert page.locator("[data-clock]").get_attribute("role") == "timer"  # a timer is not read out by itself


def test_a_session_is_done_by_keyboard_alone(page, routine):
    Session.objects.all().delete()
    page.goto(f"/routines/{routine.pk}/session/")
    page.locator("[data-start] [data-stage] svg").wait_for()

    tab_to(page, "Start")
    page.keyboard.press("Enter")
    expect(page.locator("[data-player] h1")).to_be_focused()
    page.keyboard.press("ArrowRight")
    tab_to(page, "Start now")
    page.keyboard.press("Enter")
    page.wait_for_timeout(1300)
    tab_to(page, "It hurts")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="We have paused. What do you feel?")).to_be_focused()
    page.keyboard.press("Escape")
    tab_to(page, "End session", backwards=True)
    page.keyboard.press("Enter")
    tab_to(page, "Finish here")
    page.keyboard.press("Enter")
    page.locator("[data-checkin]").wait_for()
    tab_to(page, "Save")
    page.keyboard.press("Enter")
    page.wait_for_url("**/today/")

    assert Session.objects.get().seconds >= 1


FOCUS = """() => { const at = document.activeElement;
    return (at.getAttribute("aria-label") || at.textContent || "").trim().replace(/\\s+/g, " "); }"""


def tab_to(page, name, *, backwards=False):
    for _ in range(60):
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
        if page.evaluate(FOCUS).startswith(name):
            return
    pytest.fail(f"no way to {name} by keyboard")


def test_a_season_goes_without_javascript(page_without_scripts, routine, months):
    page = page_without_scripts
    Session.objects.all().delete()
    page.goto(f"/routines/{routine.pk}/session/")
    for choice in page.locator("main .choice").all()[:2]:
        choice.click()
    page.get_by_role("button", name="Record it").click()
    page.locator("main label", has_text="3").first.click()
    page.get_by_role("button", name="Save").first.click()
    page.goto("/progress/")
    page.locator("input[name=name]").fill("Tie my shoes")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("main")).to_contain_text("Tie my shoes")
    page.goto("/habits/")
    page.get_by_role("button", name="I did it today").first.click()
    expect(page.get_by_role("button", name="Done today").first).to_be_visible()
    page.goto("/relief/")
    page.get_by_text("How to do it").first.click()
    expect(page.locator("main details[open] li").first).to_be_visible()

    session = Session.objects.get()
    assert (len(session.items), session.pain_after) == (2, 3)
