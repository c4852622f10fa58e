"""`python -m tests.mutants [path]`: takes each owner away from the code, one at a time; the tests must notice.

`request.user.routines` becomes every routine there is. A change that no test notices is a hole that nobody would see.
The work is done on a copy; exits with 1 when a mutant survives.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from accounts.models import User  # noqa: E402 - after Django
from accounts.ownership import private_models  # noqa: E402
from tests.test_architecture import ROOT, product  # noqa: E402

TESTS = ["tests/test_access.py", "tests/test_regressions.py"]
WITHOUT_OWNERS = ["--ignore=tests/routines/builder", "--ignore=tests/exercises/figures"]


@dataclass(frozen=True)
class Mutant:
    path: Path
    start: int
    end: int
    everybody: str

    def __str__(self) -> str:
        text = (ROOT / self.path).read_text()
        line = text.count("\n", 0, self.start) + 1
        return f"{self.path}:{line} {text[self.start : self.end]}"


def mutants() -> Iterator[Mutant]:
    private = set(private_models())
    labels = {
        relation.get_accessor_name(): relation.related_model._meta.label
        for relation in User._meta.related_objects
        if relation.related_model in private
    }
    owned = re.compile(rf"request\.user\.({'|'.join(sorted(labels))})\b")
    for path in product(".py"):
        for found in owned.finditer(path.read_text()):
            everybody = f'__import__("django.apps").apps.apps.get_model("{labels[found[1]]}").objects'
            yield Mutant(path.relative_to(ROOT), found.start(), found.end(), everybody)


def survives(mutant: Mutant, copy: Path) -> bool:
    path = copy / mutant.path
    source = path.read_text()
    path.write_text(source[: mutant.start] + mutant.everybody + source[mutant.end :])
    try:
        return all(passes(tests, copy) for tests in nearest_first(mutant.path))
    finally:
        path.write_text(source)


def nearest_first(path: Path) -> Iterator[list[str]]:
    """The tests of the module itself take seconds and notice most; those of its whole room take minutes."""
    own = Path("tests", path.parent, f"test_{path.name}")
    if (ROOT / own).exists():
        yield [str(own)]
    yield TESTS
    yield [f"tests/{path.parts[0]}", *WITHOUT_OWNERS]


def passes(tests: list[str], copy: Path) -> bool:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-m", "not browser", *tests]
    return subprocess.run(command, cwd=copy, capture_output=True).returncode == 0


def main(wanted: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns("var", ".venv", "node_modules"))
        if not passes(TESTS, copy):
            sys.exit("The tests fail on the code as it is: mend them first.")
        all_of_them, alive = [m for m in mutants() if wanted in str(m.path)], []
        for mutant in all_of_them:
            lives = survives(mutant, copy)
            alive += [mutant] * lives
            print("SURVIVED" if lives else "killed  ", mutant, flush=True)  # noqa: T201
    print(f"{len(all_of_them) - len(alive)} of {len(all_of_them)} owner filters are guarded")  # noqa: T201
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
