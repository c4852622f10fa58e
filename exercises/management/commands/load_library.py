from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from exercises.loading import LIBRARY, LibraryError
from exercises.loading.storing import load


class Command(BaseCommand):
    help = "Brings the exercise library in the database to what its files say."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--folder", type=Path, default=LIBRARY, help="another library than the built-in one"
        )

    def handle(self, *args: Any, folder: Path, verbosity: int, **options: Any) -> None:
        try:
            report = load(folder)
        except LibraryError as error:
            faults = ngettext("%d fault", "%d faults", len(error.faults)) % len(error.faults)
            raise CommandError(f"{faults}, nothing was loaded:\n{error}") from None
        for slug in report.kept:
            self.stderr.write(
                f'"{slug}" stays as an administrator wrote it; the file of that name is not used.'
            )
        if verbosity:
            change = f"loaded, {report.retired} retired" if report.is_changed else "up to date"
            held = ngettext("%d exercise", "%d exercises", report.exercises) % report.exercises
            self.stdout.write(f"{held}, {change}.")
