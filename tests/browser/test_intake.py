import pytest
from django.urls import reverse

from accounts.intake.questions import questionnaire
from tests.accounts.intake.walking import answers, create_intake, url_of
from tests.browser.look import axe_faults, look_faults
from tests.factories import create_person

pytestmark = pytest.mark.browser

# Opens every page of the intake.
EVERYTHING = {
    "health": [
        option.slug for option in questionnaire().pages[4].questions[0].options if option.slug != "balance"
    ],
    "heart": ["heart-disease"],
    "spine": [],
    "age_band": "75-up",
    "morning_stiff": "over-30",
    "o_leg": "below-knee",
    "sitting_hours": "over-8",
    "stress_0_10": 9,
    "pattern": ["age-new"],
}
PAGES = [page.slug for page in questionnaire().pages]


def faults_on(page, paths, *looks):
    faults = {}
    for path in paths:
        page.goto(path)
        faults[path] = [fault for look in looks for fault in look(page)]
    return {path: found for path, found in faults.items() if found}


def places():
    given = answers(**EVERYTHING)
    walk = questionnaire().shown(given, needs_clearance=True)
    names = ["answers", "changes", "profile", "intake"]
    return [url_of(page.slug) for page in walk] + [reverse(f"accounts:{name}") for name in names]


def test_the_ways_of_this_test_see_every_page():
    seen = {path.strip("/").split("/")[-1] for path in places()}

    assert set(PAGES) - seen == {"balance"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_used_by_anybody(new_context, sign_in, scheme):
    person = create_person()
    create_intake(person, answers(sitting_hours="4-6"))
    create_intake(person, answers(**EVERYTHING))
    context = new_context(color_scheme=scheme)
    sign_in(person, context)

    assert faults_on(context.new_page(), places(), look_faults, axe_faults) == {}


def test_every_page_fits_the_narrowest_screen(new_context, sign_in):
    person = create_person()
    create_intake(person, answers(**EVERYTHING))
    context = new_context(viewport={"width": 320, "height": 568})
    sign_in(person, context)

    assert faults_on(context.new_page(), places(), look_faults) == {}


@pytest.mark.parametrize("flag", ["bladder-change", "fever", "safety-mood"])
def test_the_stop_page_can_be_used_by_anybody(page, sign_in, flag):
    person = create_person()
    where = {"bladder-change": "nerves", "fever": "illness", "safety-mood": "pattern"}[flag]
    create_intake(person, answers(**{where: [flag]}))
    sign_in(person)

    assert faults_on(page, [reverse("accounts:stop")], look_faults, axe_faults) == {}


def test_the_quick_start_works_without_scripts(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(reverse("accounts:intake"))
    page.get_by_role("button", name="Quick start, about 3 minutes").click()
    for _ in range(5):
        page.get_by_label("None of these").check()
        page.get_by_role("button", name="Continue").click()
    page.get_by_label("Lower back").check()
    page.get_by_label("4", exact=True).check(force=True)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("12 minutes").check()
    page.get_by_label("3 days").check()
    page.get_by_role("button", name="Continue").click()

    assert page.url.endswith(reverse("routines:build"))


def test_an_error_is_said_and_takes_the_focus(page, origin):
    page.goto(reverse("accounts:intake"))
    page.get_by_role("button", name="Start, about 8 minutes").click()
    page.get_by_role("button", name="Continue").click()

    assert page.title().startswith("Error: Part 1 of 6")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.get_by_role("link", name="Tick what fits").click()
    assert page.evaluate("document.activeElement.id") == "nerves"
    assert look_faults(page) + axe_faults(page) == []


def test_none_of_these_and_the_rows_untick_each_other(page, origin):
    page.goto(reverse("accounts:intake"))
    page.get_by_role("button", name="Start, about 8 minutes").click()
    sign, none = page.get_by_label("New loss of control"), page.get_by_label("None of these")

    sign.check()
    none.check()
    assert not sign.is_checked()
    sign.check()
    assert not none.is_checked()


def test_back_in_the_browser_shows_the_answer_given(page, origin):
    page.goto(reverse("accounts:intake"))
    page.get_by_role("button", name="Start, about 8 minutes").click()
    page.get_by_label("None of these").check()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/sudden/")
    page.go_back()

    assert page.url.endswith(url_of("nerves"))
    assert page.get_by_label("None of these").is_checked()
