"""No claim that a wellness tool must not make, and no word that frightens, in anything a person can read."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.test_architecture import ROOT, product

FORBIDDEN = re.compile(
    r"\b(?:diagnos\w*|treat(?:s|ed|ing|ment\w*)?|cur(?:e|es|ed|ing)|heal(?:s|ed|ing)?|therap\w*|rehab\w*|patients?"
    r"|prescri\w+|clinically|prevent\w*|pain[- ]free|injur\w*|damag\w*|wear and tear|bad posture|streaks?|slipped"
    r"|weak core|worn (?:discs?|joints?)|guarantee\w*|fix (?:your|my|the|a) (?:back|spine|pain|posture)"
    r"|safe for (?:me|you)|oops)\b|!(?=\s|$)",
    re.IGNORECASE,
)
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "npgettext"}
SILENT = {"sources", "suspects"}  # keys of the library that no page prints


def template_words(path: Path) -> Iterator[str]:
    text = re.sub(
        r"{% comment.*?endcomment %}|<script.*?</script>|<!--.*?-->|{#.*?#}",
        "",
        path.read_text(),
        flags=re.DOTALL,
    )
    yield from re.findall(r"""{% trans(?:late)? (?:"([^"]*)"|'[^']*')""", text)
    yield re.sub(r"{%.*?%}|{{.*?}}|<!doctype[^>]*>|<[^>]*>", " ", text, flags=re.DOTALL | re.IGNORECASE)


def library_words(path: Path) -> Iterator[str]:
    if path.name != "sources.toml":
        yield from strings(tomllib.loads(path.read_text()))


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    inside = [value[key] for key in value.keys() - SILENT] if isinstance(value, dict) else value
    if isinstance(inside, list):
        for each in inside:
            yield from strings(each)


def python_words(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT:
            yield from (
                part.value
                for part in node.args
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )


def texts() -> Iterator[tuple[str, str]]:
    readers = {".html": template_words, ".toml": library_words, ".py": python_words}
    readable = [path for path in product(*readers) if path.name != "pyproject.toml"]
    for path in readable:
        for words in readers[path.suffix](path):
            yield str(path.relative_to(ROOT)), words
    yield "README.md", re.sub(r"```.*?```|!\[", "", (ROOT / "README.md").read_text(), flags=re.DOTALL)


def found() -> set[tuple[str, str]]:
    return {(file, match[0].lower()) for file, words in texts() for match in FORBIDDEN.finditer(words)}


def allowed() -> set[tuple[str, str]]:
    entries = tomllib.loads((ROOT / "tests/words_allowed.toml").read_text())["allow"]
    return {(file, word) for entry in entries for file in entry["files"] for word in entry["words"]}


def test_no_text_makes_a_claim_we_must_not_make():
    assert found() - allowed() == set()


def test_every_allowed_file_still_needs_it():
    files = {file for file, _ in allowed()}

    assert files - {file for file, _ in found()} == set()


def test_the_reader_sees_words_in_templates_code_and_library():
    kinds = {Path(file).suffix for file, words in texts() if words.strip()}

    assert kinds == {".html", ".toml", ".py", ".md"}
