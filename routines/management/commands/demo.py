from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from routines import demo


def day(said: str) -> date:
    """argparse names this function where it cannot read what was said."""
    return date.fromisoformat(said)


class Command(BaseCommand):
    help = "Makes a person with three months of sessions, a flare and a holiday, and says how to sign in as them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--today", type=day, help="the last day, as 2026-11-21; for pictures that stay the same"
        )

    def handle(self, *args: Any, today: date | None = None, **options: Any) -> None:
        with transaction.atomic():
            demo.make(today or timezone.localdate())
        self.stdout.write(f"Sign in at /accounts/login/ as {demo.EMAIL} with the password {demo.PASSWORD}")
