import pytest

from config.databases import databases


def test_nothing_set_is_sqlite_that_survives_a_power_cut(tmp_path):
    options = databases("", [], tmp_path, pooled=True)["default"]["OPTIONS"]

    assert (options["transaction_mode"], "synchronous=FULL" in options["init_command"]) == ("IMMEDIATE", True)


def test_postgres_is_pooled(tmp_path):
    settings = databases("postgres://me@db/steadyback", [], tmp_path, pooled=True)["default"]

    assert (settings["CONN_MAX_AGE"], settings["OPTIONS"]["pool"]["max_size"]) == (0, 4)


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


@pytest.mark.parametrize("url", ["nonsense", "http://db/x", "postgres://db:port/x"])
def test_a_wrong_url_says_what_it_should_look_like(tmp_path, url):
    with pytest.raises(SystemExit, match="It looks like postgres://"):
        databases(url, [], tmp_path, pooled=True)
