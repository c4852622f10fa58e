"""No requirement without a test or a reason, none with both by mistake, and the page says what the tests say."""

import ast

from tests.asvs.table import PAGE, marks, page, requirements, shown, verdicts


def test_every_requirement_is_shown_or_judged():
    judged = set().union(*verdicts().values())

    assert requirements().keys() - shown().keys() - judged == set()


def test_no_test_names_a_requirement_that_is_none():
    judged = set().union(*verdicts().values())

    assert (shown().keys() | judged) - requirements().keys() == set()


def test_what_does_not_apply_or_is_open_is_not_claimed_by_a_test():
    claimed, judged = shown().keys(), verdicts()

    assert claimed & (judged["not_applicable"].keys() | judged["open"].keys()) == set()


def test_each_requirement_is_judged_once_with_a_reason():
    kinds = verdicts()
    every = [name for names in kinds.values() for name in names]

    assert len(every) == len(set(every))
    assert all(len(why) > 10 for names in kinds.values() for why in names.values())


def test_the_page_is_what_the_tests_say():
    assert PAGE.read_text() == page(), "run `make asvs`"


def test_a_marker_is_read_from_a_test():
    node = ast.parse(
        '@pytest.mark.asvs("V1.1.1", "V1.1.2")\n@pytest.mark.django_db\ndef test_x(): pass'
    ).body[0]

    assert marks(node) == ["V1.1.1", "V1.1.2"]
