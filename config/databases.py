"""Which databases Steadyback talks to, and how: SQLite that survives a power cut, or PostgreSQL through a pool."""

from pathlib import Path
from typing import Any

import dj_database_url

# FULL: a commit survives a power cut. secure_delete: what a person deletes is overwritten on disk.
PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
    "PRAGMA mmap_size=134217728; PRAGMA cache_size=2000;"
)


def databases(url: str, var: Path) -> dict[str, Any]:
    """Settings for `url`; an empty one means SQLite in `var`."""
    var.mkdir(parents=True, exist_ok=True)
    settings: dict[str, Any] = dict(dj_database_url.parse(url or f"sqlite:///{var / 'steadyback.sqlite3'}"))
    if settings["ENGINE"].endswith("sqlite3"):
        # IMMEDIATE: writers wait instead of failing. A connection kept open still reads when the disk is full.
        settings["CONN_MAX_AGE"] = None
        settings["OPTIONS"] = {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": PRAGMAS}
    else:
        settings["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 4, "timeout": 10}}
    return {"default": settings}
