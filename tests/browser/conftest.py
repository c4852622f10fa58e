from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import ConsoleMessage, Error, Page, Request, sync_playwright

from routines import demo
from tests.chromium import ARGUMENTS, find

PHONE = {"width": 390, "height": 844}
PATIENCE = 8_000  # milliseconds


@dataclass
class Watcher:
    """Collects what a page must never do: log an error or warning, break, or ask another origin for anything."""

    origin: str
    faults: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", lambda message: self.heard(message, page))
        page.on("pageerror", self.broke)
        page.on("request", self.asked)

    def broke(self, error: Error) -> None:
        if "ViewTransition" not in error.message:  # cut off by the next navigation: nobody's fault
            self.faults.append(f"page error: {error}")

    def heard(self, message: ConsoleMessage, page: Page) -> None:
        where = message.location["url"]
        is_own_status = "Failed to load resource" in message.text and where == page.url
        is_injected = where == ""  # by axe or by the audit, not by the page
        if message.type in ("error", "warning") and not is_own_status and not is_injected:
            self.faults.append(f"{message.type} on {page.url}: {message.text} {where}")

    def asked(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.faults.append(f"left the origin: {request.url}")


@pytest.fixture(scope="session")
def browser():
    if not find():
        pytest.skip("no Chromium: make browser installs it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def origin(live_server, loaded_library):
    """A running Steadyback with its library. localhost, because passkeys refuse an address in numbers."""
    return f"http://localhost:{urlsplit(live_server.url).port}"


@pytest.fixture
def watcher(origin):
    """Add to `watcher.faults` nothing; take from it what a test expects on purpose."""
    watcher = Watcher(origin)
    yield watcher
    assert watcher.faults == []


@pytest.fixture
def new_context(browser, origin, watcher):
    """Opens further devices: `new_context(color_scheme="dark", java_script_enabled=False)`."""
    opened = []

    def open_context(**options):
        context = browser.new_context(base_url=origin, **{"viewport": PHONE, "locale": "en-GB"} | options)
        context.set_default_timeout(PATIENCE)
        context.on("page", watcher.watch)
        opened.append(context)
        return context

    yield open_context
    for context in opened:
        context.close()


@pytest.fixture
def context(new_context):
    return new_context()


@pytest.fixture
def page(context):
    return context.new_page()


@pytest.fixture
def sign_in(context, origin):
    """Gives a context the session of a person: `sign_in(user)` or `sign_in(user, other_context)`."""

    def give(user, into=context):
        client = Client()
        client.force_login(user, backend="accounts.backends.PasswordBackend")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        into.add_cookies([{"name": cookie.key, "value": cookie.value, "url": origin}])

    return give


@pytest.fixture
def months(origin):
    """Somebody with three months of sessions, who can sign in."""
    return demo.make(timezone.localdate())
