"""`make bench`: CPU time of a request in a real server, as a multiple of a view that does nothing, in one run."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.cases import CASES
from tests.bench.load import measure
from tests.bench.server import ROOT, running


def run(environment: dict[str, str], *command: str) -> str:
    variables = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.bench.settings"} | environment
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=variables, check=True, stdout=subprocess.PIPE
    )
    return done.stdout.decode()


def rows(environment: dict[str, str]) -> list[dict[str, object]]:
    run(environment, "manage.py", "prepare")
    person = json.loads(run(environment, "-m", "tests.bench.person"))
    signed_in = {"Cookie": person["cookie"]}
    with running(environment | {"BARE": "1"}) as server:
        bare = measure(server, "/floor/", {}).milliseconds
    found: list[dict[str, object]] = [{"what": "bare view, no middleware", "cpu_ms": bare}]
    with running(environment) as server:
        floors = {
            who: measure(server, "/floor/", signed_in if who else {}).milliseconds for who in (False, True)
        }
        for who, name in ((False, "a stranger"), (True, "a person")):
            found.append(
                {
                    "what": f"bare view, our middleware, {name}",
                    "cpu_ms": floors[who],
                    "ratio": floors[who] / bare,
                }
            )
        for case in CASES:
            cost = measure(server, case.path.format(**person), signed_in if case.person else {})
            ratio = cost.milliseconds / floors[case.person]
            found.append(
                {"what": case.name, "cpu_ms": cost.milliseconds, "ratio": ratio, "goal": case.goal}
                | {"rate": cost.rate, "p99_ms": cost.p99, "failures": cost.failures}
            )
        found.append({"what": "largest worker, MB", "memory_mb": server.memory_mb()})
    return found


def show(found: list[dict[str, object]]) -> None:
    for row in found:
        numbers = (f"{key} {value:.2f}" for key, value in row.items() if isinstance(value, float | int))
        print(f"{row['what']:36} {'   '.join(numbers)}")  # noqa: T201 - the table


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        table = rows({"VAR_DIR": folder, "SECRET_KEY": "bench" * 12})
    show(table)
    Path(ROOT / "var").mkdir(exist_ok=True)
    (ROOT / "var/bench.json").write_text(json.dumps(table, indent=1))
