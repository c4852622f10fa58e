"""Where guests meet accounts, through the real pages."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import privacy
from accounts.models import User
from tests.accounts.test_privacy import create_person

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"


def create_account(email="a@example.org", **fields):
    user = User.objects.create_user(email=email, password=PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def sign_up(client, email):
    client.post(reverse("account_signup"), {"email": email, "password1": PASSWORD})
    code = re.search(r"^[A-Z0-9]{4}-?[A-Z0-9]{2,4}$", mail.outbox[-1].body, re.M)
    return client.post(reverse("account_email_verification_sent"), {"code": code[0]})


def sign_in(client, email):
    return client.post(reverse("account_login"), {"login": email, "password": PASSWORD})


def test_a_guest_who_signs_up_keeps_everything(client):
    guest = create_person()
    held = privacy.counts(guest)
    client.force_login(guest)

    sign_up(client, "new@example.org")

    account = User.objects.get(email="new@example.org")
    assert (privacy.counts(account), User.objects.guests().count()) == (held, 0)


def test_a_guest_who_signs_in_to_an_empty_account_keeps_everything(client):
    guest, account = create_person(), create_account()
    held = privacy.counts(guest)
    client.force_login(guest)

    sign_in(client, "a@example.org")

    assert privacy.counts(account) == held


@pytest.mark.parametrize(("keep", "routines"), [("both", 2), ("account", 1)])
def test_a_guest_who_signs_in_to_a_full_account_is_asked(client, keep, routines):
    guest, account = create_person(), create_person(email="a@example.org", password=PASSWORD)
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    client.force_login(guest)

    response = sign_in(client, "a@example.org")
    asked = client.get(response.url)
    client.post(response.url, {"keep": keep})

    assert (response.url, asked.status_code) == (reverse("accounts:merge"), 200)
    assert privacy.counts(account)["routines.routine"] == routines
    assert not User.objects.guests().exists()


def test_what_the_device_still_holds_of_the_guest_is_the_accounts(client):
    guest, _account = create_person(), create_account()
    client.force_login(guest)

    sign_in(client, "a@example.org")

    assert client.get(reverse("routines:token")).json()["formerly"] == [str(guest.pk)]


def test_a_guest_that_is_not_kept_is_wiped_from_the_device(client):
    guest, account = create_person(), create_person(email="a@example.org", password=PASSWORD)
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    client.force_login(guest)

    response = client.post(sign_in(client, "a@example.org").url, {"keep": "account"})

    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get(reverse("routines:token")).json()["formerly"] == []


def test_merge_without_an_answer_asks_again(client):
    guest, account = create_person(), create_person(email="a@example.org", password=PASSWORD)
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    client.force_login(guest)
    url = sign_in(client, "a@example.org").url

    response = client.post(url, {"keep": "everything"})

    assert (response.status_code, User.objects.guests().count()) == (422, 1)


def test_merge_cannot_name_somebody_elses_rows(client):
    """The guest to merge comes from the session alone; a person with an account is never taken for one."""
    victim, account = create_person(email="victim@example.org"), create_account()
    client.force_login(account)
    session = client.session
    session["guest_to_merge"] = str(victim.pk)
    session.save()

    response = client.post(reverse("accounts:merge"), {"keep": "both"})

    assert (response.status_code, privacy.has_rows(account)) == (404, False)


def test_signing_up_with_a_known_address_answers_the_same(client, django_user_model):
    create_account("known@example.org")

    known = client.post(reverse("account_signup"), {"email": "known@example.org", "password1": PASSWORD})
    client.logout()
    unknown = client.post(reverse("account_signup"), {"email": "new@example.org", "password1": PASSWORD})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_your_page_works_for_everybody(client):
    anonymous = client.get(reverse("accounts:you"))
    client.force_login(create_person())
    guest = client.get(reverse("accounts:you"))
    client.force_login(create_account())
    account = client.get(reverse("accounts:you"))

    assert [r.status_code for r in (anonymous, guest, account)] == [200, 200, 200]
    assert guest["Cache-Control"] == account["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_a_person_downloads_their_own(client, kind):
    create_person(email="other@example.org")
    client.force_login(create_person())

    response = client.get(reverse("accounts:download", args=[kind]))

    assert (response.status_code, b"other@example.org" in response.content) == (200, False)


@pytest.mark.asvs("V14.3.1")
def test_deleting_signs_out_and_wipes_the_browser(client):
    client.force_login(create_person())

    response = client.post(reverse("accounts:delete"))

    assert (response.url, response["Clear-Site-Data"]) == (reverse("accounts:deleted"), '"cache", "storage"')
    assert User.objects.count() == 0


def test_deleting_an_account_asks_who_you_are(client):
    client.force_login(create_account())

    response = client.post(reverse("accounts:delete"))

    assert (response.url.split("?")[0], User.objects.count()) == (reverse("account_reauthenticate"), 1)


def test_the_sign_in_page_is_the_same_for_all_strangers_but_for_its_token(db):
    pages = [Client().get("/accounts/login/") for _ in range(2)]

    tokens = [set(re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)) for page in pages]

    assert [len(found) for found in tokens] == [1, 1]
    assert tokens[0] != tokens[1]
    assert pages[0].text.replace(*tokens[0], "") == pages[1].text.replace(*tokens[1], "")
    assert all("no-store" in page["Cache-Control"] and "Cookie" in page["Vary"] for page in pages)


def test_the_sign_in_page_keeps_where_to_go_on(client, db):
    assert 'value="/progress/"' in client.get("/accounts/login/?next=/progress/").text


def test_the_token_of_the_sign_in_page_is_taken(db):
    create_account("known@example.org")
    careful = Client(enforce_csrf_checks=True)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', careful.get("/accounts/login/").text)[1]

    sent = {"csrfmiddlewaretoken": token, "login": "known@example.org", "password": "wrong"}
    response = careful.post("/accounts/login/", sent)

    assert response.status_code == 200
    assert "not correct" in response.text


def test_staying_signed_in_is_chosen_and_said_in_words(client, db):
    create_account("known@example.org")
    page = client.get(reverse("account_login")).text
    ages = []
    for ticked in ({}, {"remember": "on"}):
        client.post(reverse("account_login"), {"login": "known@example.org", "password": PASSWORD} | ticked)
        ages.append(client.session.get_expire_at_browser_close())
        client.post(reverse("account_logout"))

    assert "Keep me signed in on this device" in page
    assert ages == [True, False]


@pytest.mark.parametrize(
    ("address", "missing"),
    [
        ("/accounts/login/", ["Enter your email address.", "Enter your password."]),
        ("/accounts/signup/", ["Enter your email address.", "Choose a password."]),
    ],
)
def test_the_doors_say_what_is_missing(client, db, address, missing):
    page = client.post(address, {})

    assert re.findall(r'<li><a href="#id_\w+">([^<]+)</a>', page.text) == missing


def test_an_account_is_told_of_itself_and_not_of_a_guest(client, loaded_library):
    before = client.get("/intake/").text
    create_account("ann@example.org")
    sign_in(client, "ann@example.org")

    after = client.get("/intake/").text

    told = ("only through this browser", "by signing in to your account", "away for 2 years")
    assert [words in before for words in told] == [True, False, False]
    assert [words in after for words in told] == [False, True, True]


def test_one_confirmed_address_leaves_nothing_to_choose(client, db):
    person = create_account("ann@example.org")
    sign_in(client, "ann@example.org")
    alone = client.get(reverse("account_email")).text
    EmailAddress.objects.create(user=person, email="second@example.org")

    together = client.get(reverse("account_email")).text

    choices = ("action_primary", "action_send", "action_remove")
    assert [name in alone for name in choices] == [False, False, False]
    assert [name in together for name in choices] == [True, True, True]


def test_the_page_for_the_code_says_one_thing_about_it(client, db):
    page = client.post(
        reverse("account_signup"), {"email": "new@example.org", "password1": PASSWORD}, follow=True
    )

    assert [str(said) for said in page.context["messages"]] == []
    assert "can receive it, a code is on its way" in page.text
