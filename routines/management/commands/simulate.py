from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS, connection
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.models import User
from exercises.models import Exercise
from routines.simulation import MINUTES, MOST_SESSIONS, Country, fill


class Command(BaseCommand):
    shown = -1  # percent
    help = (
        "Fills PostgreSQL with made-up people, their routines and their sessions, to measure what many cost."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, default=1000)
        parser.add_argument("--sessions-each", type=int, default=50)
        parser.add_argument("--minutes", nargs="+", default=MINUTES, choices=["5", "12", "20", "30"])
        parser.add_argument(
            "--beside-others", action="store_true", help="also when the database already holds people"
        )

    def handle(
        self, *args: Any, people: int, sessions_each: int, beside_others: bool, **options: Any
    ) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("This fills PostgreSQL only: set DATABASE_URL to postgres://...")
        if people < 1 or not 0 <= sessions_each <= MOST_SESSIONS:
            raise CommandError(f"At least one person, and 0 to {MOST_SESSIONS} sessions each.")
        known = User.objects.count()
        if known and not beside_others:
            raise CommandError(
                f"This database holds {known} people. Use an empty one, or --beside-others to add to it."
            )
        catalogue = Exercise.objects.catalogue()
        if not catalogue.exercises:
            raise CommandError("The library is empty. Run manage.py prepare first.")
        country = Country(people, sessions_each, timezone.localdate(), known, tuple(options["minutes"]))
        fill(DEFAULT_DB_ALIAS, country, catalogue, self.progress)
        self.stderr.write("\r\033[K", ending="")
        made = ngettext("%d person", "%d people", people) % people
        self.stdout.write(f"{made} with {sessions_each} sessions each.")

    def progress(self, done: int, total: int) -> None:
        percent = 100 * done // total
        if percent != self.shown:
            self.shown = percent
            bar = f"{'#' * (percent // 4):.<25}"
            self.stderr.write(f"\r\033[K[{bar}] {percent} %", ending="")
            self.stderr.flush()
