"""Ways to write a leak, looked for in every product file. Each rule is tried on a bad example too."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from accounts.ownership import private_models
from tests.test_architecture import ROOT, product, tracked

READS = {"all", "filter", "exclude", "get", "first", "last", "in_bulk", "values", "values_list", "latest"}
ADDRESSES = {"GET", "POST", "FILES", "COOKIES", "headers", "META", "body"}
# Where rows are named without a person at hand, and why that is right.
MAY_NAME_ROWS = {
    "accounts/backends.py": "who a session names, asked by Django",
    "accounts/sessions.py": "a session by its own secret key",
    "accounts/views.py": "the signed-in person, and the guest that this very session was",
    "config/sweeping.py": "sign-ins that ran out; those sessions are Django's",
    "routines/demo.py": "a command: makes one made-up person",
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


def owned() -> set[str]:
    return {model.__name__ for model in private_models()} | {"User"}


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def unscoped(tree: ast.AST) -> Iterator[str]:
    """A private model read from its class: `Routine.objects.filter(...)` and not `request.user.routines`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
            manager = node.value
            if manager.attr in {"objects", "_default_manager", "_base_manager"}:
                name = getattr(manager.value, "id", getattr(manager.value, "attr", ""))
                if name in owned() and node.attr in READS:
                    yield f"{node.lineno} {name}.{manager.attr}.{node.attr}"
    for call in calls(tree):
        if called(call) in {"get_object_or_404", "get_list_or_404"} and call.args:
            first = ast.unparse(call.args[0])
            if first.split(".")[0] in owned():
                yield f"{call.lineno} {called(call)}({first}"


def trusted_html(tree: ast.AST) -> Iterator[str]:
    for call in calls(tree):
        if called(call) in {"mark_safe", "SafeString", "SafeText"} and call.args:
            yield f"{call.lineno} {called(call)}"


def keywords_from_outside(tree: ast.AST) -> Iterator[str]:
    """`filter(**request.GET)`: names chosen by a stranger become names of ours."""
    for call in calls(tree):
        for keyword in call.keywords:
            names = {node.attr for node in ast.walk(keyword.value) if isinstance(node, ast.Attribute)}
            if keyword.arg is None and names & ADDRESSES:
                yield f"{call.lineno} {called(call)}(**{ast.unparse(keyword.value)})"


def whole_rows(tree: ast.AST) -> Iterator[str]:
    """`request.user.save()` writes every column, also those that somebody else changed meanwhile."""
    for call in calls(tree):
        if called(call) == "save" and not call.args and not call.keywords and "form" not in ast.unparse(call):
            yield f"{call.lineno} {ast.unparse(call.func)}()"


def shared_cache(tree: ast.AST) -> Iterator[str]:
    """Django's cache is for counting tries; what is a person's is held by `accounts.memory`, under their id."""
    for call in calls(tree):
        if isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") in {"cache", "caches"}:
            yield f"{call.lineno} {ast.unparse(call.func)}"


def nested_repeats(tree: ast.AST) -> Iterator[str]:
    """A repeat of a repeat without an end, `(a+)+`: one hostile line takes years."""
    for call in calls(tree):
        if called(call) in {"compile", "match", "search", "fullmatch", "sub", "split", "findall", "finditer"}:
            for argument in call.args[:1]:
                pattern = argument.value if isinstance(argument, ast.Constant) else ""
                if isinstance(pattern, str) and explodes(pattern):
                    yield f"{call.lineno} {pattern}"


def explodes(pattern: str) -> bool:
    return re.search(r"\((?:[^()\\]|\\.)*(?:[+*]|\{\d+,\})\)(?:[+*]|\{\d+,\})", pattern) is not None


def found(rule, allowed=()) -> set[str]:
    paths = [path for path in product(".py") if str(path.relative_to(ROOT)) not in allowed]
    return {
        f"{path.relative_to(ROOT)}:{fault}" for path in paths for fault in rule(ast.parse(path.read_text()))
    }


BAD = {
    unscoped: "Routine.objects.filter(pk=pk).first()",
    trusted_html: "mark_safe(session.note)",
    keywords_from_outside: "Exercise.objects.filter(**request.GET.dict())",
    whole_rows: "request.user.save()",
    shared_cache: "cache.set(f'routine-{pk}', page)",
    nested_repeats: "re.compile(r'^(a+)+$')",
}


@pytest.mark.parametrize("rule", BAD, ids=lambda rule: rule.__name__)
def test_each_rule_finds_its_bad_example(rule):
    assert list(rule(ast.parse(BAD[rule])))


def test_a_row_asked_for_by_its_class_is_found_in_a_shortcut_too():
    assert list(unscoped(ast.parse("get_object_or_404(Session, pk=pk)")))
    assert not list(unscoped(ast.parse("get_object_or_404(request.user.sessions, pk=pk)")))


@pytest.mark.asvs("V8.3.1")
def test_private_rows_are_reached_through_their_person():
    assert found(unscoped, MAY_NAME_ROWS) == set()


@pytest.mark.asvs("V1.3.1")
def test_only_markup_of_ours_is_trusted():
    assert found(trusted_html, MAY_MARK_SAFE) == set()


def test_each_exception_is_still_needed():
    idle = {name for name in MAY_NAME_ROWS if not any(unscoped(ast.parse((ROOT / name).read_text())))}
    idle |= {name for name in MAY_MARK_SAFE if not any(trusted_html(ast.parse((ROOT / name).read_text())))}

    assert idle == set()


@pytest.mark.asvs("V15.3.3")
@pytest.mark.parametrize(
    "rule", [keywords_from_outside, shared_cache, nested_repeats], ids=lambda r: r.__name__
)
def test_no_product_file_breaks_the_rule(rule):
    assert found(rule) == set()


def test_rows_that_stand_are_saved_by_named_columns():
    fresh = {
        "accounts/models.py",
        "exercises/loading/storing.py",
        "exercises/models/state.py",
    }  # made just before
    assert found(whole_rows, fresh) == set()


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
    assert {str(p.relative_to(ROOT)) for p in scripts() if risky.search(p.read_text())} == {
        "static/js/player-figures.js"  # a drawing of ours, from an address in the page
    }


def test_no_script_has_a_pattern_that_explodes():
    literal = re.compile(r"(?<=[=(,:!&|?{};\s])/(?![/*])(?:[^/\\\n]|\\.)+/[dgimsuy]*")
    assert explodes("^(a+)+$")
    assert not [m for p in scripts() for m in literal.findall(p.read_text()) if explodes(m)]


def scripts() -> list[Path]:
    return [path for path in product(".js") if path.name != "htmx.min.js"]


@pytest.mark.asvs("V13.3.1")
def test_no_tracked_file_holds_a_secret():
    assert SECRETS.search("AKIA" + "ABCDEFGHIJKLMNOP")
    names = tracked(
        ".py", ".md", ".toml", ".yml", ".yaml", ".conf", ".example", ".html", ".js", ".json", ".txt"
    )
    assert {str(p.relative_to(ROOT)) for p in names if SECRETS.search(p.read_text())} == set()
