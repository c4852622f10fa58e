"""How a client reaches a server: straight, or over TLS through the proxy."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection

SITE = "back.example.org"


@dataclass(frozen=True)
class Way:
    port: int
    is_tls: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)

    def connect(self) -> HTTPConnection:
        """Opens with the first request, and again after it was closed."""
        if self.is_tls:
            return HTTPSConnection("127.0.0.1", self.port, timeout=30, context=trusting())
        return HTTPConnection("127.0.0.1", self.port, timeout=30)


def through_proxy(port: int) -> Way:
    return Way(port, is_tls=True, headers={"Host": SITE, "Referer": f"https://{SITE}/"})


def trusting() -> ssl.SSLContext:
    """The certificate is the test's own."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def send(
    connection: HTTPConnection, way: Way, method: str, path: str, headers: Mapping[str, str], body: str = ""
) -> HTTPResponse | None:
    """The answer, read to its end; None when none came."""
    try:
        connection.request(method, path, body or None, {**way.headers, **headers})
        response = connection.getresponse()
        response.read()
    except (OSError, HTTPException):
        connection.close()
        return None
    return response
