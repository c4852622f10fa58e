from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from routines import demo


class Command(BaseCommand):
    help = "Makes a person with three months of sessions, a flare and a holiday, and says how to sign in as them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--today", help="the last day, as 2026-11-21; for pictures that stay the same")

    def handle(self, *args: Any, today: str | None = None, **options: Any) -> None:
        with transaction.atomic():
            demo.make(date.fromisoformat(today) if today else timezone.localdate())
        self.stdout.write(f"Sign in at /accounts/login/ as {demo.EMAIL} with the password {demo.PASSWORD}")
