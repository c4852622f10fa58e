import re

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from accounts.templatetags.devices import device
from tests.accounts.test_signing_in import create_account, sign_in

APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0"
LINUX = f"Mozilla/5.0 (X11; Linux x86_64) {CHROME} Safari/537.36"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (LINUX, "Chrome on Linux"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36 Edg/130.0", "Edge on Windows"),
        ("Mozilla/5.0 (Windows NT 10.0; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox on Windows"),
        (
            f"Mozilla/5.0 (Macintosh; Intel Mac OS X 14_7) {APPLE} Version/18.0 Safari/605.1.15",
            "Safari on Mac",
        ),
        (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) {APPLE} Version/18.0 Mobile Safari/604.1",
            "Safari on iPhone",
        ),
        (f"Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) {APPLE} CriOS/130.0 Mobile", "Chrome on iPad"),
        (
            f"Mozilla/5.0 (Linux; Android 14; SM-S911B) {CHROME} SamsungBrowser/26.0 Mobile",
            "Samsung Internet on Android",
        ),
        ("curl/8.5.0", "A browser we do not know"),
        ("Windows", "Windows"),
        ("", "A browser we do not know"),
    ],
)
def test_a_device_is_named_as_its_owner_would(said, words):
    assert device(said) == words


@pytest.mark.django_db
def test_the_list_of_devices_names_them_and_never_repeats_what_they_sent(client):
    create_account("ann@example.org")
    sign_in(client, "ann@example.org")
    UserSession.objects.update(user_agent=LINUX)

    page = client.get("/accounts/sessions/").text

    assert "<b>Chrome on Linux</b>" in page
    assert "Mozilla" not in page


@pytest.mark.django_db
def test_the_list_of_devices_begins_with_the_one_in_use(client):
    create_account("ann@example.org")
    for said in ("Firefox/1 Windows", "Firefox/1 Android"):
        sign_in(Client(headers={"user-agent": said}), "ann@example.org")
    sign_in(client, "ann@example.org")
    UserSession.objects.filter(user_agent="").update(user_agent=LINUX)
    sign_in(Client(headers={"user-agent": "Firefox/1 iPhone"}), "ann@example.org")

    page = client.get("/accounts/sessions/").text

    assert re.findall(r"<b>(.+ on .+)</b>", page) == [
        "Chrome on Linux",
        "Firefox on iPhone",
        "Firefox on Android",
        "Firefox on Windows",
    ]
