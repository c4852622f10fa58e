from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from config.sweeping import sweep


class Command(BaseCommand):
    help = "Deletes for good what was deleted a week ago or ran out. Run it once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        for what, count in sweep(timezone.now()).items():
            self.stdout.write(f"{count} {what}")
