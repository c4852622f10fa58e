"""Headers as they are over TLS, on every kind of page."""

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse

from config.urls import urlpatterns as product
from exercises import rendering
from tests.config.observatory import Scripts, points
from tests.factories import create_answers, create_person, create_routine

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
FOR_GOOD = "max-age=63072000; includeSubDomains; preload"
KINDS = {
    "text/html; charset=utf-8",
    'text/css; charset="utf-8"',
    "text/javascript; charset=utf-8",
    'text/javascript; charset="utf-8"',
    "text/plain; charset=utf-8",
    "application/json",  # UTF-8 by definition (RFC 8259)
}
FRAGMENT = {"HX-Request": "true", "HX-Target": "results"}


def broken(request):
    raise RuntimeError("canary-31f7")


urlpatterns = [path("broken/", broken), *product]


@pytest.fixture
def answers(over_tls, collected, loaded_library):
    """By kind of page, what a stranger and a person get over TLS."""
    rendering.forget()  # parts made before name other files
    person = create_person()
    create_answers(person)
    routine = create_routine(person)
    stranger, client = over_tls(raise_request_exception=False), over_tls()
    client.force_login(person)
    static = [staticfiles_storage.url(name) for name in ("css/app.css", "js/device.js")]
    asked = {
        stranger: ["/", "/exercises/", "/exercises/bridge/", "/accounts/login/", "/nothing/", "/broken/"],
        client: [
            "/today/",
            "/profile/",
            "/you/",
            f"/routines/{routine.pk}/",
            f"/routines/{routine.pk}/session/",
        ],
    }
    asked[stranger] += [reverse("routines:service_worker"), "/healthz", "/robots.txt", *static]
    asked[client] += [reverse("accounts:download", args=["json"]), reverse("routines:token")]
    found = {page: visitor.get(page) for visitor, pages in asked.items() for page in pages}
    for response in found.values():
        response.close()  # static files are open until they are sent
    yield found | {"fragment": stranger.get("/exercises/", headers=FRAGMENT)}
    rendering.forget()


@pytest.mark.asvs("V3.4.1", "V3.4.2", "V3.4.3", "V3.4.4", "V3.4.5", "V3.4.6", "V4.1.1")
def test_every_kind_of_page_has_all_the_points_it_can_have(answers):
    lost = {}
    for page, response in answers.items():
        scripts = "html" in response["Content-Type"] and Scripts(response.text).found
        most = 130 + 5 * bool(response.cookies) + 5 * bool(scripts)
        if (found := points(response)) and sum(found.values()) != most:
            lost[page] = found

    assert lost == {}
    assert {sum(points(response).values()) for response in answers.values()} == {130, 135, 140}
    assert {response["Strict-Transport-Security"] for response in answers.values()} == {FOR_GOOD}
    assert {response["Content-Type"] for response in answers.values()} == KINDS


@pytest.mark.asvs("V3.3.1", "V3.3.2", "V3.3.3", "V3.3.4")
def test_every_cookie_is_for_this_host_over_tls_and_for_no_script(over_tls, loaded_library):
    client = over_tls()
    answers = [client.get("/accounts/login/"), client.post(reverse("accounts:begin"))]
    client.force_login(create_person())
    answers.append(client.post(reverse("accounts:consent")))

    cookies = [cookie for response in answers for cookie in response.cookies.values()]
    assert {cookie.key for cookie in cookies} == {"__Host-csrf", "__Host-session", "__Host-messages"}
    assert {(c["secure"], c["httponly"], c["samesite"], c["path"], c["domain"] or "") for c in cookies} == {
        (True, True, "Lax", "/", "")
    }


@pytest.mark.asvs("V4.1.2", "V12.2.1")
def test_pages_are_led_to_tls_and_what_is_sent_in_the_clear_is_refused(over_tls):
    client = Client(SERVER_NAME="back.example.org")

    page, form = client.get("/you/"), client.post("/accounts/login/")
    session = client.put(reverse("routines:record", args=["0192f0c1-2345-7abc-8def-0123456789ab"]))

    assert (page.status_code, page["Location"]) == (301, "https://back.example.org/you/")
    assert [form.status_code, session.status_code] == [403, 403]


@pytest.mark.asvs("V16.5.1")
def test_an_error_says_nothing_about_the_inside():
    page = Client(raise_request_exception=False).get("/broken/")

    assert page.status_code == 500
    assert not any(word in page.text for word in ("canary", "Traceback", "RuntimeError", "/site-packages/"))


def test_what_is_missing_costs_points():
    bare = HttpResponse("<script src='https://elsewhere.example/x.js'></script>")
    bare.set_cookie("session", "x")

    assert {rule: n for rule, n in points(bare).items() if n < 0} == {
        "policy": -25,
        "cookies": -40,
        "transport": -20,
        "digests": -50,
        "referrer": -5,
        "sniffing": -5,
        "framing": -20,
    }
