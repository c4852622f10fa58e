"""How people sign in: by password, or by what allauth offers. Who a session names is one prepared question."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend

from accounts.ids import uuid7
from accounts.models import User
from accounts.prepared import Prepared

PERSON = Prepared(lambda pk: User.objects.filter(pk=pk), uuid7())


class SignedIn:
    def get_user(self, user_id: Any) -> User | None:
        return next((user for user in PERSON.objects(user_id) if user.is_active), None)


class PasswordBackend(SignedIn, ModelBackend):
    pass


class AllauthBackend(SignedIn, AuthenticationBackend):
    pass
