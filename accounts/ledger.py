"""Who was erased, so that an older backup does not bring them back.

A file a year beside the database, one line a person: the day, and their id as a keyed hash, which names nobody. It
stands outside the database on purpose: a restored database knows nothing of what came after it. A line is only ever
added; a whole year goes when it is older than any backup, so nothing that is being written can be lost.
"""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from accounts.models import User

YEARS_KEPT = 1  # beside the one that runs: longer than any backup should live


def path(year: int) -> Path:
    return Path(settings.VAR_DIR) / f"erased-{year}.txt"


def paths() -> list[Path]:
    return sorted(Path(settings.VAR_DIR).glob("erased-*.txt"))


def write(owner: UUID, today: date) -> None:
    """On disk when this returns."""
    with path(today.year).open("a") as ledger:
        ledger.write(f"{today:%Y-%m-%d} {name(owner)}\n")
        ledger.flush()
        os.fsync(ledger.fileno())


def name(owner: UUID, secret: str | None = None) -> str:
    """By SECRET_KEY, or by one it had before."""
    return salted_hmac("accounts.ledger", str(owner), secret, algorithm="sha256").hexdigest()


def returned(*ledgers: Path) -> Iterator[User]:
    """The people in the database who are in one of these files, or in ours: a backup brought them back."""
    lines = [line for file in (*paths(), *ledgers) for line in file.read_text().splitlines()]
    erased = {line.split()[-1] for line in lines if line.strip()}
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    for user in User.objects.order_by("pk").iterator():
        if any(name(user.pk, secret) in erased for secret in secrets):
            yield user


def prune(today: date) -> None:
    """Years that no backup reaches back to go."""
    for file in paths():
        if file.name < path(today.year - YEARS_KEPT).name:
            file.unlink()
