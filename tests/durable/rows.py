"""What the database holds in the end, read past the product."""

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from uuid import UUID

import psycopg

Rows = Counter[str]
ROWS = "SELECT client_id FROM routines_session"


def in_sqlite(folder: Path) -> Counter[str]:
    """Each session's id and how many rows it has."""
    with closing(sqlite3.connect(folder / "steadyback.sqlite3")) as database:
        verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
        assert verdict == "ok", verdict
        return Counter(str(UUID(name)) for (name,) in database.execute(ROWS))


def in_postgres(url: str) -> Counter[str]:
    with psycopg.connect(url) as database:
        return Counter(str(name) for (name,) in database.execute(ROWS))


def judge(taken: list[str], rows: Counter[str]) -> None:
    """Every acknowledged session is there once, and nothing else is."""
    lost = set(taken) - rows.keys()
    assert not lost, f"{len(lost)} of {len(taken)} acknowledged sessions are lost"
    twice = {name for name, count in rows.items() if count > 1}
    assert not twice, f"{len(twice)} sessions are there twice"
    never = rows.keys() - set(taken)
    assert not never, f"{len(never)} sessions were kept and never acknowledged"
