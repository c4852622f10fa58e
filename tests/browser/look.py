"""What every page must pass to be seen by anybody: the audit of its look, and axe's rules, in every view."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AUDIT = (Path(__file__).parent / "audit.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SETTLED = """async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const ending = document.getAnimations().filter((each) => each.effect.getComputedTiming().endTime < Infinity);
    await Promise.allSettled(ending.map((each) => each.finished));
    await new Promise((done) => setTimeout(done, 50));
}"""
# Chromium may answer with the old theme's inherited colour after a switch until it styles the page anew.
RESTYLED = """() => {
    const root = document.documentElement;
    root.hidden = true;
    root.getBoundingClientRect();
    root.hidden = false;
}"""
NORMAL, LARGE = 16, 32  # pixels: the reader's default size of text


def look_faults(page: Page) -> list[str]:
    return list(page.evaluate(AUDIT))


def axe_faults(page: Page) -> list[str]:
    answer = Axe().run(page, options={"runOnly": RULES, "preload": False})
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in answer.response["violations"]
        for node in violation["nodes"]
    ]


@dataclass(frozen=True)
class View:
    """How a person has their browser: window, theme, size of text; and which checks are worth their time there."""

    name: str
    width: int = 390
    height: int = 844
    scheme: str = "light"
    text: int = NORMAL
    checks: tuple[Callable[[Page], list[str]], ...] = (look_faults,)

    def show(self, page: Page) -> None:
        page.emulate_media(color_scheme="dark" if self.scheme == "dark" else "light", reduced_motion="reduce")
        page.set_viewport_size({"width": self.width, "height": self.height})
        sizes = {"standard": self.text, "fixed": round(self.text * 13 / 16)}
        session = page.context.new_cdp_session(page)
        session.send("Page.setFontSizes", {"fontSizes": sizes})
        session.detach()
        page.evaluate(SETTLED)

    def faults(self, page: Page) -> list[str]:
        self.show(page)
        return [f"{self.name}: {fault}" for check in self.checks for fault in self.twice(check, page)]

    def twice(self, check: Callable[[Page], list[str]], page: Page) -> list[str]:
        """A fault is one that a second look at the page, styled anew, still finds."""
        if not check(page):
            return []
        page.evaluate(RESTYLED)
        page.evaluate(SETTLED)
        return check(page)


EVERYTHING = (look_faults, axe_faults)
PHONE = View("phone", checks=EVERYTHING)
VIEWS = [
    PHONE,
    View("phone, dark", scheme="dark", checks=EVERYTHING),
    View("narrow", 320, 568),
    View("on its side", 844, 390),
    View("wide", 1280, 900),
    View("very wide", 1920, 1080),
    View("large text", text=LARGE),
]


def faults_anywhere(page: Page) -> list[str]:
    """Of the page as it stands, in every view; it ends in the view of a phone."""
    faults = [fault for view in VIEWS for fault in view.faults(page)]
    PHONE.show(page)
    return faults
