"""OWASP ASVS 5.0.0 level 2 against our tests: what each requirement asks, and which tests show that we do it.

A test says what it shows with `@pytest.mark.asvs("V3.4.1", ...)`. What no test can show stands in verdicts.toml with
its reason: not applicable (we have no such thing), decided (we do it otherwise, on purpose) or open.
"""

import ast
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGE = ROOT / "docs/asvs.md"
VERDICTS = ("not_applicable", "decided", "open")
HEAD = """# OWASP ASVS 5.0.0, level 2, requirement by requirement

Written by `make asvs` from the markers on our tests and from `tests/asvs/verdicts.toml`; the tests fail when it is not
up to date. Ids and levels are those of the [standard](https://github.com/OWASP/ASVS/tree/v5.0.0), the words are ours.
Nobody from outside has checked it.
"""


@dataclass(frozen=True)
class Requirement:
    id: str
    level: int
    asks: str
    chapter: str


@cache
def requirements() -> dict[str, Requirement]:
    chapters = tomllib.loads((HERE / "requirements.toml").read_text())
    found = (
        Requirement(name, *entry, chapter=f"{key} {chapter['name']}")
        for key, chapter in chapters.items()
        for name, entry in chapter.items()
        if name != "name"
    )
    return {each.id: each for each in found}


@cache
def verdicts() -> dict[str, dict[str, str]]:
    """By kind, then by id: why."""
    read = tomllib.loads((HERE / "verdicts.toml").read_text())
    return {
        kind: {name: entry["why"] for entry in read.get(kind, []) for name in entry["ids"]}
        for kind in VERDICTS
    }


@cache
def shown() -> dict[str, list[str]]:
    """By id: the tests marked with it, as pytest names them."""
    found = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        text = path.read_text()
        functions = ast.walk(ast.parse(text)) if "mark.asvs" in text else []
        for node in functions:
            for name in marks(node):
                found[name].append(f"{path.relative_to(ROOT / 'tests')}::{node.name}")
    return dict(found)


def marks(node: ast.AST) -> list[str]:
    return [
        ast.literal_eval(argument)
        for decorator in getattr(node, "decorator_list", [])
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.asvs"
        for argument in decorator.args
    ]


def page() -> str:
    lines, chapter = [HEAD, summary()], ""
    for each in requirements().values():
        if each.chapter != chapter:
            chapter = each.chapter
            lines += ["", f"## {chapter}", "", "| Id | Level | Asks | Met by |", "| --- | --- | --- | --- |"]
        lines.append(f"| {each.id} | {each.level} | {each.asks} | {how(each.id)} |")
    return "\n".join(lines) + "\n"


def summary() -> str:
    every, judged = requirements(), verdicts()
    none, decided, still = (len(judged[kind]) for kind in VERDICTS)
    met = len(every) - none - decided - still
    return (
        f"Of {len(every)} requirements {met} are met and shown by tests, {decided} are decided otherwise on purpose,\n"
        f"{still} are open, and {none} do not apply."
    )


def how(name: str) -> str:
    words = {"not_applicable": "does not apply", "decided": "**decided**", "open": "**open**"}
    said = [f"{words[kind]}: {why[name]}" for kind, why in verdicts().items() if name in why]
    return "; ".join(said + [f"`{test}`" for test in shown().get(name, [])])
