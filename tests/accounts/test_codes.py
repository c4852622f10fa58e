"""Codes by mail, numbers of an app and recovery codes: each good once, soon, here, and for who asked for it."""

import logging
import re
import time
from datetime import timedelta

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from cryptography.exceptions import InvalidTag
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.factors import FactorAdapter
from accounts.models import User
from tests.accounts.test_sessions import is_in
from tests.accounts.test_signing_in import PASSWORD, create_account, sign_in

pytestmark = pytest.mark.django_db
EMAIL, OTHER = "a@example.org", "b@example.org"
CODE = re.compile(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", re.M)


def last_code():
    return CODE.search(mail.outbox[-1].body)[0]


def ask(client, email=EMAIL):
    client.post(reverse("account_request_login_code"), {"email": email})
    return last_code()


def enter(client, code, form="account_confirm_login_code"):
    return client.post(reverse(form), {"code": code})


@pytest.fixture(autouse=True)
def _accounts():
    create_account(EMAIL)
    create_account(OTHER)


def test_a_code_signs_in(client):
    enter(client, ask(client))

    assert is_in(client)


@pytest.mark.asvs("V6.5.1")
def test_a_code_signs_in_once(client):
    code = ask(client)
    enter(client, code)
    client.post(reverse("account_logout"))

    again = enter(client, code)

    assert (is_in(client), again.url) == (False, reverse("account_request_login_code"))


@pytest.mark.asvs("V6.5.5", "V6.4.1")
def test_a_code_is_good_for_three_minutes(client, time_machine):
    code = ask(client)
    time_machine.move_to(timezone.now() + timedelta(minutes=3, seconds=5))

    late = enter(client, code)

    assert (is_in(client), late.url) == (False, reverse("account_request_login_code"))


@pytest.mark.asvs("V6.6.2")
def test_a_code_is_good_only_in_the_browser_that_asked(client):
    code, elsewhere = ask(client), Client()
    ask(elsewhere, OTHER)

    enter(elsewhere, code)
    enter(Client(), code)

    assert not is_in(elsewhere)


@pytest.mark.asvs("V6.6.2")
def test_a_new_code_ends_the_one_before(client):
    first, second = ask(client), ask(client)

    enter(client, first)
    after_first = is_in(client)
    enter(client, second)

    assert (first != second, after_first, is_in(client)) == (True, False, True)


@pytest.mark.asvs("V6.6.3")
def test_a_code_can_be_guessed_three_times(client):
    code = ask(client)
    for guess in ("AAAA-AAAA", "BBBB-BBBB", "CCCC-CCCC"):
        enter(client, guess)

    enter(client, code)

    assert not is_in(client)


@pytest.mark.asvs("V6.3.1", "V6.6.3")
def test_codes_can_be_asked_for_three_times_a_minute(client):
    for _ in range(6):
        client.post(reverse("account_request_login_code"), {"email": EMAIL})

    assert len(mail.outbox) == 3


@pytest.mark.asvs("V6.5.5", "V6.4.1")
@pytest.mark.parametrize("minutes", [9, 11])
def test_a_code_that_confirms_an_address_is_good_for_ten_minutes(client, time_machine, minutes):
    client.post(reverse("account_signup"), {"email": "new@example.org", "password1": PASSWORD})
    code = last_code()
    time_machine.move_to(timezone.now() + timedelta(minutes=minutes))

    enter(client, code, "account_email_verification_sent")

    assert is_in(client) == (minutes < 10)


@pytest.mark.asvs("V6.6.2")
def test_a_code_that_confirms_an_address_is_good_only_where_it_was_asked(client):
    client.post(reverse("account_signup"), {"email": "new@example.org", "password1": PASSWORD})
    code, elsewhere = last_code(), Client()
    elsewhere.post(reverse("account_signup"), {"email": "other@example.org", "password1": PASSWORD})

    enter(elsewhere, code, "account_email_verification_sent")

    assert not is_in(elsewhere)
    assert User.objects.get(email="other@example.org").emailaddress_set.filter(verified=True).count() == 0


@pytest.mark.asvs("V6.5.5", "V6.6.2")
def test_a_code_to_reset_a_password_is_good_for_three_minutes_and_here(client, time_machine):
    client.post(reverse("account_reset_password"), {"email": EMAIL})
    code = last_code()
    foreign = enter(Client(), code, "account_confirm_password_reset_code")
    time_machine.move_to(timezone.now() + timedelta(minutes=3, seconds=5))

    late = enter(client, code, "account_confirm_password_reset_code")

    assert reverse("account_complete_password_reset") not in {foreign.url, late.url}
    assert client.get(reverse("account_complete_password_reset")).status_code == 302


@pytest.mark.asvs("V6.3.4")
@pytest.mark.parametrize(
    "link", ["/accounts/confirm-email/MTIz:1abc:x/", "/accounts/password/reset/key/1-set-password/"]
)
def test_there_are_no_links_with_keys_beside_the_codes(client, link):
    assert client.get(link).status_code == 404


@pytest.mark.asvs("V6.5.3", "V6.5.4")
def test_codes_are_random_and_hard_to_guess():
    adapter = get_adapter()
    codes = [
        make()
        for make in (adapter.generate_login_code, adapter.generate_password_reset_code)
        for _ in range(300)
    ]
    codes += [adapter.generate_email_verification_code() for _ in range(300)]
    signs = set("".join(codes)) - {"-"}

    assert len(set(codes)) == len(codes)
    assert (min(len(code.replace("-", "")) for code in codes), len(signs)) == (8, 20)
    assert 20**8 > 2**20


# An authenticator app and recovery codes ---------------------------------------------------------------


@pytest.fixture
def secret():
    secret = generate_totp_secret()
    TOTP.activate(User.objects.get(email=EMAIL), secret)
    return secret


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


# Guessing, and what the log says of it --------------------------------------------------------------------


@pytest.mark.asvs("V6.3.1")
def test_passwords_cannot_be_guessed_for_long(client):
    statuses = []
    for n in range(6):
        response = client.post(reverse("account_login"), {"login": EMAIL, "password": f"guess number {n}"})
        statuses.append("Too many failed" in response.text)
    sign_in(client, EMAIL)

    assert (statuses, is_in(client)) == ([False] * 5 + [True], False)


@pytest.mark.asvs("V6.3.1", "V6.1.1")
def test_guessing_locks_nobody_out_who_has_another_way(client):
    for n in range(6):
        Client().post(reverse("account_login"), {"login": EMAIL, "password": f"guess number {n}"})

    enter(client, ask(client))

    assert is_in(client)


@pytest.mark.asvs("V16.3.1", "V16.3.3")
def test_each_try_is_noted_with_how(client, secret, caplog):
    caplog.set_level(logging.INFO, logger="steadyback.security")
    ask(client)
    enter(client, "AAAA-AAAA")
    enter(client, last_code())
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": number(secret)})
    for n in range(6):
        Client().post(reverse("account_login"), {"login": OTHER, "password": f"guess number {n}"})

    told = [(r.facts["event"], r.facts.get("how")) for r in caplog.records if hasattr(r, "facts")]
    assert told == [
        ("code-refused", None),
        ("factor-refused", None),
        ("signed-in", "code mfa:totp"),
        *[("sign-in-failed", None)] * 5,
        ("sign-in-limited", None),
    ]
