"""`python -m tests.prove_player --kills 100 --duplicates 10000`: nothing confirmed is lost, nothing is counted twice.

Runs a real server on a database of its own (DATABASE_URL, or SQLite in a temporary folder) and a real Chromium, which
is killed with SIGKILL in the middle of sessions. Says what it counted; any loss ends it with an error.
"""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import ARGUMENTS, find
from tests.live.product import free_port

ROOT = Path(__file__).resolve().parent.parent
PERSON = """
from django.test import Client
from routines import demo
from django.utils import timezone
person = demo.make(timezone.localdate())
client = Client()
client.force_login(person)
print(client.cookies["session"].value, person.routines.get().pk)
"""
REACHED = "n => document.querySelectorAll('[data-segments] [data-done]').length >= n"
FRESH = 6  # kills to a session, so that it does not end before
COUNT = "from routines.models import Session; print(Session.objects.filter(client_id='{}').count())"


class Server:
    def __init__(self, folder: str) -> None:
        self.port = free_port()
        self.origin = f"http://localhost:{self.port}"
        self.environment = os.environ | {"VAR_DIR": folder, "SITE_URL": self.origin, "WORKERS": "2"}

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        run = subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        )
        return run.stdout.strip().splitlines()[-1] if run.stdout.strip() else ""

    def __enter__(self) -> "Server":
        self.manage("prepare")
        self.session, self.routine = self.manage("shell", "-v0", "-c", PERSON).split()
        command = ["-m", "gunicorn", "config.wsgi:application", "--config", "config/gunicorn.py"]
        bind = ["--bind", f"127.0.0.1:{self.port}", "--log-level", "error"]
        self.process = subprocess.Popen([sys.executable, *command, *bind], cwd=ROOT, env=self.environment)
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.1)
        raise RuntimeError("the server did not start")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()


def duplicates(server: Server, count: int, together: int = 200) -> str:
    """The same session, sent `count` times with `together` at once: one row, and every answer a yes."""
    client_id, cookie = uuid4(), f"session={server.session}"
    body = json.dumps({"started_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "items": []})
    asked = HTTPConnection("127.0.0.1", server.port, timeout=60)
    asked.request("GET", "/sessions/token/", headers={"Cookie": cookie, "Host": f"localhost:{server.port}"})
    answer = asked.getresponse()
    token, set_cookie = json.loads(answer.read())["token"], answer.getheader("Set-Cookie") or ""
    headers = {
        "Cookie": f"{cookie}; {set_cookie.split(';')[0]}",
        "Host": f"localhost:{server.port}",
        "X-CSRFToken": token,
        "Content-Type": "application/json",
    }

    def send(_: int) -> int:
        connection = HTTPConnection("127.0.0.1", server.port, timeout=120)
        connection.request("PUT", f"/sessions/{client_id}/", body, headers)
        status = connection.getresponse().status
        connection.close()
        return status

    with ThreadPoolExecutor(together) as pool:
        statuses = list(pool.map(send, range(count)))
    rows = server.manage("shell", "-v0", "-c", COUNT.format(client_id))
    seen = {status: statuses.count(status) for status in sorted(set(statuses))}
    assert rows == "1", f"{rows} rows"
    assert set(statuses) == {200, 201}, seen
    assert statuses.count(201) == 1, seen
    return f"{count} duplicates, {together} at once: 1 row, answers {seen}"


class Device:
    """A Chromium with a profile that outlives it."""

    def __init__(self, playwright: object, folder: str) -> None:
        self.playwright, self.folder = playwright, folder

    def start(self) -> Browser:
        port = free_port()
        options = ["--headless=new", f"--remote-debugging-port={port}", f"--user-data-dir={self.folder}"]
        command = [str(find()), *ARGUMENTS, *options, "about:blank"]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)
        for _ in range(150):
            try:
                return self.playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")  # type: ignore[attr-defined]
            except Exception:
                time.sleep(0.1)
        raise RuntimeError("Chromium did not start")

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def done(page: Page) -> int:
    return page.locator("[data-segments] [data-done]").count()


def kills(server: Server, count: int) -> str:
    """Each time: a session is begun, some exercises passed, the browser killed; the next one carries on from there."""
    confirmed = shown = 0
    url = f"{server.origin}/routines/{server.routine}/session/"
    with sync_playwright() as playwright, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        device = Device(playwright, folder)
        for turn in range(count):
            page = device.start().contexts[0].new_page()
            page.context.add_cookies([{"name": "session", "value": server.session, "url": server.origin}])
            page.goto(url)
            if turn % FRESH:
                page.locator("[data-interrupted] button").click()
                page.wait_for_function(REACHED, arg=shown)
            else:
                page.locator("[data-start] .stack button.btn").click()
            page.locator("[data-do=skip]").click()
            time.sleep(turn % 7 * 0.05)
            shown = done(page)
            confirmed += shown
            device.kill()
    return f"{count} kills, {confirmed} confirmed steps, 0 lost"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--duplicates", type=int, default=400)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Server(folder) as server:
        if chosen.duplicates:
            print(duplicates(server, chosen.duplicates))  # noqa: T201
        if chosen.kills:
            print(kills(server, chosen.kills))  # noqa: T201


if __name__ == "__main__":
    main()
