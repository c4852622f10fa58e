"""Copies of the database that can be taken while people use it, and brought back."""

import gzip
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection


class BackupFailed(Exception):
    """The message says what went wrong and how to mend it."""


def backup(target: Path) -> int:
    """Writes a compressed copy to `target`, whole or not at all; returns its size in bytes."""
    if target.is_dir() or not os.access(target.parent, os.W_OK):
        raise BackupFailed(f"{target} cannot be written: name a file in a folder that we may write to")
    part = target.with_name(f"{target.name}.part")
    copy = sqlite_copy if connection.vendor == "sqlite" else postgres_dump
    try:
        copy(part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return target.stat().st_size


def restore(source: Path) -> None:
    """Replaces the database's content by the copy in `source`. Stop the server first."""
    if not source.is_file():
        raise BackupFailed(f"{source} is not there")
    if connection.vendor == "sqlite":
        sqlite_restore(source)
    else:
        postgres_restore(source)


def sqlite_copy(part: Path) -> None:
    plain = part.with_suffix(".sqlite3")
    try:
        with closing(sqlite3.connect(database_file())) as live, closing(sqlite3.connect(plain)) as copy:
            live.backup(copy)
        with plain.open("rb") as read, gzip.open(part, "wb", compresslevel=6) as write:
            shutil.copyfileobj(read, write)
    except sqlite3.Error as error:
        raise BackupFailed(f"the database cannot be copied: {error}; is there space for a copy?") from error
    finally:
        plain.unlink(missing_ok=True)


def sqlite_restore(source: Path) -> None:
    target = database_file()
    fresh = target.with_suffix(".restoring")
    try:
        with gzip.open(source) as read, fresh.open("wb") as write:
            shutil.copyfileobj(read, write)
        with closing(sqlite3.connect(fresh)) as copy:
            verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except (OSError, EOFError, sqlite3.DatabaseError) as error:
        fresh.unlink(missing_ok=True)
        raise BackupFailed(
            f"{source} is no whole backup: {error}. The database was left as it is."
        ) from error
    if verdict != "ok":
        fresh.unlink()
        raise BackupFailed(f"{source} is not sound: {verdict}. The database was left as it is.")
    connection.close()
    for leftover in ("-wal", "-shm"):
        target.with_name(target.name + leftover).unlink(missing_ok=True)
    fresh.replace(target)


def database_file() -> Path:
    return Path(connection.settings_dict["NAME"])


def postgres_dump(part: Path) -> None:
    run("pg_dump", "--format=custom", "--no-owner", f"--file={part}")


def postgres_restore(source: Path) -> None:
    connection.close()
    run(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--single-transaction",
        "--exit-on-error",
        "-d",
        dsn()["PGDATABASE"],
        str(source),
    )


def run(program: str, *arguments: str) -> None:
    path = shutil.which(program)
    if path is None:
        raise BackupFailed(f"{program} is missing: install the PostgreSQL client (Debian: postgresql-client)")
    done = subprocess.run(  # noqa: S603 - program and arguments are ours
        [path, *arguments], env=os.environ | dsn(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupFailed(f"{program} failed: {done.stderr.strip()}")


def dsn() -> dict[str, str]:
    database: dict[str, Any] = settings.DATABASES["default"] | {"NAME": connection.settings_dict["NAME"]}
    names = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    return {variable: str(database[key]) for variable, key in names.items() if database.get(key)}
