import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from playwright.sync_api import expect

from accounts.models import User
from tests.browser.look import axe_faults, look_faults

pytestmark = pytest.mark.browser

PASSWORD = "three-quiet-words"
MANAGE = [
    "/accounts/email/",
    "/accounts/2fa/",
    "/accounts/2fa/webauthn/",
    "/accounts/sessions/",
    "/accounts/password/change/",
    "/accounts/logout/",
    "/accounts/reauthenticate/",
]


@pytest.fixture
def ada(db):
    user = User.objects.create_user("ada@example.org", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def give_authenticator(page):
    """A device of its own for passkeys; gives what to ask it through, and its name."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    facts = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
    }
    options = facts | {"isUserVerified": True, "automaticPresenceSimulation": True}
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


def code_sent():
    return re.search(r"^\s*([A-Z0-9]{4}-[A-Z0-9]{4})\s*$", mail.outbox[-1].body, re.MULTILINE).group(1)


def faults_of(page):
    return look_faults(page) + axe_faults(page)


def test_a_passkey_alone_makes_an_account_and_opens_it_again(page):
    give_authenticator(page)
    page.goto("/accounts/signup/passkey/")
    page.get_by_label("Email").fill("new@example.org")
    page.get_by_role("button", name="Send me the code").click()
    expect(page.get_by_role("heading", name="Enter the code")).to_be_visible()
    code_page = faults_of(page)
    page.get_by_label("Code").fill(code_sent())
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Make your passkey")).to_be_visible()
    key_page = faults_of(page)
    page.get_by_role("button", name="Make my passkey").click()
    page.wait_for_url(lambda url: "/accounts/" not in url)

    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda url: "/accounts/" not in url)

    page.goto("/you/")
    expect(page.get_by_text("new@example.org").first).to_be_visible()
    assert code_page + key_page == []


@pytest.mark.asvs("V6.3.4")
def test_a_code_by_mail_signs_in(page, ada):
    page.goto("/accounts/login/code/")
    page.get_by_label("Email").fill(ada.email)
    page.get_by_role("button", name="Send me the code").click()
    page.get_by_label("Code").fill(code_sent())
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(lambda url: "/accounts/" not in url)

    page.goto("/you/")
    expect(page.get_by_text(ada.email).first).to_be_visible()


def test_a_wrong_password_is_said_beside_the_form_and_can_be_corrected(page, ada):
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(ada.email)
    page.get_by_label("Password").fill("not the one")
    page.get_by_role("button", name="Sign in with a password").click()

    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    assert faults_of(page) == []
    expect(page.get_by_label("Email")).to_have_value(ada.email)


def test_pages_about_the_account_can_be_seen_by_anybody(page, ada, sign_in):
    sign_in(ada)

    faults = {}
    for path in MANAGE:
        page.goto(path)
        faults[path] = faults_of(page)

    assert {path: found for path, found in faults.items() if found} == {}


def test_an_authenticator_app_is_turned_on_after_confirming(page, ada, sign_in):
    sign_in(ada)
    page.goto("/accounts/2fa/totp/activate/")
    expect(page.get_by_role("heading", name="Confirm that it is you")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_role("heading", name="Turn on the authenticator app")).to_be_visible()
    assert faults_of(page) == []


def make_account(page, email):
    """By passkey alone; leaves the page signed in."""
    page.goto("/accounts/signup/passkey/")
    page.get_by_label("Email").fill(email)
    page.get_by_role("button", name="Send me the code").click()
    page.get_by_label("Code").fill(code_sent())
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Make my passkey").click()
    page.wait_for_url(lambda url: "/accounts/" not in url)


def try_passkey(page):
    """Where the server leads after what the device signed."""
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    with page.expect_response(lambda response: response.request.method == "POST") as sent:
        page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_load_state()
    return sent.value.headers["location"]


@pytest.mark.asvs("V6.3.4")
def test_a_passkey_that_was_taken_off_the_account_opens_nothing(page):
    give_authenticator(page)
    make_account(page, "new@example.org")
    Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).delete()

    assert try_passkey(page) == "/accounts/login/"
    page.goto("/you/")
    expect(page.get_by_text("new@example.org")).to_have_count(0)


@pytest.mark.asvs("V6.3.4")
def test_a_passkey_opens_its_own_account_and_no_other(page, new_context):
    """Bea's device holds her passkey; told to hand it out as Ada's, it is refused."""
    device, authenticator = give_authenticator(page)
    make_account(page, "ada@example.org")
    [ada] = device.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"]
    elsewhere = new_context().new_page()
    other, place = give_authenticator(elsewhere)
    make_account(elsewhere, "bea@example.org")
    [bea] = other.send("WebAuthn.getCredentials", {"authenticatorId": place})["credentials"]
    forged = bea | {"credentialId": ada["credentialId"], "userHandle": ada["userHandle"]}
    other.send("WebAuthn.clearCredentials", {"authenticatorId": place})
    other.send("WebAuthn.addCredential", {"authenticatorId": place, "credential": forged})

    assert try_passkey(elsewhere) == "/accounts/login/"
    elsewhere.goto("/you/")
    expect(elsewhere.get_by_text("ada@example.org")).to_have_count(0)


@pytest.mark.asvs("V14.3.2")
def test_back_after_signing_out_shows_nothing_private(page, ada, sign_in):
    sign_in(ada)
    page.goto("/you/")
    expect(page.get_by_text(ada.email).first).to_be_visible()
    page.locator("form[data-sign-out] button").click()
    page.wait_for_url(lambda url: not url.endswith("/you/"))

    page.go_back()

    page.wait_for_load_state()
    expect(page.get_by_text(ada.email)).to_have_count(0)


def test_a_browser_without_passkeys_is_shown_the_other_ways(page):
    page.add_init_script("delete globalThis.PublicKeyCredential")

    page.goto("/accounts/login/")

    expect(page.get_by_text("Passkeys do not work in this browser")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    expect(page.get_by_role("link", name="Send me a code by email")).to_be_visible()
    page.goto("/accounts/signup/")
    expect(page.get_by_role("link", name="Use a passkey")).to_be_hidden()
    page.goto("/accounts/signup/passkey/")
    expect(page.get_by_text("Use a password instead.")).to_be_visible()


def test_a_device_that_gives_no_passkey_is_said(page):
    page.add_init_script("CredentialsContainer.prototype.get = () => Promise.reject(new Error('cancelled'))")
    page.goto("/accounts/login/")

    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_text("No passkey came from your device")).to_be_visible()
