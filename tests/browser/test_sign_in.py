import re

import pytest
from allauth.account.models import EmailAddress
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
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    facts = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
    }
    options = facts | {"isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


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
