import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.databases import databases

ROOT = Path(__file__).resolve().parents[2]


def test_nothing_set_is_sqlite_that_survives_a_power_cut(tmp_path):
    options = databases("", [], tmp_path, pooled=True)["default"]["OPTIONS"]

    assert (options["transaction_mode"], "synchronous=FULL" in options["init_command"]) == ("IMMEDIATE", True)


def test_postgres_is_pooled(tmp_path):
    settings = databases("postgres://me@db/steadyback", [], tmp_path, pooled=True)["default"]

    assert (settings["CONN_MAX_AGE"], settings["OPTIONS"]["pool"]["max_size"]) == (0, 4)


def test_postgres_plans_what_it_is_asked_often_once(tmp_path):
    pooled, behind_pgbouncer = (
        databases("postgres://me@db/x", [], tmp_path, pooled=pooled)["default"]["OPTIONS"]
        for pooled in (True, False)
    )

    assert (pooled["prepare_threshold"], pooled["server_side_binding"]) == (5, True)
    assert not {"prepare_threshold", "server_side_binding"} & behind_pgbouncer.keys()


def test_a_database_that_went_without_a_word_is_given_up(tmp_path):
    options = databases("postgres://me@db/x?connect_timeout=9", [], tmp_path, pooled=True)["default"][
        "OPTIONS"
    ]

    assert (options["connect_timeout"], options["keepalives_idle"], options["tcp_user_timeout"]) == (
        9,
        5,
        10_000,
    )


def test_behind_pgbouncer_there_is_no_second_pool(tmp_path):
    settings = databases("postgres://me@db/steadyback", [], tmp_path, pooled=False)["default"]

    assert (
        "OPTIONS" in settings and "pool" in settings["OPTIONS"],
        settings["DISABLE_SERVER_SIDE_CURSORS"],
    ) == (
        False,
        True,
    )


def test_each_replica_has_a_name(tmp_path):
    found = databases("postgres://db/x", ["postgres://r1/x", "postgres://r2/x"], tmp_path, pooled=True)

    assert [found[name]["HOST"] for name in ("default", "replica0", "replica1")] == ["db", "r1", "r2"]


WRONG = [
    "nonsense",
    "postgres://me:secret@db",
    "http://db/x",
    "postgres://me:secret@db:port/x",
    "mysql://me:secret@db/x",
]


@pytest.mark.parametrize("url", WRONG)
def test_a_wrong_url_says_what_it_should_look_like_and_keeps_the_password(tmp_path, capsys, url):
    with pytest.raises(SystemExit) as stopped:
        databases(url, [], tmp_path, pooled=True)

    said = capsys.readouterr().err
    assert (stopped.value.code, said.count("\n"), "secret" in said) == (3, 1, False)
    assert said.startswith("DATABASE_URL cannot be read. It looks like postgres://")


def test_a_wrong_url_of_a_replica_names_its_own_variable(tmp_path, capsys):
    with pytest.raises(SystemExit):
        databases("postgres://db/x", ["nonsense"], tmp_path, pooled=True)

    assert capsys.readouterr().err.startswith("DATABASE_REPLICA_URLS cannot be read.")


def test_prepare_says_in_one_line_that_the_database_is_not_there(tmp_path):
    unreachable = {"DATABASE_URL": "postgres://me:secret@127.0.0.1:1/x", "VAR_DIR": str(tmp_path)}
    command = [sys.executable, "manage.py", "prepare"]

    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | unreachable, capture_output=True, text=True, check=False
    )

    said = done.stderr.strip()
    assert (done.returncode, said.count("\n"), "secret" in said) == (1, 0, False)
    assert said.startswith("CommandError: The database does not answer: connection failed")
    assert said.endswith("Check DATABASE_URL and that it runs.")
