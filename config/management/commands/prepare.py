from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection


class Command(BaseCommand):
    help = "Brings database, library and static files up to date, so that the server can start."

    def handle(self, *args: Any, **options: Any) -> None:
        reach()
        try:
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
        except DatabaseError as error:
            raise CommandError(
                f"The tables cannot be made: {first_line(error)}. "
                f"May the user of DATABASE_URL make tables, and is there space on the disk?"
            ) from None
        call_command("load_library", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)


def reach() -> None:
    """Past the pool, which does not say why it has no connection."""
    driver: Any = connection  # as each database has it
    try:
        driver.Database.connect(**connection.get_connection_params()).close()
    except driver.Database.Error as error:
        raise CommandError(
            f"The database does not answer: {first_line(error)}. Check DATABASE_URL and that it runs."
        ) from None


def first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].strip().rstrip(".")
