"""The best values, proved once and kept in optima.json. `python -m tests.routines.builder.optima` proves the rest."""

import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path

from accounts.intake.profile import Profile
from exercises.catalogue import Catalogue
from exercises.loading import read
from routines.builder.problem import Instance, instance
from routines.builder.shape import shape
from routines.builder.solve import solve
from tests.routines.builder import oracle
from tests.routines.builder.profiles import people

FILE = Path(__file__).with_name("optima.json")
MINUTES = [5, 8, 10, 12, 15, 15, 18, 20, 20, 25]
COUNT = 200 if os.environ.get("PROVE") else 48


def judged(library: Catalogue) -> list[Profile]:
    """The people the builder is measured on."""
    return [
        replace(profile, minutes=MINUTES[n % len(MINUTES)])
        for n, profile in enumerate(people(library, COUNT, seed=2026))
    ]


def problem(profile: Profile, library: Catalogue) -> Instance:
    """In the first shape of the ladder that has a session: the oracle judges the shape that is used."""
    inst = instance(profile, library, shape(profile))
    return solve(inst, quick=False).selection.inst


def digest(inst: Instance) -> str:
    """Whatever the order of the candidates."""
    order = sorted(range(len(inst.candidates)), key=lambda k: _name(inst, k))
    columns = (inst.pairs, inst.units, inst.merit, inst.bit, inst.family, inst.groups)
    told = (*[[column[k] for k in order] for column in columns], inst.minimum, inst.weights)
    return hashlib.sha256(repr((told, inst.shape)).encode()).hexdigest()[:16]


def _name(inst: Instance, k: int) -> tuple[str, int, int, int, int]:
    found = inst.candidates[k]
    return found.exercise.slug, found.block, inst.posture[k], found.option.factor, found.option.units


def proved() -> dict[str, int]:
    return json.loads(FILE.read_text()) if FILE.exists() else {}


def optimum(inst: Instance, known: dict[str, int]) -> int:
    """From the file when the problem is the same, proved on the spot when the library has changed since."""
    key = digest(inst)
    if key not in known:
        answer = oracle.best(inst, solve(inst, quick=False).selection)
        assert answer is not None
        assert answer.proved, "no proof in time"
        known[key] = answer.value
    return known[key]


def main() -> None:
    """Proves what is not proved yet, and keeps nothing else."""
    library, known, kept = read(), proved(), {}
    for n, profile in enumerate(judged(library)):
        inst = problem(profile, library)
        kept[digest(inst)] = value = optimum(inst, known)
        print(f"{n:3d}  {profile.minutes:2d} minutes  {value:,}", flush=True)  # noqa: T201
        FILE.write_text(json.dumps(known, indent=0) + "\n")  # a proof takes seconds: none is lost
    FILE.write_text(json.dumps(kept, indent=0) + "\n")


if __name__ == "__main__":
    main()
