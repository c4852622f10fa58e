import pytest

from tests.factories import create_answers, create_person
from tests.payloads import fill

pytestmark = pytest.mark.browser


@pytest.mark.asvs("V1.2.1", "V1.2.3")
def test_nothing_that_a_person_wrote_runs(page, watcher, sign_in, origin):
    """A blocked script or picture would be an error in the console, and the watcher fails on errors."""
    person = create_person()
    create_answers(person)
    pages = fill(person)
    sign_in(person)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.add_init_script("window.canary9 = () => alert('ran')")

    for path in pages[
        :10
    ]:  # every payload once, and each place once; tests/browser/test_hostile.py asks them all
        page.goto(path, wait_until="domcontentloaded")

    assert asked == []
