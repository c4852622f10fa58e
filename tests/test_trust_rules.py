"""Ways to write a leak, looked for in every product file. Each rule of writing is tried on a bad example too."""

import ast
import re

import pytest

from tests.rules import (
    BAD,
    explodes,
    found,
    imports,
    keywords_from_outside,
    nested_repeats,
    scripts,
    shared_cache,
    trusted_html,
    unscoped,
    whole_rows,
)
from tests.test_architecture import ROOT, product, tracked

# Where rows are named without a person at hand, and why that is right.
MAY_NAME_ROWS = {
    "accounts/backends.py": "who a session names, asked by Django",
    "accounts/models.py": "a person's own row, by its id, so that of two stops at once the later one stays",
    "accounts/sessions.py": "a session by its own secret key",
    "accounts/views.py": "the signed-in person, and the guest that this very session was",
    "config/sweeping.py": "sign-ins that ran out; those sessions are Django's",
    "routines/demo.py": "a command: makes one made-up person",
    "routines/models/session.py": "a question prepared once, which begins with its owner",
    "routines/models/routine.py": "a row of ours locked by its id and its owner",
}
MAY_MARK_SAFE = {
    "accounts/entrance.py": "a rendered template",
    "config/templatetags/shell.py": "our own icons",
    "exercises/drawn.py": "drawings of ours, committed",
    "exercises/templatetags/figures.py": "a fixed placeholder",
}
SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b"
    r"|\bxox[abp]-[0-9A-Za-z-]{20,}|\bsk_live_[0-9a-zA-Z]{20,}|\bAIza[0-9A-Za-z_-]{35}\b"
)


@pytest.mark.parametrize("rule", BAD, ids=lambda rule: rule.__name__)
def test_each_rule_finds_its_bad_example(rule):
    assert list(rule(ast.parse(BAD[rule])))
    assert list(imports("xml")(ast.parse("from xml.etree import ElementTree")))


def test_a_row_asked_for_by_its_class_is_found_in_a_shortcut_too():
    assert list(unscoped(ast.parse("get_object_or_404(Session, pk=pk)")))
    assert not list(unscoped(ast.parse("get_object_or_404(request.user.sessions, pk=pk)")))


@pytest.mark.asvs("V8.3.1")
def test_private_rows_are_reached_through_their_person():
    assert found(unscoped) == MAY_NAME_ROWS.keys()


@pytest.mark.asvs("V1.3.1")
def test_only_markup_of_ours_is_trusted():
    assert found(trusted_html) == MAY_MARK_SAFE.keys()


@pytest.mark.asvs("V15.3.3")
@pytest.mark.parametrize(
    "rule", [keywords_from_outside, shared_cache, nested_repeats], ids=lambda r: r.__name__
)
def test_no_product_file_breaks_the_rule(rule):
    assert found(rule) == set()


def test_rows_that_stand_are_saved_by_named_columns():
    assert found(whole_rows) == {
        "accounts/models.py",  # these three have just made them
        "exercises/loading/storing.py",
        "exercises/models/state.py",
    }


@pytest.mark.asvs("V1.3.5")
def test_templates_trust_help_texts_of_forms_alone():
    trusting = {
        str(path.relative_to(ROOT))
        for path in product(".html")
        if re.search(r"\|\s*(?:safe|safeseq)\b|autoescape off", path.read_text())
    }

    assert trusting == {"templates/django/forms/_field_hint.html", "templates/django/forms/field.html"}


@pytest.mark.asvs("V3.2.2")
def test_no_script_writes_markup_or_runs_text():
    risky = re.compile(
        r"\.innerHTML\b|\.outerHTML\b|insertAdjacentHTML|document\.write|\beval\(|new Function\("
    )
    assert risky.search("node.innerHTML = text")
    found = {str(p.relative_to(ROOT)) for p in scripts() if risky.search(p.read_text())}
    assert found == {"static/js/player-figures.js"}  # a drawing of ours, from an address in the page


def test_no_script_has_a_pattern_that_explodes():
    literal = re.compile(r"(?<=[=(,:!&|?{};\s])/(?![/*])(?:[^/\\\n]|\\.)+/[dgimsuy]*")
    assert explodes("^(a+)+$")
    assert not [m for p in scripts() for m in literal.findall(p.read_text()) if explodes(m)]


@pytest.mark.asvs("V13.3.1")
def test_no_tracked_file_holds_a_secret():
    assert SECRETS.search("AKIA" + "ABCDEFGHIJKLMNOP")
    names = tracked(
        ".py", ".md", ".toml", ".yml", ".yaml", ".conf", ".example", ".html", ".js", ".json", ".txt"
    )
    assert {str(p.relative_to(ROOT)) for p in names if SECRETS.search(p.read_text())} == set()
