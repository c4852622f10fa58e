"""How long we keep what nobody uses: rules as code, so that the promise on the privacy page is what happens."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts import privacy
from accounts.models import User

GUEST_IDLE = timedelta(days=30)
UNCONFIRMED = timedelta(days=7)
ACCOUNT_IDLE = timedelta(days=730)
GONE = 500  # from here on a mail server says never, below it later (RFC 5321)
FIRST_WARNING, LAST_WARNING = timedelta(days=60), timedelta(days=14)  # before an idle account goes


@dataclass(frozen=True)
class Step:
    """One person and what happens to them, forget or warn, while they are among these."""

    person: User
    action: str
    reason: str
    among: QuerySet[User]


def due(today: date) -> Iterator[Step]:
    guests = User.objects.guests().idle_since(today - GUEST_IDLE).order_by("pk")
    for guest in guests.iterator():
        yield Step(guest, "forget", "guest idle for 30 days", guests)
    midnight = datetime.combine(today, time(), ZoneInfo("UTC"))
    unconfirmed = User.objects.unconfirmed(midnight - UNCONFIRMED).order_by("pk")
    for person in unconfirmed.iterator():
        yield Step(person, "forget", "email never confirmed within 7 days", unconfirmed)
    yield from idle_accounts(today)


def idle_accounts(today: date) -> Iterator[Step]:
    """Two mails come first; without the second there is no deletion, however long it has been."""
    idle = User.objects.with_account().idle_since(today - ACCOUNT_IDLE + FIRST_WARNING).order_by("pk")
    for person in idle.iterator():
        waited = today - (person.warned_on or today)
        if person.idle_warnings == 0:
            yield Step(person, "warn", "idle account, first mail", idle)
        elif person.idle_warnings == 1 and waited >= FIRST_WARNING - LAST_WARNING:
            yield Step(person, "warn", "idle account, last mail", idle)
        elif person.idle_warnings == 2 and waited >= LAST_WARNING:
            yield Step(person, "forget", "idle account after two mails", idle)


def carry_out(step: Step, today: date) -> bool:
    """False, and nothing is done, for who came back since `due` looked, or while mail cannot be sent: another day.

    An address that is gone for good counts as warned, or its account would stay for ever.
    """
    if not step.among.contains(step.person):
        return False
    if step.action == "forget":
        privacy.erase(step.person)
        return True
    try:
        _warn(step.person)
    except OSError as error:
        refused = getattr(error, "recipients", {})  # of SMTPRecipientsRefused: address to code and words
        if not refused or any(code < GONE for code, _words in refused.values()):
            return False
    step.person.warned_on = today
    step.person.idle_warnings += 1
    step.person.save(update_fields=["warned_on", "idle_warnings"])
    return True


def _warn(person: User) -> None:
    body = render_to_string("accounts/mail/idle.txt", {"site": settings.SITE_URL, "days": LAST_WARNING.days})
    send_mail(_("Your Steadyback account"), body, None, [person.email or ""])
