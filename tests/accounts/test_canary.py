"""Whoever deletes everything leaves nothing: not in the database's files, not in a log, not in the cache."""

from tests.canary import WORD


def test_nothing_is_left_of_who_deleted_everything(manage, child):
    manage("prepare")

    done = child("-m", "tests.canary")

    before, people, left, *files = done.stdout.splitlines()[-1].split()
    assert (int(before) > 0, people, left) == (True, "1", "0"), done.stderr
    assert files == []
    assert WORD not in done.stderr  # the log
    assert "steadyback.security" in done.stderr
