"""How long we keep what nobody uses: rules as code, so that the promise on the privacy page is what happens."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts import privacy
from accounts.models import User

GUEST_IDLE = timedelta(days=30)
UNCONFIRMED = timedelta(days=7)
ACCOUNT_IDLE = timedelta(days=730)
FIRST_WARNING, LAST_WARNING = timedelta(days=60), timedelta(days=14)  # before an idle account goes


@dataclass(frozen=True)
class Step:
    """One person and what happens to them: forget or warn."""

    person: User
    action: str
    reason: str


def due(today: date) -> Iterator[Step]:
    for guest in User.objects.guests().idle_since(today - GUEST_IDLE).order_by("pk").iterator():
        yield Step(guest, "forget", "guest idle for 30 days")
    midnight = datetime.combine(today, time(), ZoneInfo("UTC"))
    for person in User.objects.unconfirmed(midnight - UNCONFIRMED).order_by("pk").iterator():
        yield Step(person, "forget", "email never confirmed within 7 days")
    yield from idle_accounts(today)


def idle_accounts(today: date) -> Iterator[Step]:
    """Two mails come first; without the second there is no deletion, however long it has been."""
    idle = User.objects.with_account().idle_since(today - ACCOUNT_IDLE + FIRST_WARNING).order_by("pk")
    for person in idle.iterator():
        waited = today - (person.warned_on or today)
        if person.idle_warnings == 0:
            yield Step(person, "warn", "idle account, first mail")
        elif person.idle_warnings == 1 and waited >= FIRST_WARNING - LAST_WARNING:
            yield Step(person, "warn", "idle account, last mail")
        elif person.idle_warnings == 2 and waited >= LAST_WARNING:
            yield Step(person, "forget", "idle account after two mails")


def carry_out(step: Step, today: date) -> None:
    if step.action == "forget":
        privacy.erase(step.person)
        return
    body = render_to_string("accounts/mail/idle.txt", {"site": settings.SITE_URL, "days": LAST_WARNING.days})
    send_mail(_("Your Steadyback account"), body, None, [step.person.email or ""])
    step.person.warned_on = today
    step.person.idle_warnings += 1
    step.person.save(update_fields=["warned_on", "idle_warnings"])
