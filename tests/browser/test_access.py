"""Without a mouse, and without JavaScript."""

import time

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FOCUSED = """() => {
    const at = document.activeElement, box = (at.closest("label") || at).getBoundingClientRect();
    const target = at.closest("label") || at;
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const outline = getComputedStyle(at.closest("label:has(:focus-visible)") || at);
    return {
        is_body: at === document.body,
        name: (at.getAttribute("aria-label") || at.textContent || at.name || "").trim().slice(0, 40),
        is_covered: !!top && !target.contains(top) && !top.contains(target) && !top.closest("label")?.contains(at),
        is_marked: outline.outlineStyle !== "none" || at.closest(".ex, .search") !== null,
    };
}"""


def press_through(page, limit=80):
    """What Tab reaches, in order, until it leaves the page."""
    reached = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at["is_body"]:
            break
        reached.append(at)
    return reached


@pytest.mark.parametrize("path", ["/", "/exercises/", "/intake/", "/help/", "/relief/", "/accounts/login/"])
def test_tab_reaches_everything_marked_and_uncovered(page, path):
    page.goto(path)

    reached = press_through(page)

    assert reached[0]["name"] == "Skip to content"
    assert [at["name"] for at in reached if at["is_covered"] or not at["is_marked"]] == []


def test_the_skip_link_leads_into_the_page(page):
    page.goto("/exercises/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_a_warning_list_is_answered_by_keyboard_alone(page):
    page.goto("/intake/")
    page.get_by_role("button", name="Start, about 8 minutes").focus()
    page.keyboard.press("Enter")
    page.get_by_label("None of these").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Continue").focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/intake/sudden/")


def test_a_routine_is_built_kept_and_changed_without_javascript(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/intake/")
    page.get_by_role("button", name="Quick start, about 3 minutes").click()
    while "/build/" not in page.url:
        for question in page.locator("main fieldset").all():
            none, box = question.locator("label", has_text="None of these"), question.locator("label")
            (none if none.count() else box).first.click()
        page.get_by_role("button", name="Continue").click()
    page.locator("button:visible", has_text="Save my routine").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Today")
    page.locator("main .menu > summary").first.click()
    page.get_by_role("link", name="Swap").or_(page.get_by_role("button", name="Swap")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Swap")
    page.locator("main .opt").first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Today")


def test_the_library_filters_without_javascript(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/exercises/")
    page.get_by_role("searchbox").fill("bird")
    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name="Bird-dog", exact=True)).to_be_visible()


def test_a_filter_stays_under_the_finger_that_ticks_it(new_context):
    page = new_context().new_page()
    page.goto("/exercises/?region=hips")
    page.locator("summary", has_text="Filters").click()
    option = page.locator("label:has(#needs-nothing)")
    option.scroll_into_view_if_needed()
    before = option.bounding_box()["y"]

    option.click()
    page.wait_for_url("**needs=nothing*")

    assert abs(option.bounding_box()["y"] - before) < page.viewport_size["height"] / 2
    expect(option).to_be_in_viewport()


def test_a_choice_made_before_htmx_is_here_still_counts(new_context):
    page = new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.route("**/htmx-2*.js", lambda route: (time.sleep(0.4), route.continue_()))
    page.goto("/exercises/")

    page.locator("main form label:has(input[name=block])").first.click()

    page.wait_for_url("**/exercises/?*block=*")
