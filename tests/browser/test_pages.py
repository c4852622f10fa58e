import pytest

from tests.browser.journeys import JOURNEYS
from tests.browser.look import faults_anywhere

pytestmark = pytest.mark.browser


@pytest.mark.asvs("V14.2.3")
@pytest.mark.parametrize("journey", JOURNEYS)
def test_every_page_can_be_seen_by_anybody(new_context, months, journey):
    page = new_context(reduced_motion="reduce").new_page()
    faults = {}

    def see(stop):
        faults[stop] = faults_anywhere(page)

    JOURNEYS[journey](page, see)

    assert faults, "a journey stops somewhere"
    assert {stop: found for stop, found in faults.items() if found} == {}
