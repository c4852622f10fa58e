"""`make help` names every target, and the pages name no target that is not there."""

import re

from tests.test_architecture import ROOT, tracked

MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.M))


def test_every_target_is_a_name_and_has_a_line_of_help():
    helped = re.findall(r"^([a-z-]+):.*?  ## \S", MAKEFILE, re.M)
    phony = re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.M)[1].split()

    assert helped == phony
    assert set(helped) == TARGETS


def test_pages_name_only_targets_that_stand():
    named = {
        name
        for path in tracked(".md")
        for name in re.findall(r"(?:`|^ {4})make ([a-z-]+)", path.read_text(), re.M)
    }

    assert {"run", "test", "prove-player"} <= named <= TARGETS
