"""How people sign in, by password or by what allauth offers; and who is signed in, at the price of one look-up."""

from typing import Any, cast

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.ids import uuid7
from accounts.models import User
from accounts.prepared import Prepared
from accounts.sessions import SessionStore

PERSON = Prepared(lambda pk: User.objects.filter(pk=pk), uuid7())


class Recognition(AuthenticationMiddleware):
    """Django's, that asks the database for the person only if they were not found with their session."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        session = cast("SessionStore", request.session)
        request.user = cast("User", SimpleLazyObject(lambda: session.person() or get_user(request)))


class SignedIn:
    def get_user(self, user_id: Any) -> User | None:
        return next((user for user in PERSON.objects(user_id) if user.is_active), None)


class PasswordBackend(SignedIn, ModelBackend):
    pass


class AllauthBackend(SignedIn, AuthenticationBackend):
    pass
