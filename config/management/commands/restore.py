from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import ngettext

from accounts import ledger, privacy
from config import backups


class Command(BaseCommand):
    help = (
        "Puts a copy made by `backup` in the place of the database, brings it up to date and deletes again who "
        "has been erased since. Stop the server first."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--erased",
            type=Path,
            nargs="*",
            default=[],
            help="the erased-YEAR.txt of other machines; this machine's own are always read",
        )

    def handle(self, *args: Any, file: Path, erased: list[Path], **options: Any) -> None:
        if absent := [str(path) for path in erased if not path.is_file()]:
            raise CommandError(f"{', '.join(absent)} is not there")
        try:
            backups.restore(file)
        except (backups.BackupFailed, OSError) as error:
            raise CommandError(str(error)) from error
        call_command("migrate", verbosity=0)
        returned = list(ledger.returned(*erased))
        for person in returned:
            privacy.erase(person)
        people = ngettext("%d erased person", "%d erased people", len(returned)) % len(returned)
        self.stdout.write(f"restored from {file}; {people} deleted again")
