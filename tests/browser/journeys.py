"""The ways people take, stop by stop. A journey calls `see(name)` wherever there is something to look at.

The page tests look at every stop with axe and the audit; the tour takes its picture in every size and theme.
"""

from collections.abc import Callable

from playwright.sync_api import Locator, Page

from routines import demo

See = Callable[[str], None]
Journey = Callable[[Page, See], None]

LOOKING = {
    "home": "/",
    "exercises": "/exercises/",
    "help": "/help/",
    "learn": "/learn/",
    "lesson-picture": "/learn/how-a-back-is-built/",
    "lesson": "/learn/when-to-see-whom/",
    "about": "/about/",
    "relief": "/relief/",
    "you-as-nobody": "/you/",
    "offline": "/offline/",
    "not-found": "/there-is-nothing-here/",
    "sign-in": "/accounts/login/",
    "sign-in-code": "/accounts/login/code/",
    "sign-up": "/accounts/signup/",
    "sign-up-passkey": "/accounts/signup/passkey/",
    "password-reset": "/accounts/password/reset/",
}


KEPT = {
    "exercise": "/exercises/bird-dog/",
    "exercise-add": "/routines/add/bird-dog/",
    "library-found": "/exercises/?q=hip",
    "library-nothing": "/exercises/?q=zzzz",
    "routines": "/routines/",
    "progress": "/progress/",
    "habits": "/habits/",
    "learn": "/learn/",
    "you": "/you/",
    "consent": "/you/consent/",
    "delete": "/you/delete/",
}


def looking_around(page: Page, see: See) -> None:
    """Somebody who has not decided yet: every page without answers, without an account."""
    for name, path in LOOKING.items():
        page.goto(path)
        see(name)


def answering(page: Page, see: See) -> None:
    """From the first safety list to the profile, with one page left empty on the way."""
    page.goto("/intake/")
    see("intake-start")
    page.get_by_role("button", name="Start, about 8 minutes").click()
    while "/intake/answers/" not in page.url:
        name = page.url.rstrip("/").rsplit("/", 1)[-1]
        if name == "where":
            proceed(page)
            see("intake-error")
        answer(page)
        see(f"intake-{name}")
        proceed(page)
    see("intake-answers")
    page.get_by_role("button", name="Build my routine").click()
    see("profile")


def just_looking(page: Page, see: See) -> None:
    """A routine without anything kept."""
    page.goto("/just-show-me/")
    see("once")
    while page.locator("#asked").count():
        answer(page)
        proceed(page)
    see("once-routine")


def keeping(page: Page, see: See) -> None:
    """A routine of one's own: built, saved, looked at, changed, printed."""
    answering(page, lambda stop: None)
    page.goto("/build/")
    see("build")
    page.locator("button:visible", has_text="Save my routine").click()
    page.goto("/")
    see("home-again")
    page.goto("/today/")
    see("today")
    for folded in page.locator("main details.why > summary").all():
        folded.click()
    see("today-unfolded")
    page.locator("main .menu > summary").first.click()
    see("today-menu")
    for name, words in {"swap": "Swap", "session": "Start"}.items():
        page.goto("/today/")
        if name == "swap":
            page.locator("main .menu > summary").first.click()
        page.locator("main a:visible, .sticky-start a:visible", has_text=words).first.click()
        page.wait_for_load_state()
        see(name)
    for name, path in KEPT.items():
        page.goto(path)
        see(name)
    page.goto("/routines/")
    page.locator("main a[href^='/routines/0']").first.click()
    see("routine")
    address = page.url
    for name in ("leaflet", "rename", "history"):
        page.goto(f"{address}{name}/")
        see(f"routine-{name}")


def sign_in(page: Page) -> None:
    """As the person of `manage.py demo`, who has three months of sessions."""
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(demo.EMAIL)
    page.locator("input[name=password]").fill(demo.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/today/")


def a_session(page: Page, see: See) -> None:
    """Every phase of the player, halted so that time does not move on while it is looked at."""
    sign_in(page)
    see("today-months")
    page.locator("a:visible", has_text="Start").first.click()
    page.wait_for_selector("[data-start] [data-stage] svg")
    see("player-start")
    page.locator("[data-start] .stack button.btn").click()
    halt(page)
    see("player-ready")
    page.locator("[data-do=skip]").click()
    page.locator("[data-round]").click()  # carry on
    page.locator("[data-round]").click()  # start now
    page.locator("[data-player][data-phase]:not([data-phase=ready])").wait_for()
    halt(page)
    see("player-work")
    page.locator("[data-do=easier]").click()
    halt(page)
    see("player-eased")
    for sheet in ("hurts", "sounds", "close"):
        page.locator(f"[data-do={sheet}]:visible").first.click()
        see(f"player-{sheet}")
        page.keyboard.press("Escape")
    page.locator("[data-do=hurts]:visible").click()
    page.locator("dialog[open] button[value=stop]").click()
    see("player-stopped")
    page.locator("dialog[open] button").click()
    page.locator("[data-checkin]:visible").wait_for()
    see("player-checkin")


def halt(page: Page) -> None:
    page.locator("[data-player][data-paused]").wait_for()
    if page.locator("[data-player]").get_attribute("data-paused") == "no":
        page.locator("[data-player] h1").focus()
        page.keyboard.press("Space")
    page.locator("[data-player][data-paused=yes]").wait_for()


MONTHS = {
    "progress-months": "/progress/",
    "habits-months": "/habits/",
    "routines-months": "/routines/",
    "relief-known": "/relief/",
    "you-known": "/you/",
    "passkeys": "/accounts/2fa/",
    "email": "/accounts/email/",
    "devices": "/accounts/sessions/",
    "sign-out": "/accounts/logout/",
}


def three_months(page: Page, see: See) -> None:
    sign_in(page)
    for name, path in MONTHS.items():
        page.goto(path)
        see(name)
    page.goto("/progress/")
    page.evaluate("document.querySelectorAll('main details').forEach((each) => (each.open = true))")
    see("progress-unfolded")
    page.goto("/routines/")
    page.locator("main a[href^='/routines/0']").first.click()
    page.goto(f"{page.url}history/")
    see("history-months")


def a_warning_sign(page: Page, see: See) -> None:
    """An answer that ends the intake."""
    page.goto("/intake/")
    page.get_by_role("button", name="Start, about 8 minutes").click()
    choose(page.locator("main fieldset").first.locator("input").first)
    proceed(page)
    see("intake-stop")


def answer(page: Page) -> None:
    """None of the warning signs, the first place, the third of every list."""
    for question in page.locator("main fieldset").all():
        none = question.locator("input[value=none]")
        boxes = question.locator("input[type=checkbox]")
        radios = question.locator("input[type=radio]")
        if none.count() and question.get_attribute("id") != "areas":
            choose(none.first)
        elif boxes.count():
            choose(boxes.first)
        elif radios.count():
            choose(radios.nth(min(2, radios.count() - 1)))


def choose(option: Locator) -> None:
    option.dispatch_event("click")


def proceed(page: Page) -> None:
    page.get_by_role("button", name="Continue").click()
    page.wait_for_load_state()


JOURNEYS: dict[str, Journey] = {
    "looking-around": looking_around,
    "a-warning-sign": a_warning_sign,
    "answering": answering,
    "just-looking": just_looking,
    "keeping": keeping,
    "a-session": a_session,
    "three-months": three_months,
}
