"""What every page tells the browser to refuse; tests/config/test_observatory.py counts the points for it."""

import pytest

pytestmark = pytest.mark.django_db
PAGES = ["/", "/exercises/", "/you/", "/accounts/login/", "/nothing-here/", "/.well-known/security.txt"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_sealed(client, path):
    headers = client.get(path).headers

    assert {
        "Cross-Origin-Resource-Policy": headers.get("Cross-Origin-Resource-Policy"),
        "Cross-Origin-Embedder-Policy": headers.get("Cross-Origin-Embedder-Policy"),
        "Cross-Origin-Opener-Policy": headers.get("Cross-Origin-Opener-Policy"),
        "X-Content-Type-Options": headers.get("X-Content-Type-Options"),
        "X-Frame-Options": headers.get("X-Frame-Options"),
        "Referrer-Policy": headers.get("Referrer-Policy"),
    } == {
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Opener-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
    }


@pytest.mark.parametrize("path", PAGES)
def test_content_comes_from_here_and_nothing_is_inline(client, path):
    policy = client.get(path).headers["Content-Security-Policy"]

    directives = dict(part.strip().split(" ", 1) for part in policy.split(";") if part.strip())
    assert directives == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "font-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "object-src": "'none'",
    }


def test_an_unknown_host_gets_no_page(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_a_request_id_from_outside_must_look_like_one(client):
    good, bad = "0123456789abcdef", "x\r\nSet-Cookie: a=b"

    assert client.get("/healthz", headers={"x-request-id": good})["X-Request-ID"] == good
    assert client.get("/healthz", headers={"x-request-id": bad})["X-Request-ID"] != bad


def test_security_txt_says_whom_to_tell(client):
    lines = client.get("/.well-known/security.txt").text.splitlines()

    assert [line.split(":")[0] for line in lines] == [
        "Contact",
        "Expires",
        "Preferred-Languages",
        "Canonical",
    ]
