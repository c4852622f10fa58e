"""The drill: copy, lose, bring back, compare. On SQLite and on PostgreSQL alike, with the real commands."""

import pytest
from django.core.management import CommandError, call_command

FILL = "from accounts.models import User; [User.objects.create_user(email=f'p{n}@example.org') for n in range(20)]"
ERASE = (
    "from accounts import privacy; from accounts.models import User;"
    "privacy.erase(User.objects.get(email='p7@example.org'))"
)
WHO = (
    "from accounts.models import User;"
    "print(User.objects.filter(email='p7@example.org').exists(), User.objects.count())"
)
LOSE = "from accounts.models import User; User.objects.all().delete()"
COUNT = "from accounts.models import User; print(User.objects.count())"


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


def test_where_no_file_can_be_written_a_backup_says_so(tmp_path):
    said = []
    for target in (tmp_path, tmp_path / "no such folder/copy"):
        with pytest.raises(CommandError) as refused:
            call_command("backup", str(target))
        said.append(str(refused.value))

    how = "cannot be written: name a file in a folder that we may write to"
    assert said == [f"{tmp_path} {how}", f"{tmp_path}/no such folder/copy {how}"]


def test_who_was_erased_since_stays_gone(manage, tmp_path):
    manage("migrate", "-v0")
    manage("shell", "-v0", "-c", FILL)
    manage("backup", str(tmp_path / "copy"))
    manage("shell", "-v0", "-c", ERASE)

    done = manage("restore", str(tmp_path / "copy"))

    assert "1 erased person deleted again" in done.stdout
    assert manage("shell", "-v0", "-c", WHO).stdout == "False 19\n"


def test_who_was_erased_on_another_machine_stays_gone_too(manage, tmp_path):
    manage("migrate", "-v0")
    manage("shell", "-v0", "-c", FILL)
    manage("backup", str(tmp_path / "copy"))
    manage("shell", "-v0", "-c", ERASE)
    (ledger,) = tmp_path.glob("erased-*.txt")
    ledger.rename(tmp_path / "other.txt")

    manage("restore", str(tmp_path / "copy"), "--erased", str(tmp_path / "other.txt"))

    assert manage("shell", "-v0", "-c", WHO).stdout == "False 19\n"
