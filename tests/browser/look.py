"""What every page must pass to be seen by anybody: the audit of its look, and axe's rules."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AUDIT = (Path(__file__).parent / "audit.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def look_faults(page: Page) -> list[str]:
    return list(page.evaluate(AUDIT))


def axe_faults(page: Page) -> list[str]:
    answer = Axe().run(page, options={"runOnly": RULES, "preload": False})
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in answer.response["violations"]
        for node in violation["nodes"]
    ]
