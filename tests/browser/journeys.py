"""The ways people take, stop by stop. A journey calls `see(name)` wherever there is something to look at.

The page tests look at every stop with axe and the audit; the tour takes its picture in every size and theme.
"""

from collections.abc import Callable

from playwright.sync_api import Locator, Page

See = Callable[[str], None]
Journey = Callable[[Page, See], None]

LOOKING = {
    "home": "/",
    "exercises": "/exercises/",
    "help": "/help/",
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


def looking_around(page: Page, see: See) -> None:
    """Somebody who has not decided yet: every page without answers, without an account."""
    for name, path in LOOKING.items():
        page.goto(path)
        see(name)


def answering(page: Page, see: See) -> None:
    """From the first safety list to the profile, with one page left empty on the way."""
    page.goto("/intake/")
    see("intake-start")
    page.get_by_role("button", name="Start, about 4 minutes").click()
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


def a_warning_sign(page: Page, see: See) -> None:
    """An answer that ends the intake."""
    page.goto("/intake/")
    page.get_by_role("button", name="Start, about 4 minutes").click()
    choose(page.locator("main fieldset").first.locator("input").first)
    proceed(page)
    see("intake-stop")


def answer(page: Page) -> None:
    """None of the warning signs, the first place, the third of every list."""
    for question in page.locator("main fieldset").all():
        none = question.locator("input[value=none]")
        boxes = question.locator("input[type=checkbox]")
        radios = question.locator("input[type=radio]")
        if none.count() and "/where/" not in page.url:
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
}
