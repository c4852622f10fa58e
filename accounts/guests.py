"""A guest is a person without a credential: a row of their own, reached by this browser's session alone."""

from django.contrib.auth import login
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


def become(request: HttpRequest, guest: User, person: User) -> None:
    """What the guest did is the person's; what this device still has to send as the guest is taken as theirs."""
    request.session[FORMERLY] = [*request.session.get(FORMERLY, []), str(guest.pk)]
    privacy.merge(guest, person)
