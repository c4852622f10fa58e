"""How sessions begin, go on and end."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import sessions
from accounts.models import User
from tests.accounts.test_signing_in import PASSWORD, create_account, sign_in
from tests.factories import create_answers, create_person, create_routine

pytestmark = pytest.mark.django_db
EMAIL = "a@example.org"


def is_in(client):
    return client.get("/offline/").wsgi_request.user.is_authenticated


def key(client):
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def with_key(value):
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = value
    return client


def prove(client, password=PASSWORD):
    return client.post(reverse("account_reauthenticate"), {"password": password})


@pytest.fixture
def devices():
    """Three devices of one account."""
    create_account(EMAIL)
    clients = [Client(), Client(), Client()]
    for client in clients:
        sign_in(client, EMAIL)
    return clients


@pytest.mark.asvs("V7.2.1", "V7.2.2")
@pytest.mark.parametrize("made_up", ["", "a" * 32, "../../x", "' OR 1=1 --", "x" * 5000])
def test_a_key_that_the_server_did_not_give_is_nobodys(made_up):
    assert not is_in(with_key(made_up))


@pytest.mark.asvs("V7.2.3", "V11.5.1")
def test_a_key_has_more_than_128_bits_and_no_two_are_alike():
    keys = {sessions.SessionStore()._get_new_session_key() for _ in range(1000)}

    assert len(keys) == 1000
    assert min(map(len, keys)) * 5.16 > 128  # 36 signs: log2(36) = 5.17
    assert all(re.fullmatch("[a-z0-9]{32}", each) for each in keys)


@pytest.mark.asvs("V7.2.4")
def test_signing_in_gives_a_new_key_and_ends_the_old_one(client):
    client.force_login(create_person())
    create_account(EMAIL)
    before = key(client)

    sign_in(client, EMAIL)

    assert key(client) != before
    assert (is_in(client), is_in(with_key(before))) == (True, False)


@pytest.mark.asvs("V7.2.4")
def test_proving_again_who_you_are_gives_a_new_key_too(devices):
    client, before = devices[0], key(devices[0])

    prove(client)

    assert key(client) != before
    assert (is_in(client), is_in(with_key(before))) == (True, False)
    assert client.get(reverse("usersessions_list")).context["session_count"] == 3


@pytest.mark.asvs("V7.4.1", "V14.3.1")
def test_signing_out_ends_the_session_and_wipes_the_device(devices):
    before = key(devices[0])

    response = devices[0].post(reverse("account_logout"))

    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert [is_in(with_key(before)), is_in(devices[1])] == [False, True]


def test_back_after_signing_out_shows_nothing_private(devices):
    """The browser keeps no copy (no-store), so Back asks the server, which knows nobody."""
    client = devices[0]
    pages = ["/you/", "/today/", "/progress/", "/routines/", "/habits/", "/profile/", reverse("mfa_index")]
    stored = {page: client.get(page)["Cache-Control"] for page in pages}
    client.post(reverse("account_logout"))

    back = [client.get(page, follow=True) for page in pages]

    assert {page for page, how in stored.items() if "no-store" not in how} == set()
    assert [page.request["PATH_INFO"] for page in back if EMAIL in page.text] == []


@pytest.mark.asvs("V7.4.2")
def test_with_the_account_all_its_sessions_end(devices):
    prove(devices[0])
    devices[0].post(reverse("accounts:delete"))

    assert (User.objects.count(), Session.objects.count(), [is_in(each) for each in devices]) == (
        0,
        0,
        [False] * 3,
    )


@pytest.mark.asvs("V7.3.1")
def test_a_session_ends_90_days_after_the_last_visit(devices, time_machine):
    start = timezone.now()
    time_machine.move_to(start + sessions.IDLE - timedelta(hours=1))
    still = is_in(devices[0])
    time_machine.move_to(start + sessions.IDLE + timedelta(hours=1))

    assert (sessions.IDLE, still) == (timedelta(days=90), True)
    assert [is_in(each) for each in devices] == [True, False, False]


@pytest.mark.asvs("V7.3.2")
def test_a_session_in_use_ends_a_year_after_the_person_last_said_who_they_are(devices, time_machine):
    start = timezone.now()
    came = []
    for week in range(1, 54):
        time_machine.move_to(start + timedelta(days=7 * week))
        came.append(is_in(devices[0]))

    assert came == [True] * 52 + [False]


def test_a_guest_in_use_stays_for_they_could_not_come_back(client, time_machine):
    client.force_login(create_person())
    start = timezone.now()
    for month in range(1, 25):
        time_machine.move_to(start + timedelta(days=30 * month))
        client.get("/you/")

    assert is_in(client)


@pytest.mark.asvs("V7.5.2")
def test_other_devices_are_signed_out_after_proving_who_you_are(devices):
    page = reverse("usersessions_list")
    listed = devices[0].get(page).context["session_count"]
    unproved = devices[0].post(page)
    untouched = [is_in(each) for each in devices]

    prove(devices[0])
    devices[0].post(page)

    assert (listed, unproved.url.split("?")[0]) == (3, reverse("account_reauthenticate"))
    assert (untouched, [is_in(each) for each in devices]) == ([True] * 3, [True, False, False])


def test_nobody_signs_out_the_devices_of_somebody_else(devices, client):
    """OpenProject CVE-2026-23646: a session was ended by whoever knew its number."""
    client.force_login(User.objects.create_user("b@example.org", PASSWORD))
    prove(client)

    client.post(reverse("usersessions_list"), {"session": "1", "id": "1", "user": "1"})

    assert [is_in(each) for each in devices] == [True] * 3


@pytest.mark.asvs("V7.4.3")
def test_a_new_password_signs_out_every_other_device(devices):
    new = "a different long password"
    change = {"oldpassword": PASSWORD, "password1": new, "password2": new}

    devices[0].post(reverse("account_change_password"), change)

    assert [is_in(each) for each in devices] == [True, False, False]


@pytest.mark.asvs("V7.4.3")
def test_after_a_change_of_factors_all_other_devices_can_be_signed_out(devices):
    """The page that every change of a factor leads back to offers it."""
    assert reverse("usersessions_list") in devices[0].get(reverse("mfa_index")).text


@pytest.mark.asvs("V7.4.4")
def test_signing_out_is_one_step_from_every_page_and_said_in_words(devices, loaded_library):
    person = User.objects.get()
    create_answers(person)
    create_routine(person)
    pages = ["/today/", "/progress/", "/habits/", "/routines/", "/profile/", "/exercises/", "/accounts/2fa/"]

    shown = {page: devices[0].get(page).text for page in pages}

    assert [page for page, text in shown.items() if 'href="/you/"' not in text] == []
    form = r'<form method="post" action="/accounts/logout/"[^>]*>.*?Sign out'
    assert re.search(form, devices[0].get("/you/").text, re.S)


@pytest.mark.asvs("V7.5.1")
@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("account_email", {"action_add": "", "email": "evil@example.org"}),
        ("mfa_activate_totp", {"code": "123456"}),
        ("mfa_add_webauthn", {"name": "x", "credential": "{}"}),
        ("mfa_generate_recovery_codes", {}),
        ("accounts:delete", {}),
    ],
)
def test_what_opens_the_account_is_changed_only_after_proving_who_you_are(devices, name, sent):
    response = devices[0].post(reverse(name), sent)

    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("account_reauthenticate"))
    person = User.objects.get(email=EMAIL)
    assert (person.emailaddress_set.count(), Authenticator.objects.count()) == (1, 0)


@pytest.mark.asvs("V7.4.5")
def test_an_administrator_ends_the_sessions_of_one_or_of_all(devices, client, capsys):
    guest, other = Client(), Client()
    guest.force_login(create_person())
    create_account("b@example.org")
    sign_in(other, "b@example.org")

    call_command("end_sessions", email=EMAIL)
    one = [is_in(each) for each in (*devices, other, guest)]
    call_command("end_sessions", all=True)
    every = [is_in(each) for each in (*devices, other, guest)]

    assert (one, every) == ([False] * 3 + [True, True], [False] * 4 + [True])
    assert capsys.readouterr().out.splitlines()[0] == "3 sessions of 1 person ended"


def test_ending_the_sessions_of_nobody_says_so():
    with pytest.raises(CommandError, match="nobody has the address"):
        call_command("end_sessions", email="x@example.org")


def test_a_form_from_before_signing_in_is_refused_after_and_changes_nothing():
    """Two tabs: one signs in, the other sends what it showed before."""
    create_account(EMAIL)
    browser = Client(enforce_csrf_checks=True)
    token = re.search(
        r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get("/accounts/login/code/").text
    )[1]
    login = re.search(
        r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get("/accounts/login/?next=/").text
    )[1]
    browser.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD, "csrfmiddlewaretoken": login})

    late = browser.post("/accounts/login/code/", {"email": EMAIL, "csrfmiddlewaretoken": token})

    assert (late.status_code, "Traceback" in late.text, is_in(browser)) == (403, False, True)


def test_deleting_twice_says_that_it_is_done(client):
    """Two tabs, or a second press."""
    client.force_login(create_person())

    first, second = client.post(reverse("accounts:delete")), client.post(reverse("accounts:delete"))

    assert (first.url, second.status_code, second.url) == (
        reverse("accounts:deleted"),
        302,
        reverse("accounts:intake"),
    )


@pytest.mark.asvs("V7.4.5", "V7.5.2")
def test_a_device_that_a_retired_secret_knew_can_still_be_signed_out(devices, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new one, as long as it takes to be one"
    came = [is_in(each) for each in devices]
    listed = devices[0].get(reverse("usersessions_list")).context["session_count"]

    call_command("end_sessions", email=EMAIL)

    assert (came, listed, [is_in(each) for each in devices]) == ([True] * 3, 3, [False] * 3)
