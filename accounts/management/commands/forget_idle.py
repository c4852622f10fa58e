from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from accounts import ledger, retention


class Command(BaseCommand):
    help = "Forgets idle guests, unconfirmed and idle accounts (after two mails). Run it once a day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        today = timezone.now().date()
        done: dict[str, int] = {}
        for count, step in enumerate(list(retention.due(today)), start=1):
            is_done = dry_run or retention.carry_out(step, today)
            reason = step.reason if is_done else f"left for tomorrow: {step.reason}"
            done[reason] = done.get(reason, 0) + 1
            if count % 100 == 0:
                self.stderr.write(f"{count} ...", ending="\r")
        if not dry_run:
            ledger.prune(today)
        for reason, count in sorted(done.items()):
            self.stdout.write(f"{'would: ' if dry_run else ''}{count} x {reason}")
        if not done:
            self.stdout.write("nobody to forget")
