import pytest

from tests.browser.journeys import JOURNEYS
from tests.browser.look import axe_faults, look_faults

pytestmark = pytest.mark.browser

SIZES = {
    "phone": {"width": 390, "height": 844},
    "narrow": {"width": 320, "height": 568},
    "wide": {"width": 1280, "height": 900},
}


def walk(new_context, journey, checks, **options):
    """{stop: faults}, without the stops that have none."""
    page = new_context(reduced_motion="reduce", **options).new_page()
    faults = {}

    def see(stop):
        faults[stop] = [fault for check in checks for fault in check(page)]

    JOURNEYS[journey](page, see)
    assert faults, "a journey stops somewhere"
    return {stop: found for stop, found in faults.items() if found}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("journey", JOURNEYS)
def test_every_page_can_be_seen_by_anybody(new_context, journey, scheme):
    assert walk(new_context, journey, [look_faults, axe_faults], color_scheme=scheme) == {}


@pytest.mark.parametrize("size", ["narrow", "wide"])
@pytest.mark.parametrize("journey", JOURNEYS)
def test_every_page_fits_every_screen(new_context, journey, size):
    assert walk(new_context, journey, [look_faults], viewport=SIZES[size]) == {}
