"""`make tour`: a picture of every stop in every size and theme, and one page that shows them all.

It fails as the page tests do, on the same faults, so a picture that is not as it should be cannot go unseen.
"""

from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.journeys import JOURNEYS
from tests.browser.look import EVERYTHING, PHONE, View

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).resolve().parent.parent.parent / "var/tour"
SIZES = {"phone": (390, 844), "narrow": (320, 568), "turned": (844, 390), "wide": (1280, 900)}
VIEWS = [
    View(f"{name}-{scheme}", *size, scheme=scheme, checks=EVERYTHING)
    for name, size in SIZES.items()
    for scheme in ("light", "dark")
]


def pictures(page: Page, stop: str) -> Iterator[str]:
    """Takes them, and gives the faults seen on the way."""
    for view in VIEWS:
        yield from view.faults(page)
        page.screenshot(path=FOLDER / f"{stop}.{view.name}.png")
    PHONE.show(page)


def write_index() -> None:
    stops = sorted({path.name.split(".")[0] for path in FOLDER.glob("*.png")})
    rows = "".join(
        f"<h2>{escape(stop)}</h2><p>"
        + "".join(
            f'<a href="{path.name}"><img loading="lazy" height="360" alt="{path.stem}" src="{path.name}"></a> '
            for path in sorted(FOLDER.glob(f"{stop}.*.png"))
        )
        + "</p>"
        for stop in stops
    )
    (FOLDER / "index.html").write_text(f"<!doctype html><meta charset=utf-8><title>Tour</title>{rows}")


@pytest.mark.parametrize("journey", JOURNEYS)
def test_tour(new_context, months, journey):
    page = new_context(reduced_motion="reduce").new_page()
    FOLDER.mkdir(parents=True, exist_ok=True)
    faults = {}

    JOURNEYS[journey](page, lambda stop: faults.update({stop: list(pictures(page, stop))}))
    write_index()

    assert {stop: found for stop, found in faults.items() if found} == {}
