from datetime import date

import pytest

from accounts import ledger, privacy
from accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 11, 21)


def test_erasing_writes_a_line_that_names_nobody():
    person = User.objects.create_user("somebody@example.org")
    owner = str(person.pk)

    privacy.erase(person)

    (file,) = ledger.paths()
    line = file.read_text()
    assert len(line.split()) == 2
    assert owner not in line
    assert "somebody" not in line


def test_only_who_was_erased_is_found_again():
    erased, stays = User.objects.create_guest(), User.objects.create_guest()
    ledger.write(erased.pk, TODAY)

    assert list(ledger.returned()) == [erased]
    assert stays not in ledger.returned()


def test_a_new_secret_still_knows_who_was_erased(settings):
    erased = User.objects.create_guest()
    ledger.write(erased.pk, TODAY)

    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new one"

    assert list(ledger.returned()) == [erased]


def test_without_a_ledger_nobody_is_found():
    User.objects.create_guest()

    assert list(ledger.returned()) == []


def test_lines_older_than_any_backup_go():
    old, new = User.objects.create_guest(), User.objects.create_guest()
    ledger.write(old.pk, date(2024, 12, 31))
    ledger.write(new.pk, date(2025, 1, 1))

    ledger.prune(TODAY)

    assert list(ledger.returned()) == [new]
