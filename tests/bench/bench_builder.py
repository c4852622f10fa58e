"""What building costs: CPU time of 200 made-up people's routines. `python -m tests.bench.bench_builder [people]`.

Garbage is looked for as in our workers: not in what is loaded, and seldom. Of a large library each person's routine is
built once before it is measured, as a worker remembers what every exercise is in every block.
"""

import gc
import json
import sys
from collections.abc import Callable
from statistics import median
from time import process_time

from accounts.intake.profile import Profile
from exercises.catalogue import Catalogue
from exercises.loading import read
from routines.builder import build, build_week
from tests.routines.builder.profiles import enlarged, people


def milliseconds(run: Callable[[], object]) -> float:
    before = process_time()
    run()
    return (process_time() - before) * 1000


def row(name: str, times: list[float]) -> dict[str, object]:
    ordered = sorted(times)
    tail = ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
    return {
        "what": name,
        "median_ms": round(median(times), 1),
        "p99_ms": round(tail, 1),
        "worst_ms": round(ordered[-1], 1),
    }


def settled(library: Catalogue, crowd: list[Profile]) -> None:
    for profile in crowd:
        build(profile, library, quick=True)
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


def main(count: int) -> None:
    library = read()
    crowd = people(library, count, seed=200)
    weeks, some = crowd[: max(1, count // 10)], crowd[: max(1, count // 5)]
    settled(library, crowd[:5])
    plans = [build(profile, library) for profile in crowd]
    rows = [
        row("quick", [milliseconds(lambda p=p: build(p, library, quick=True)) for p in crowd]),
        row("full", [milliseconds(lambda p=p: build(p, library)) for p in crowd]),
        row("week", [milliseconds(lambda p=p: build_week(p, library)) for p in weeks]),
    ]
    for size in (1_000, 10_000):
        large = enlarged(library, size)
        settled(large, some)
        times = [milliseconds(lambda p=p: build(p, large)) for p in some]  # noqa: B023 - called at once
        rows.append(row(f"full, {size:,} exercises", times))
    for line in rows:
        print("  ".join(f"{key} {value!s:>22}" for key, value in line.items()))  # noqa: T201
    certificates = sorted(plan.value / plan.bound for plan in plans if plan.bound)
    figures = {"exercises": len(library.exercises), "people": count, "rows": rows}
    figures["value_to_bound_median"] = round(median(certificates), 3)
    print(json.dumps(figures))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
