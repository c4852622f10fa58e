"""What is measured inside a process: queries of each case, and how long a person's leaving takes.

`python -m tests.bench.inside queries|leaving PERSON` prints JSON; leaving deletes them.
"""

import json
import sys
from datetime import UTC, datetime
from time import perf_counter, process_time
from uuid import uuid4

import django

from tests.bench.cases import CASES, Case


def queries(person: dict[str, str]) -> dict[str, int]:
    """Of the second request: what a process asks that has seen this page before."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    found = {}
    for case in CASES:
        ask(case, person)
        with CaptureQueriesContext(connection) as captured:
            ask(case, person)
        found[case.name] = len(captured)
    return found


def ask(case: Case, person: dict[str, str]) -> None:
    from django.http import HttpResponse
    from django.test import Client

    client = Client(headers={"cookie": person[case.cookie]} if case.person else None)
    if case.sends:
        sent: HttpResponse = client.put(f"/sessions/{uuid4()}/", person["record"], "application/json")
        assert sent.status_code == 201, sent.content
    else:
        response = client.get(case.path.format(**person), headers=case.headers)
        assert response.status_code == 200, (case.name, response.status_code)


def leaving(person: dict[str, str]) -> list[dict[str, object]]:
    from accounts import privacy
    from routines.models import Routine

    owner = Routine.objects.get(pk=person["routine"]).owner
    now = datetime.now(UTC)
    steps = [
        ("export of three years as JSON", 1, lambda: privacy.export_json(owner, now=now)),
        ("export of three years as CSV", 1, lambda: privacy.export_csv(owner, now=now)),
        ("deletion of three years", 2, lambda: privacy.erase(owner)),
    ]
    found: list[dict[str, object]] = []
    for name, goal, step in steps:
        wall, used = perf_counter(), process_time()
        step()
        seconds = perf_counter() - wall
        found.append(
            {"what": name, "cpu_ms": (process_time() - used) * 1000, "seconds": seconds, "at_most": goal}
        )
    return found


if __name__ == "__main__":
    django.setup()
    run = {"queries": queries, "leaving": leaving}[sys.argv[1]]
    print(json.dumps(run(json.loads(sys.argv[2]))))  # noqa: T201 - the answer
