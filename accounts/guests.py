"""A guest is a person without a credential: a row of their own, reached by this browser's session alone."""

from typing import Any

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest

from accounts import privacy
from accounts.models import User

FORMERLY = "formerly"  # in the session: the guests that became this person on this device
BACKEND = "accounts.backends.PasswordBackend"


def ensure_person(request: HttpRequest) -> User:
    """Whoever is signed in, or a new guest, signed in from here on. Call it where the first answer is kept."""
    if isinstance(request.user, User):
        return request.user
    guest = User.objects.create_guest()
    login(request, guest, backend=BACKEND)
    return guest


def bring(request: HttpRequest, document: dict[str, Any]) -> int:
    """Gives a download's rows to whoever is signed in, or to a new guest; returns how many.

    Raises `Unreadable`, and then no guest is made.
    """
    if isinstance(request.user, User):
        return privacy.import_rows(request.user, document)
    with transaction.atomic():
        guest = User.objects.create_guest()
        count = privacy.import_rows(guest, document)
    login(request, guest, backend=BACKEND)
    return count


def become(request: HttpRequest, guest: User, person: User) -> None:
    """What the guest did is the person's; what this device still has to send as the guest is taken as theirs."""
    request.session[FORMERLY] = [*request.session.get(FORMERLY, []), str(guest.pk)]
    privacy.merge(guest, person)
