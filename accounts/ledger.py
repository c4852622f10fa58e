"""Who was erased, so that an older backup does not bring them back.

A file beside the database, one line a person: the day, and their id as a keyed hash, which names nobody. It stands
outside the database on purpose: a restored database knows nothing of what came after it.
"""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from accounts.models import User

KEPT = timedelta(days=400)  # longer than any backup should live


def path() -> Path:
    return Path(settings.VAR_DIR) / "erased.txt"


def write(owner: UUID, today: date) -> None:
    """On disk when this returns."""
    with path().open("a") as ledger:
        ledger.write(f"{today:%Y-%m-%d} {name(owner)}\n")
        ledger.flush()
        os.fsync(ledger.fileno())


def name(owner: UUID) -> str:
    return salted_hmac("accounts.ledger", str(owner), algorithm="sha256").hexdigest()


def returned(*ledgers: Path) -> Iterator[User]:
    """The people in the database who are in one of these files, or in ours: a backup brought them back."""
    erased = {line.split()[-1] for file in (path(), *ledgers) for line in _lines(file)}
    yield from (user for user in User.objects.order_by("pk").iterator() if name(user.pk) in erased)


def prune(today: date) -> None:
    """Lines older than any backup go; whole or not at all."""
    if not path().exists():
        return
    kept = [line for line in _lines(path()) if line[:10] >= f"{today - KEPT:%Y-%m-%d}"]
    fresh = path().with_suffix(".fresh")
    fresh.write_text("".join(f"{line}\n" for line in kept))
    fresh.replace(path())


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text().splitlines() if line.strip()] if file.exists() else []
