"""The drill: copy, lose, bring back, compare. On SQLite and on PostgreSQL alike, with the real commands."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILL = "from accounts.models import User; [User.objects.create_user(email=f'p{n}@example.org') for n in range(20)]"
LOSE = "from accounts.models import User; User.objects.all().delete()"
COUNT = "from accounts.models import User; print(User.objects.count())"


@pytest.fixture
def manage(tmp_path):
    """manage.py against a database of its own."""
    environment = os.environ | {"VAR_DIR": str(tmp_path), "SECRET_KEY": "x" * 50}
    if "postgres" in os.environ.get("DATABASE_URL", ""):
        environment["DATABASE_URL"] = make_database(f"drill_{os.getpid()}")

    def run(*arguments):
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    return run


def make_database(name):
    import psycopg

    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return url.rsplit("/", 1)[0] + f"/{name}"


def test_a_backup_brings_back_what_was_lost(manage, tmp_path):
    manage("migrate", "-v0")
    manage("shell", "-v0", "-c", FILL)
    manage("backup", str(tmp_path / "copy"))
    manage("shell", "-v0", "-c", LOSE)

    done = manage("restore", str(tmp_path / "copy"))

    assert (done.returncode, manage("shell", "-v0", "-c", COUNT).stdout) == (0, "20\n")


def test_a_cut_off_backup_changes_nothing(manage, tmp_path):
    manage("migrate", "-v0")
    manage("shell", "-v0", "-c", FILL)
    manage("backup", str(tmp_path / "copy"))
    whole = (tmp_path / "copy").read_bytes()
    (tmp_path / "copy").write_bytes(whole[: len(whole) // 2])

    done = manage("restore", str(tmp_path / "copy"))

    assert (done.returncode, manage("shell", "-v0", "-c", COUNT).stdout) == (1, "20\n")


def test_a_backup_that_is_not_there_is_said(manage, tmp_path):
    done = manage("restore", str(tmp_path / "nothing"))

    assert (done.returncode, "is not there" in done.stderr) == (1, True)
