"""`python -m tests.fresh`: which packages have a newer release, and whether one has been out for longer than we allow.

uv resolves the same requirements as `make lock` does, once with everything and once with what was out 90 days ago. What
is older than the second answer is overdue (docs/controls.md). Where the index cannot be reached nothing was compared,
and that is said: exit 2. Overdue: exit 1.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.sbom import pins
from tests.test_architecture import ROOT

ALLOWED = timedelta(days=90)
LOCKS = {"requirements/run.txt": [], "requirements/dev.txt": ["--extra", "dev"]}


class Unreachable(Exception):
    """The index gave no answer; the message is what uv said."""


@dataclass(frozen=True)
class Newer:
    """since: it was out so long ago that ours is overdue."""

    name: str
    ours: str
    newest: str
    is_overdue: bool

    def __str__(self) -> str:
        overdue = f", out for more than {ALLOWED.days} days" if self.is_overdue else ""
        return f"{self.name} {self.ours}: {self.newest} is there{overdue}"


def judge(ours: dict[str, str], newest: dict[str, str], settled: dict[str, str]) -> list[Newer]:
    """Each maps names to versions. settled: the newest of those that were out when the time we allow began."""
    found = []
    for name, version in sorted(ours.items()):
        latest, calm = newest.get(name, version), settled.get(name, version)
        if latest != version:
            found.append(Newer(name, version, latest, is_overdue=parts(calm) > parts(version)))
    return found


def parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else -1 for part in version.replace("-", ".").split("."))


def versions(text: str) -> dict[str, str]:
    return {name: version for name, (version, _) in pins(text).items()}


def resolve(extra: list[str], until: datetime | None) -> dict[str, str]:
    """What `make lock` would choose, from what was out `until` then. Raises Unreachable."""
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    if uv is None:
        raise Unreachable("uv is missing (pip install uv)")
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "lock.txt"
        command = [uv, "pip", "compile", "--upgrade", "--universal", "--python-version", "3.11", "-q", *extra]
        command += ["--exclude-newer", until.isoformat()] if until else []
        done = subprocess.run(
            [*command, "pyproject.toml", "-o", target], cwd=ROOT, capture_output=True, text=True
        )
        if done.returncode:
            raise Unreachable(done.stderr.strip()[-500:])
        return versions(target.read_text())


Resolve = Callable[[list[str], datetime | None], dict[str, str]]


def report(resolve: Resolve, now: datetime) -> tuple[int, list[str]]:
    """The exit code, and lines to read."""
    found: dict[str, Newer] = {}
    try:
        for lock, extra in LOCKS.items():
            ours = versions((ROOT / lock).read_text())
            for each in judge(ours, resolve(extra, None), resolve(extra, now - ALLOWED)):
                found.setdefault(each.name, each)
    except Unreachable as error:
        return 2, [f"Nothing was compared: the package index gave no answer. {error}"]
    overdue = any(each.is_overdue for each in found.values())
    return int(overdue), [str(each) for each in found.values()] or ["Every package is the newest."]


if __name__ == "__main__":
    code, lines = report(resolve, datetime.now(UTC))
    print("\n".join(lines))  # noqa: T201 - what it is for
    sys.exit(code)
