"""A session with the network cut, and the short form of `make prove-player`."""

import json
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from routines import demo
from routines.models import Session
from tests.factories import create_answers

pytestmark = pytest.mark.browser
NOT_KEPT = "You are offline"
OFFLINE = "ERR_INTERNET_DISCONNECTED"


@pytest.fixture
def routine(transactional_db, origin):
    person = demo.make(timezone.localdate())
    Session.objects.all().delete()
    return person.routines.get()


@pytest.fixture
def page(new_context, routine, origin):
    client = Client()
    client.force_login(routine.owner)
    name = settings.SESSION_COOKIE_NAME
    context = new_context()
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": origin}])
    return context.new_page()


def test_a_session_without_a_network_is_sent_when_there_is_one(page, routine, watcher):
    page.goto(f"/routines/{routine.pk}/session/")
    page.wait_for_function("() => Boolean(navigator.serviceWorker.controller)")
    page.wait_for_timeout(1500)
    page.context.set_offline(True)
    page.reload()

    strong = page.locator("[data-strong]")
    page.locator("[data-start] label", has_text="8").first.click()
    assert strong.is_visible()
    page.locator("[data-start] label", has_text="4").first.click()
    assert strong.is_hidden()
    page.locator("[data-start] .stack button.btn").click()
    page.locator("[data-round]").click()
    page.wait_for_timeout(1200)
    page.locator("[data-do=close]").click()
    page.locator("dialog[open] button[value=finish]").click()
    page.locator("[data-checkin] label", has_text="3").first.click()
    page.locator("[data-checkin] button[type=submit]").click()
    page.wait_for_url("**/today/")
    assert Session.objects.count() == 0
    page.context.set_offline(False)
    page.reload()
    for _ in range(50):
        if Session.objects.exists():
            break
        page.wait_for_timeout(100)

    session = Session.objects.get()
    assert (session.pain_before, session.pain_after, session.routine) == (4, 3, routine)
    watcher.faults[:] = [fault for fault in watcher.faults if OFFLINE not in fault]


def without_a_network(page, address):
    """The heading that somebody sees there."""
    page.context.set_offline(True)
    page.goto(address)
    heading = page.locator("h1:visible").first.text_content()
    page.context.set_offline(False)
    return heading


def keep_today(page):
    page.goto("/today/")
    page.wait_for_function("() => Boolean(navigator.serviceWorker.controller)")
    page.reload()
    page.wait_for_timeout(500)


def test_a_kept_page_does_not_outlive_the_answers_it_was_made_from(page, routine, watcher):
    create_answers(routine.owner, nerves=[], sudden=[], illness=[], pattern=[], health=[])
    keep_today(page)
    assert without_a_network(page, "/today/").startswith("Today, ")

    page.goto("/intake/health/")
    page.locator("main button.btn").click()
    page.wait_for_url(lambda url: "/health/" not in url)
    assert without_a_network(page, "/today/") == NOT_KEPT

    keep_today(page)
    create_answers(routine.owner, nerves=["saddle-numbness"])  # on another device
    page.goto("/today/")
    page.wait_for_url("**/intake/stop/")
    assert without_a_network(page, "/today/") == NOT_KEPT
    watcher.faults[:] = [fault for fault in watcher.faults if OFFLINE not in fault]


def age_today(page, days):
    """Without a network: with one, the worker has the page confirmed in the background."""
    page.context.set_offline(True)
    page.wait_for_timeout(500)
    made_older = """async (days) => {
        const own = await steadyback.vault.get("pages", "/today/");
        await steadyback.vault.put("pages", "/today/", { ...own, at: own.at - days * 86400000 });
    }"""
    page.evaluate(made_older, days)


def test_a_kept_page_that_no_server_has_confirmed_for_weeks_is_not_shown(page, routine, watcher):
    create_answers(routine.owner, nerves=[], sudden=[], illness=[], pattern=[], health=[])
    keep_today(page)
    age_today(page, 27)
    assert without_a_network(page, "/today/").startswith("Today, ")
    age_today(page, 29)
    assert without_a_network(page, "/today/") == NOT_KEPT

    keep_today(page)
    assert without_a_network(page, "/today/").startswith("Today, ")
    watcher.faults[:] = [fault for fault in watcher.faults if OFFLINE not in fault]


def test_a_kept_page_does_not_outlive_a_stop_for_a_new_sign(page, routine, watcher):
    create_answers(routine.owner, nerves=[], sudden=[], illness=[], pattern=[], health=[])
    keep_today(page)
    page.goto(f"/routines/{routine.pk}/session/")
    page.wait_for_timeout(1000)
    page.context.set_offline(True)
    page.locator("[data-start] .stack button.btn").click()
    page.locator("[data-do=hurts]").click()
    page.locator("dialog[open] button[value=stop]").click()
    page.wait_for_timeout(500)
    for address in ("/today/", f"/routines/{routine.pk}/session/", "/relief/"):
        page.goto(address)
        assert page.locator("h1:visible").first.text_content() == NOT_KEPT, address

    page.context.set_offline(False)
    page.goto("/today/")

    page.wait_for_url("**/intake/nerves/?from=today")
    assert Session.objects.get().items[0]["felt"] == "stop"
    assert without_a_network(page, "/today/") == NOT_KEPT
    watcher.faults[:] = [fault for fault in watcher.faults if OFFLINE not in fault]


def do_one_exercise(page):
    page.locator("[data-start] .stack button.btn").click()
    page.locator("[data-round]").click()
    page.wait_for_timeout(1200)
    page.locator("[data-do=close]").click()
    page.locator("dialog[open] button[value=finish]").click()
    page.locator("[data-checkin] button[type=submit]").click()
    page.wait_for_url("**/today/")


def test_the_figure_is_mirrored_for_the_other_side(page, routine, watcher):
    page.goto(f"/routines/{routine.pk}/session/")
    items = json.loads(page.locator("#player-data").text_content())["items"]
    page.locator("[data-start] .stack button.btn").click()
    for _ in range(next(at for at, item in enumerate(items) if item["sides"])):
        page.locator("[data-do=skip]").click()
    page.locator("[data-round]").click()
    figure = page.locator("[data-player] [data-stage] svg")
    page.wait_for_function("() => document.querySelector('[data-player] [data-stage] svg')")

    shown = page.locator("[data-sides] [aria-current]").get_attribute("data-side")
    is_flipped = "flipped" in figure.get_attribute("class")

    assert is_flipped == (shown != figure.get_attribute("data-side"))
    assert figure.evaluate("figure => getComputedStyle(figure).scale") == ("-1 1" if is_flipped else "none")


KEPT = """async () => [(await indexedDB.databases()).length, (await caches.keys()).length, localStorage.length,
                       (await navigator.serviceWorker.getRegistrations()).length]"""


def test_with_large_letters_no_button_of_the_player_reaches_another(page, routine):
    page.goto(f"/routines/{routine.pk}/session/")
    page.locator("[data-start] .stack button.btn").click()
    page.locator("[data-round]:visible").wait_for()

    gaps = {}
    for width, height in [
        (640, 450),
        (585, 439),
        (844, 390),
    ]:  # 1280 x 900 and 1024 x 768 with letters of 32 and 28 px
        page.set_viewport_size({"width": width, "height": height})
        left, middle, right = (
            page.locator(f"[data-player] {part}").bounding_box()
            for part in ("[data-do=previous]", "[data-round]", "[data-do=skip]")
        )
        gaps[width] = min(middle["x"] - left["x"] - left["width"], right["x"] - middle["x"] - middle["width"])

    assert {width: gap for width, gap in gaps.items() if gap < 4} == {}


@pytest.mark.asvs("V14.3.1")
def test_signing_out_asks_about_unsent_work_and_then_wipes_the_device(page, routine, watcher):
    page.route("**/sessions/*/", lambda route: route.abort())
    page.goto(f"/routines/{routine.pk}/session/")
    page.wait_for_function("() => Boolean(navigator.serviceWorker.controller)")
    do_one_exercise(page)
    asked = []
    answers = iter((False, True))

    def answer(dialog):
        asked.append(dialog.message)
        (dialog.accept if next(answers) else dialog.dismiss)()

    page.on("dialog", answer)
    page.goto("/you/")
    page.locator("form[data-sign-out] button").click()
    page.wait_for_timeout(500)
    before = page.evaluate(KEPT)
    page.locator("form[data-sign-out] button").click()
    page.wait_for_url(lambda url: not url.endswith("/you/"))

    assert before[0] == 1
    assert asked == ["Not sent yet: 1. This deletes it from this device. Go on?"] * 2
    assert page.evaluate(KEPT) == [0, 0, 0, 0]
    watcher.faults[:] = [fault for fault in watcher.faults if "ERR_FAILED" not in fault]


@pytest.mark.slow
def test_nothing_confirmed_is_lost_and_nothing_counted_twice():
    command = [sys.executable, "-m", "tests.prove_player", "--kills", "3", "--duplicates", "400"]

    run = subprocess.run(command, capture_output=True, text=True)

    assert run.returncode == 0, run.stderr
    assert "0 lost" in run.stdout
