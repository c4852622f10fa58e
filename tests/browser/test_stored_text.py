"""Text that would act if it were trusted, in a real browser, on every page that shows it."""

import os

import pytest

from tests.factories import create_answers, create_person
from tests.hostile import PAYLOADS, create_hostile, fill, places

pytestmark = pytest.mark.browser
CHOSEN = PAYLOADS if os.environ.get("PROVE") else PAYLOADS[::21]
LISTEN = """
window.acted = [];
window.canary9 = () => window.acted.push("ran");
addEventListener("securitypolicyviolation", (event) => window.acted.push(event.violatedDirective));
"""


@pytest.fixture
def acted(new_context, sign_in, watcher):
    """What each page did: `acted(person, paths)`. The watcher hears of blocked scripts and pictures too."""

    def visit(person, paths, until="load"):
        context = new_context(reduced_motion="reduce")
        sign_in(person, context)
        page = context.new_page()
        page.add_init_script(LISTEN)
        page.on("dialog", lambda dialog: (watcher.faults.append(dialog.message), dialog.dismiss()))
        found = {}
        for path in paths:
            page.goto(path, wait_until=until)
            found[path] = page.evaluate("window.acted")
        return {path: acts for path, acts in found.items() if acts}

    return visit


@pytest.mark.slow
@pytest.mark.asvs("V1.2.1", "V1.2.3")
@pytest.mark.parametrize("text", CHOSEN)
def test_nothing_a_person_wrote_acts(acted, text):
    routine = create_hostile(text)

    assert acted(routine.owner, places(routine, text)) == {}


@pytest.mark.asvs("V1.2.1", "V1.2.3")
def test_nothing_acts_where_every_text_stands_at_once(acted):
    person = create_person()
    create_answers(person)
    each_place_once = fill(person)[:10]

    assert acted(person, each_place_once, until="domcontentloaded") == {}
