"""What happened to accounts, for those who run the server: one line each, and nothing that a person answered or wrote.

A person is named by their id, which says nothing once they are deleted.
"""

import logging

from accounts.models import User

logger = logging.getLogger("steadyback.security")


def note(event: str, person: object = None, **facts: str) -> None:
    """event: two or three words with hyphens, such as signed-in or password-changed. facts: words of ours only."""
    who = str(person.pk) if isinstance(person, User) else ""
    logger.info(event, extra={"facts": {"event": event, "person": who} | facts})
