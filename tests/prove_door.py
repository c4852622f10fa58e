"""`make prove-door`: our nginx keeps slow clients and wrong requests out, and a reload fails nobody.

Real nginx with the configuration we ship, over TLS, in front of real gunicorn. 400 sockets send headers or bodies a
byte at a time while pages are asked for; then gunicorn is reloaded again and again under load,
as `systemctl reload` does.
"""

import argparse
import shlex
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.durable.outage import Reading
from tests.live.product import ROOT, Product
from tests.live.proxy import Proxy
from tests.live.recording import TAKEN, Recorder
from tests.live.way import SITE, Way, send, through_proxy, trusting

PAGES = ["/exercises/", "/today/", "/exercises/pelvic-tilt/", "/progress/"]
BETWEEN_BYTES = 2  # seconds
MOST = 1  # seconds for a page, at the 99th of a hundred
THREE_MB = "x" * 3 * 1024 * 1024


def say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {line}", flush=True)  # noqa: T201 - what it is for


def wrong_requests(way: Way) -> str:
    asked = {
        "3 MB": ("PUT", {}, THREE_MB, 413),
        "unknown host": ("GET", {"Host": "evil.example"}, "", 400),
        "TRACE": ("TRACE", {}, "", 405),
    }
    for name, (method, headers, body, expected) in asked.items():
        with closing(way.connect()) as connection:
            response = send(connection, way, method, "/", headers, body)
        assert response, f"{name}: no answer"
        assert response.status == expected, f"{name}: {response.status}"
    return "3 MB body 413, unknown host 400, TRACE 405"


class Slow:
    """So many sockets, half of them slow with their headers and half with their body."""

    def __init__(self, port: int, count: int) -> None:
        self.port, self.count, self.closed = port, count, 0
        self.open: list[ssl.SSLSocket] = []
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._trickle)

    def __enter__(self) -> "Slow":
        head = f" / HTTP/1.1\r\nHost: {SITE}\r\n"
        begun = [f"GET{head}", f"PUT{head}Content-Length: 5000\r\n\r\n"]
        for number in range(self.count):
            self.open.append(socket_to(self.port))
            self.open[-1].sendall(begun[number % 2].encode())
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._thread.join()
        for each in self.open:
            each.close()

    def _trickle(self) -> None:
        while not self._ending.wait(BETWEEN_BYTES):
            for each in [*self.open]:
                try:
                    each.sendall(b"x")
                except OSError:
                    each.close()
                    self.open.remove(each)
                    self.closed += 1


def socket_to(port: int) -> ssl.SSLSocket:
    return trusting().wrap_socket(socket.create_connection(("127.0.0.1", port), timeout=10))


def slow_clients(way: Way, cookie: str, count: int, seconds: int) -> str:
    with Slow(way.port, count) as slow, Reading(way, cookie, PAGES) as reading:
        time.sleep(seconds)
        left = len(slow.open)
    taken = sorted(reading.seconds)
    p99 = taken[len(taken) * 99 // 100]
    told = f"{count} slow sockets for {seconds} s, {slow.closed} shut out, {left} left"
    assert reading.statuses == {200}, reading.seen
    assert p99 < MOST, f"{told}: a page took {p99:.2f} s"
    return f"{told}; meanwhile {len(taken)} pages, all 200, p99 {p99:.2f} s, slowest {taken[-1]:.2f} s"


def reloads(product: Product, way: Way, people: dict[str, Any], ledger: Path, count: int) -> str:
    with Recorder(way, people["guests"], ledger) as recorder, Reading(way, people["demo"], PAGES) as reading:
        for _ in range(count):
            before = set(product.workers())
            recorder.wait_for(10)
            reload(product)
            assert not before & set(product.workers())
    said, took = recorder.statuses(), sorted([*reading.seconds, *(a.seconds for a in recorder.answers)])
    assert set(said) <= TAKEN, f"recording met {said}"
    assert reading.statuses == {200}, reading.seen
    pages, p99 = sum(reading.seen.values()), took[len(took) * 99 // 100]
    told = f"{count} reloads, {said.total()} sessions recorded and {pages} pages read meanwhile"
    assert p99 < MOST, f"{told}: p99 {p99:.2f} s"
    return f"{told}: none failed, p99 {p99:.2f} s, slowest {took[-1]:.2f} s"


def reload(product: Product) -> None:
    """What the shipped unit does at `systemctl reload`."""
    assert product.process
    unit = (ROOT / "deploy/steadyback.service").read_text()
    command = next(line for line in unit.splitlines() if line.startswith("ExecReload=")).partition("=")[2]
    command = command.replace("$MAINPID", str(product.process.pid)).replace("$$", "$")
    subprocess.run(shlex.split(command), check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sockets", type=int, default=400)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--reloads", type=int, default=10)
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    https = {"SITE_URL": f"https://{SITE}", "ALLOWED_HOSTS": SITE, "TRUSTED_PROXIES": "1"}
    with (
        tempfile.TemporaryDirectory(prefix="steadyback-door-") as name,
        Product(Path(name), **https) as product,
    ):
        product.run("manage.py", "prepare")
        people = product.people(3, "--demo")
        product.way = Way(product.port, headers={"Host": SITE, "X-Forwarded-Proto": "https"})
        product.start()
        with Proxy(Path(name), product.port) as proxy:
            way = through_proxy(proxy.tls)
            say(wrong_requests(way))
            say(slow_clients(way, people["demo"], chosen.sockets, chosen.seconds))
            say(reloads(product, way, people, Path(name) / "ledger", chosen.reloads))


if __name__ == "__main__":
    main()
