"""`make bench`: CPU time of a request in a real server, as multiples of two views that do nothing, asked in turns.

Runs on SQLite and on a PostgreSQL of its own; prints a table for each and writes both to var/bench.json.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests import postgres
from tests.bench import saving
from tests.bench.cases import CASES, Case
from tests.bench.load import Visit, by_turns, find_wrk
from tests.bench.person import SECRET
from tests.bench.sending import script
from tests.bench.server import ROOT, Server, running

Row = dict[str, object]
DURABLE = "-c max_connections=100"  # as a deployment runs it: an answer waits for the disk


def run(environment: dict[str, str], *command: str) -> str:
    variables = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.bench.settings"} | environment
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=variables, check=True, stdout=subprocess.PIPE
    )
    return done.stdout.decode()


def rows(environment: dict[str, str]) -> Iterator[Row]:
    run(environment, "manage.py", "prepare")
    person = json.loads(run(environment, "-m", "tests.bench.person"))
    with running(environment | {"BARE": "1"}) as bare, running(environment) as ours:
        yield from floors(bare, ours, person)
        yield from pages(bare, ours, person)
        with running(environment) as other:
            milliseconds, ratio = saving.ratio(other, ours, person)
        yield {"what": "today, right after a save", "cpu_ms": milliseconds, "to_today": ratio, "at_most": 1}
        yield {"what": "largest worker, MB", "memory_mb": ours.memory_mb()}
    with running(environment, workers=2) as server:
        (cost,) = by_turns(visit(server, next(case for case in CASES if case.sends), person))
        yield {"what": "sessions recorded a second, two workers", "rate": cost.rate, "at_least": 250}
    yield from json.loads(run(environment, "-m", "tests.bench.inside", "leaving", json.dumps(person)))


def floors(bare: Server, ours: Server, person: dict[str, str]) -> Iterator[Row]:
    stranger, somebody = (visit(ours, Case("", "/floor/", person=who), person) for who in (False, True))
    alone, *behind = by_turns(Visit(bare, "/floor/", {}), stranger, somebody)
    yield {"what": "bare view, no middleware", "cpu_ms": alone.milliseconds}
    for name, cost in zip(("a stranger", "a person"), behind, strict=True):
        yield {
            "what": f"our middleware, {name}",
            "cpu_ms": cost.milliseconds,
            "to_bare": cost.times(alone),
            "goal_bare": 2.5,
        }


def pages(bare: Server, ours: Server, person: dict[str, str]) -> Iterator[Row]:
    queries = json.loads(run(ours.environment, "-m", "tests.bench.inside", "queries", json.dumps(person)))
    for case in CASES:
        floor = visit(ours, Case("", "/floor/", person=case.person), person)
        alone, behind, cost = by_turns(Visit(bare, "/floor/", {}), floor, visit(ours, case, person))
        yield {
            "what": case.name,
            "cpu_ms": cost.milliseconds,
            "to_bare": cost.times(alone),
            "to_ours": cost.times(behind),
            "goal": case.goal,
            "queries": queries[case.name],
            "rate": cost.rate,
            "p99_ms": cost.p99,
            "failures": cost.failures,
        }


def visit(server: Server, case: Case, person: dict[str, str]) -> Visit:
    headers = case.headers | ({"Cookie": person[case.cookie]} if case.person else {})
    if case.sends:
        headers |= {"X-CSRFToken": SECRET, "Content-Type": "application/json"}
    path = case.path.format(**person)
    return Visit(server, path, headers, script(person) if case.sends else "")


def show(name: str, found: list[Row]) -> None:
    say(
        f"\n{name:40}{'CPU ms':>8}{'x bare':>8}{'x ours':>8}{'goal':>6}{'queries':>9}{'a second':>10}{'p99 ms':>8}"
    )
    for row in found:
        keys = ("cpu_ms", "to_bare", "to_ours", "goal", "queries", "rate", "p99_ms")
        widths = (8, 8, 8, 6, 9, 10, 8)
        numbers = "".join(number(row.get(key), width) for key, width in zip(keys, widths, strict=True))
        known = {"what", "failures", "goal_bare", *keys}
        rest = "".join(f"  {key} {value:.2f}" for key, value in row.items() if key not in known)  # type: ignore[str-bytes-safe]
        failures = f"  {row['failures']} FAILED" if row.get("failures") else ""
        say(f"{row['what']:40}{numbers}{rest}{failures}".rstrip())


def number(value: object, width: int) -> str:
    if not isinstance(value, float | int):
        return " " * width
    return f"{value:{width}d}" if isinstance(value, int) else f"{value:{width}.{0 if value >= 100 else 2}f}"


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the table


def main() -> None:
    find_wrk()
    tables: dict[str, list[Row]] = {}
    chosen = sys.argv[1:] or ["sqlite", "postgres"]
    environment = {"SECRET_KEY": "bench" * 12, "COMPRESS_STATIC": ""}
    with tempfile.TemporaryDirectory() as folder:
        environment["VAR_DIR"] = folder
        if "sqlite" in chosen:
            tables["SQLite"] = list(rows(environment | {"DATABASE_URL": ""}))
            show("SQLite", tables["SQLite"])
        if "postgres" in chosen:
            with postgres.Server(DURABLE) as url:
                tables["PostgreSQL"] = list(rows(environment | {"DATABASE_URL": url}))
            show("PostgreSQL", tables["PostgreSQL"])
    Path(ROOT / "var").mkdir(exist_ok=True)
    (ROOT / "var/bench.json").write_text(json.dumps(tables, indent=1))


if __name__ == "__main__":
    main()
