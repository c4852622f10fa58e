from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import ngettext

from accounts import sessions
from accounts.events import note
from accounts.models import User


class Command(BaseCommand):
    help = (
        "Signs somebody out everywhere, or everybody with an account. Guests stay: they could not come back."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("--email", help="the person's email address")
        who.add_argument("--all", action="store_true", help="everybody with an account")

    def handle(self, *args: Any, email: str | None, **options: Any) -> None:
        people = User.objects.with_account()
        found = list(people.filter(email=email) if email else people)
        if not found:
            raise CommandError(f"nobody has the address {email}" if email else "nobody has an account")
        count = sum(sessions.end(person) for person in found)
        for person in found:
            note("signed-out-by-host", person)
        sessions_ended = ngettext("%d session", "%d sessions", count) % count
        of = ngettext("%d person", "%d people", len(found)) % len(found)
        self.stdout.write(f"{sessions_ended} of {of} ended")
