import pytest

from tests.browser.look import axe_faults, look_faults
from tests.browser.places import PUBLIC

pytestmark = pytest.mark.browser


def faults_of(page):
    return look_faults(page) + axe_faults(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_public_pages_can_be_seen_by_anybody(new_context, scheme):
    page = new_context(color_scheme=scheme).new_page()

    faults = {}
    for name, path in PUBLIC.items():
        page.goto(path)
        faults[name] = faults_of(page)

    assert {name: found for name, found in faults.items() if found} == {}


def test_public_pages_fit_the_narrowest_screen(new_context):
    page = new_context(viewport={"width": 320, "height": 568}).new_page()

    faults = {}
    for name, path in PUBLIC.items():
        page.goto(path)
        faults[name] = look_faults(page)

    assert {name: found for name, found in faults.items() if found} == {}
