"""A real browser, Debian's Chromium, against a live server.

A missing Chromium is an error, never a skip: these tests are what holds accessibility.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

# Playwright's sync interface keeps an event loop in this thread; the tests use the
# database from here as well, which is safe because nothing else runs in the loop.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = Path("/usr/bin/chromium")
PHONE, DESK = 390, 1280
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


EXPECTED = (
    # A status of 4xx is also told on the console; tests assert statuses themselves.
    "Failed to load resource",
    # Most tests have a server without sockets, and pages do without (test_live.py).
    "WebSocket connection to",
)
_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser, so that it can be left out."""
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(pytest.mark.browser)


@dataclass
class Visitor:
    """Opens pages and remembers what the browser complained about."""

    browser: Browser
    server: str
    complaints: list[str] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)

    def page(
        self, *, width: int = DESK, theme: str = "light", scripts: bool = True
    ) -> Page:
        """An empty page of a given width and theme, with or without JavaScript."""
        context = self.browser.new_context(
            base_url=self.server,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.pages.append(page)
        return page

    def visit(self, address: str, **how: object) -> Page:
        """A page opened at an address of this server."""
        page = self.page(**how)  # type: ignore[arg-type]
        page.goto(address)
        return page

    def sign_in(self, page: Page, session_key: str) -> None:
        """Put a session into the page's browser: see `client.session.session_key`."""
        page.context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": session_key,
                    "url": self.server,
                }
            ]
        )

    def close(self) -> None:
        for page in self.pages:
            page.context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(w in message.text for w in EXPECTED):
            self.complaints.append(message.text)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run."""
    assert CHROMIUM.exists(), "Chromium is missing: install Debian's package chromium."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=_ARGUMENTS
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, live_server: LiveServer) -> LiveServer:
    """Start pytest-django's server after the database is there.

    Before that SQLite still stands in memory, and the server would share one connection
    among all its threads, which crashes the process.
    """
    return live_server


@pytest.fixture
def visitor(chromium: Browser, live_server: LiveServer) -> Iterator[Visitor]:
    """Somebody with a browser; the test fails if a page makes the console complain."""
    someone = Visitor(chromium, live_server.url)
    yield someone
    someone.close()
    assert someone.complaints == []


@pytest.fixture
def gallery_templates() -> Iterator[None]:
    """The gallery's own template, which is no part of the product."""
    [engine] = settings.TEMPLATES
    folder = _HERE / "templates"
    with override_settings(TEMPLATES=[{**engine, "DIRS": [*engine["DIRS"], folder]}]):
        yield
