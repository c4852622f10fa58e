"""The second step: numbers of an app, recovery codes and passkeys, and how their secrets are kept."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from cryptography.exceptions import InvalidTag
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.factors import FactorAdapter
from accounts.models import User
from tests.accounts.test_codes import EMAIL, ask, enter, last_code
from tests.accounts.test_sessions import is_in
from tests.accounts.test_signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("accounts")]


def number(secret, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def second_step(client, code):
    sign_in(client, EMAIL)
    return client.post(reverse("mfa_authenticate"), {"code": code})


def test_a_password_and_the_number_of_the_app_sign_in(client, secret):
    sign_in(client, EMAIL)
    half_way = is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": number(secret)})

    assert (half_way, is_in(client)) == (False, True)


@pytest.mark.asvs("V6.3.4", "V6.4.3")
def test_no_way_round_the_second_step(client, secret):
    """A code by mail, and a password set anew, both ask for the number all the same."""
    enter(client, ask(client))
    by_code = is_in(client)
    other = Client()
    other.post(reverse("account_reset_password"), {"email": EMAIL})
    enter(other, last_code(), "account_confirm_password_reset_code")
    new = "a new and long password"
    other.post(reverse("account_complete_password_reset"), {"password1": new, "password2": new})
    other.post(reverse("account_login"), {"login": EMAIL, "password": new})

    assert User.objects.get(email=EMAIL).check_password(new)
    assert (by_code, is_in(other)) == (False, False)


@pytest.mark.asvs("V6.5.1")
def test_a_number_is_good_once(secret):
    first, second, code = Client(), Client(), number(secret)
    second_step(first, code)
    second_step(second, code)

    assert (is_in(first), is_in(second)) == (True, False)


@pytest.mark.asvs("V6.5.5")
@pytest.mark.parametrize("steps", [-1, 1])
def test_a_number_is_good_for_its_30_seconds_only(client, secret, steps, time_machine):
    time_machine.move_to(timezone.now().replace(second=10), tick=False)

    second_step(client, number(secret, steps))

    assert not is_in(client)


@pytest.mark.asvs("V6.5.1", "V6.4.4")
def test_a_recovery_code_opens_once_and_nothing_else_replaces_a_lost_app(secret):
    code = RecoveryCodes.activate(User.objects.get(email=EMAIL)).get_unused_codes()[0]
    first, second, guess = Client(), Client(), Client()
    second_step(first, code)
    second_step(second, code)
    second_step(guess, "00000000")

    assert [is_in(each) for each in (first, second, guess)] == [True, False, False]


def a_passkey(person):
    return Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Phone"})


@pytest.mark.asvs("V7.5.1")
def test_the_last_proof_cannot_be_taken_off(client):
    """Or nobody would be asked again who they are before the address is changed."""
    person = User.objects.create_user("key@example.org")
    first, second = a_passkey(person), a_passkey(person)
    client.force_login(person)
    session = client.session
    proved = {"method": "mfa", "type": "webauthn", "at": time.time(), "reauthenticated": True}
    session["account_authentication_methods"] = [proved]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()

    client.post(reverse("mfa_remove_webauthn", args=[first.pk]))
    told = client.post(reverse("mfa_remove_webauthn", args=[second.pk]), follow=True)

    assert list(person.authenticator_set.all()) == [second]
    assert "your only way to prove who you are" in told.text


@pytest.mark.asvs("V6.5.3", "V6.5.4")
def test_recovery_codes_and_seeds_are_random():
    codes = RecoveryCodes.activate(User.objects.get(email=EMAIL)).generate_codes()
    seeds = {RecoveryCodes.generate_seed() for _ in range(100)} | {generate_totp_secret() for _ in range(100)}

    assert (len(set(codes)), {len(code) for code in codes}) == (10, {8})
    assert 10**8 > 2**20
    assert len(seeds) == 200


@pytest.mark.asvs("V6.5.2", "V11.3.2", "V11.3.3")
def test_secrets_of_factors_are_sealed_in_the_database(secret):
    RecoveryCodes.activate(User.objects.get(email=EMAIL))
    kept = [str(row.data) for row in Authenticator.objects.all()]
    adapter = FactorAdapter()
    sealed = adapter.encrypt(secret)

    assert [row for row in kept if secret in row or "sealed:" not in row] == []
    assert (adapter.decrypt(sealed), adapter.encrypt(secret) != sealed) == (secret, True)
    with pytest.raises(InvalidTag):
        adapter.decrypt(sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:])


@pytest.mark.asvs("V11.2.2")
def test_a_new_key_still_opens_what_the_old_one_sealed(settings):
    sealed = FactorAdapter().encrypt("seed")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key " * 5

    assert FactorAdapter().decrypt(sealed) == "seed"
    assert FactorAdapter().decrypt("made before") == "made before"
