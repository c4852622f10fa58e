"""Codes by mail: each good once, soon, here, and for who asked for it."""

import re
from datetime import timedelta

import pytest
from allauth.account.adapter import get_adapter
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from tests.accounts.test_sessions import is_in
from tests.accounts.test_signing_in import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("accounts")]
EMAIL, OTHER = "a@example.org", "b@example.org"
CODE = re.compile(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", re.M)


def last_code():
    return CODE.search(mail.outbox[-1].body)[0]


def ask(client, email=EMAIL):
    client.post(reverse("account_request_login_code"), {"email": email})
    return last_code()


def enter(client, code, form="account_confirm_login_code"):
    return client.post(reverse(form), {"code": code})


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
