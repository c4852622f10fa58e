"""Text that would act if it were trusted, in a real browser, on every page that shows it."""

import os

import pytest

from tests.hostile import create_hostile, places
from tests.payloads import PAYLOADS

pytestmark = pytest.mark.browser
CHOSEN = PAYLOADS if os.environ.get("PROVE") else PAYLOADS[::21]
LISTEN = """
window.acted = [];
window.canary9 = () => window.acted.push("ran");
addEventListener("securitypolicyviolation", (event) => window.acted.push(event.violatedDirective));
"""


@pytest.mark.asvs("V1.2.1", "V1.2.3")
@pytest.mark.parametrize("text", CHOSEN)
def test_nothing_a_person_wrote_acts(new_context, sign_in, watcher, text):
    routine = create_hostile(text)
    context = new_context(reduced_motion="reduce")
    sign_in(routine.owner, context)
    page = context.new_page()
    page.add_init_script(LISTEN)
    page.on("dialog", lambda dialog: watcher.faults.append(f"dialog: {dialog.message}"))

    acted = {}
    for path in places(routine, text):
        page.goto(path)
        acted[path] = page.evaluate("window.acted")

    assert {path: found for path, found in acted.items() if found} == {}
