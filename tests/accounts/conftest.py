import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from accounts.models import User
from tests.accounts.test_signing_in import create_account


@pytest.fixture
def accounts(db):
    """Two people with a password."""
    create_account("a@example.org")
    create_account("b@example.org")


@pytest.fixture
def secret(accounts):
    """The first of them has an authenticator app: what its numbers are made of."""
    secret = generate_totp_secret()
    TOTP.activate(User.objects.get(email="a@example.org"), secret)
    return secret
