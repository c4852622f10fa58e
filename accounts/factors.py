"""Secrets of second factors, encrypted in the database with a key that is not in it."""

import os
from base64 import b64decode, b64encode
from collections.abc import Iterator

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from accounts.models import User

MARK = "sealed:"
NONCE = 12  # bytes


class FactorAdapter(DefaultMFAAdapter):
    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not is_last_proof(authenticator.user, authenticator.pk)

    def encrypt(self, text: str) -> str:
        nonce = os.urandom(NONCE)
        return MARK + b64encode(nonce + next(keys()).encrypt(nonce, text.encode(), None)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises `InvalidTag` when no key of ours fits, or a bit of it was changed."""
        if not encrypted_text.startswith(MARK):
            return encrypted_text  # made before secrets were encrypted
        sealed = b64decode(encrypted_text.removeprefix(MARK))
        for key in keys():
            try:
                return key.decrypt(sealed[:NONCE], sealed[NONCE:], None).decode()
            except InvalidTag:
                continue
        raise InvalidTag


def keys() -> Iterator[AESGCM]:
    """Made from SECRET_KEY, and from those it had before."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        derived = HKDF(SHA256(), 32, salt=None, info=b"accounts.factors").derive(secret.encode())
        yield AESGCM(derived)


def is_last_proof(user: User, factor: int) -> bool:
    """Whether nothing would be left by which the person could prove again who they are."""
    others = user.authenticator_set.exclude(pk=factor).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return not user.has_usable_password() and not others.exists()
