"""The house, held: imports go one way and nothing grows past its size."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ["exercises", "accounts", "routines", "config"]  # each may import those before it
PURE = [
    "exercises/catalogue.py",
    "exercises/finding.py",
    "exercises/fitting.py",
    "exercises/ladder.py",
    "exercises/searching.py",
    "exercises/vocabulary.py",
    "exercises/safety.py",
    "exercises/recheck.py",
    "exercises/figures",
    "accounts/intake/profile.py",
    "accounts/intake/questions.py",
    "accounts/intake/walk.py",
    "accounts/intake/scoring.py",
    "routines/builder",
    "routines/progression",
]
LINES = {".py": 300, ".html": 150, ".css": 200, ".js": 200}
FUNCTION_LINES = 40


def tracked(*suffixes: str) -> list[Path]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\n")
    paths = (ROOT / name for name in names if name.endswith(suffixes))
    return [path for path in paths if path.exists() and "migrations" not in path.parts]


def test_no_file_that_is_ignored_is_tracked():
    """A link to one's own virtualenv would be everybody's, and leads nowhere on their machine."""
    command = ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"]

    assert subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout == ""


def product(*suffixes: str) -> list[Path]:
    generated = {"figures.css"}
    return [
        path
        for path in tracked(*suffixes)
        if not path.is_relative_to(ROOT / "tests") and path.name not in generated
    ]


def imports(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text())))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize("room", ROOMS[:3])
def test_imports_only_go_left(room):
    later = set(ROOMS[ROOMS.index(room) + 1 :])

    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in product(".py")
        if path.is_relative_to(ROOT / room)
        for name in imports(path)
        if name.split(".")[0] in later
    }

    assert wrong == set()


def test_pure_modules_know_no_django():
    impure = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in product(".py")
        if any(path.is_relative_to(ROOT / pure) for pure in PURE)
        for name in imports(path)
        if name.split(".")[0] in {"django", "time", "random", "secrets", "datetime"} - {"datetime"}
        or name.endswith(".models")
    }

    assert impure == set()


def test_files_stay_small():
    long = {
        f"{path.relative_to(ROOT)}: {count} lines"
        for path in product(*LINES)
        if (count := len(path.read_text().splitlines())) > LINES[path.suffix]
    }

    assert long == set()


def test_settings_stay_on_one_page():
    assert len((ROOT / "config/settings.py").read_text().splitlines()) < 200


def test_functions_stay_small():
    long = {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in product(".py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LINES
    }

    assert long == set()


def test_templates_hold_no_inline_style_or_script():
    inline = {
        str(path.relative_to(ROOT))
        for path in product(".html")
        if any(mark in path.read_text() for mark in (' style="', "<style", "<script>", " onclick=", " hx-on"))
    }

    assert inline == set()
