"""Holes that others in this field had, by name: none of them opens here.

Each is named after what was found elsewhere; docs/security.md says what meets it.
"""

import re
from urllib.parse import urljoin, urlsplit
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from accounts.models import User
from routines.models import Rating
from tests.factories import create_person, create_routine

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_library")]
PASSWORD = "a long password"
ELSEWHERE = [
    "https://evil.example",
    "http://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "http:\\\\evil.example",
    "//evil.example/%2f..",
    "//evil.example\\@localhost",
    "https://localhost@evil.example",
    "https://localhost.evil.example",
    "https://testserver.evil.example",
    "https://evil.example/testserver",
    "https://evil.example#testserver",
    "https://evil.example?testserver",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,evil",
    "vbscript:evil",
    "\tjavascript:alert(1)",
    "\thttps://evil.example",
    "\nhttps://evil.example",
    "\r\nLocation: https://evil.example",
    "%0d%0aLocation:%20https://evil.example",
    " https://evil.example",
    "\x00https://evil.example",
    "https://evil.example\x00",
    "https://[::1]@evil.example",
    "https://[evil.example",
    "https://[evil.example]/",
    "https://evil。example",
    "//evil。example",
    "ftp://evil.example",
    "//0x7f.1",
    "//2130706433",
    "https://user:pass@evil.example",
    "/../..//evil.example",
    "./..//../evil.example",
]


def account(email="ann@example.org"):
    person = User.objects.create_user(email, PASSWORD)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def leaves(address):
    """As a browser reads it: backslashes are slashes, many are two, control characters are nothing."""
    plain = re.sub(r"[\x00-\x20]", "", address).replace("\\", "/")
    plain = re.sub(r"^(https?:)?/{2,}", r"\1//", plain)
    try:
        return urlsplit(urljoin("http://testserver/accounts/login/", plain))[:2] != ("http", "testserver")
    except ValueError:  # what Python cannot take apart, a browser might
        return True


def test_the_corpus_leaves_and_our_own_pages_do_not():
    assert [way for way in ELSEWHERE if not leaves(way)] == [
        "%0d%0aLocation:%20https://evil.example",
        "/../..//evil.example",
        "./..//../evil.example",
    ]
    assert not leaves("/today/")


@pytest.mark.asvs("V3.7.2")
@pytest.mark.parametrize("way", ELSEWHERE)
def test_signing_in_leads_nowhere_else(client, way):
    account()

    response = client.post(
        f"{reverse('account_login')}", {"login": "ann@example.org", "password": PASSWORD, "next": way}
    )

    assert not leaves(response.get("Location", "")), response["Location"]


@pytest.mark.asvs("V3.7.2")
@pytest.mark.parametrize("way", ELSEWHERE)
def test_signing_out_leads_nowhere_else(client, way):
    client.force_login(account())

    response = client.post(reverse("account_logout"), {"next": way})

    assert not leaves(response.get("Location", "")), response["Location"]


def test_what_one_person_was_shown_is_not_shown_to_the_next():
    """An answer that was kept under a key without its owner (CVE-2026-27838)."""
    owner, other = create_person(), create_person()
    routine = create_routine(owner, name="canary-44ab")
    mine, theirs = Client(), Client()
    mine.force_login(owner)
    theirs.force_login(other)
    pages = [
        f"/routines/{routine.pk}/",
        f"/routines/{routine.pk}/session/",
        "/today/",
        "/routines/",
        "/progress/",
    ]

    warm = [mine.get(page, follow=True).text for page in pages]
    cold = [theirs.get(page, follow=True) for page in pages]

    assert any("canary-44ab" in page for page in warm)
    assert not any("canary-44ab" in page.text for page in cold)
    assert [page.status_code for page in cold[:2]] == [404, 404]


def test_a_session_cannot_name_somebody_elses_routine(client):
    """A child was accepted with the parent of another (wger, 2026)."""
    routine, person = create_routine(create_person()), create_person()
    client.force_login(person)
    body = {"started_at": timezone.now().isoformat(), "time_zone": "UTC", "routine": str(routine.pk)}
    items = [{"exercise": "bridge", "block": "strengthening", "seconds": 60}]

    client.put(
        reverse("routines:record", args=[uuid4()]), body | {"items": items}, content_type="application/json"
    )

    assert [session.routine for session in person.sessions.all()] == [None]


def test_a_rating_cannot_name_somebody_elses_activity(client):
    activity, person = create_person().activities.create(name="Swim"), create_person()
    client.force_login(person)

    response = client.post(reverse("routines:rate_activity", args=[activity.pk]), {"value": "5"})

    assert (response.status_code, Rating.objects.count()) == (404, 0)


@pytest.mark.asvs("V3.5.1")
@pytest.mark.parametrize("url", ["account_signup", "account_login", "account_logout", "accounts:delete"])
def test_a_form_from_elsewhere_is_refused(url):
    client = Client(enforce_csrf_checks=True)
    client.force_login(account())

    assert client.post(reverse(url), {"email": "x@example.org", "password1": PASSWORD}).status_code == 403


@pytest.mark.asvs("V3.5.3")
def test_looking_changes_nothing(client):
    """State was changed by GET (wger, 2026)."""
    person = create_person()
    routine = create_routine(person)
    client.force_login(person)
    actions = ("choose", "archive", "unarchive", "delete", "undelete", "duplicate", "proposal")

    for action in actions:
        assert client.get(reverse(f"routines:{action}", args=[routine.pk])).status_code == 405
    assert person.routines.count() == 1


def test_nobody_can_sign_in_as_somebody_else():
    """A trainer's "log in as" led to more than it should (GHSA-9qpr-vc49-hqg2): there is no such thing."""
    names = [str(pattern.pattern) for pattern in get_resolver().url_patterns]
    assert not any(word in name for name in names for word in ("impersonate", "hijack", "login-as", "su/"))


@pytest.mark.asvs("V6.5.1")
def test_a_code_to_reset_a_password_is_good_once(client, mailoutbox):
    """A token that worked for ever (Vikunja CVE-2026-28268)."""
    account()
    client.post(reverse("account_reset_password"), {"email": "ann@example.org"})
    code = re.search(r"^[A-Z0-9]{4}-?[A-Z0-9]{2,4}$", mailoutbox[-1].body, re.M)[0]
    confirm = reverse("account_confirm_password_reset_code")
    first = client.post(confirm, {"code": code})
    again = Client().post(confirm, {"code": code})

    assert first.status_code == 302
    assert again.status_code == 302
    assert again.url != first.url


@pytest.mark.asvs("V1.2.4")
def test_filters_are_words_not_parts_of_a_query(client):
    """Keys from outside reached the database as keywords (CVE-2025-64459)."""
    for key in ("_connector", "owner", "slug__regex", "q__in", "block__contains"):
        assert client.get("/exercises/", {key: "OR 1=1"}).status_code == 200
