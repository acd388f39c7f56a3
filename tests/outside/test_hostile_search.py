"""Hostile texts in the index and in the search box: shown as typed, and never run."""

import json
from html.parser import HTMLParser

import pytest
from django.test import Client

from consultations.pages.models import HomePage
from search.analysis.questions import understand
from search.engines import engine
from search.engines.base import Mode, Request
from tests.factories.search import NOW, document, indexed
from tests.outside.conftest import Outside

pytestmark = pytest.mark.django_db

LONGEST = 400
ACTIVE = {"script", "img", "iframe", "object", "embed", "math", "style", "base"}


class Page(HTMLParser):
    """Collects what a browser would make of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.active: list[str] = []
        self.box = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        is_ours = str(names.get("src", "")).startswith("/static/")
        if tag in ACTIVE and not is_ours:
            self.active.append(tag)
        self.active += [name for name in names if name.startswith("on")]
        if tag == "input" and names.get("name") == "q":
            self.box = str(names.get("value", ""))

    def handle_data(self, data: str) -> None:
        self.shown.append(data)


def naughty_strings(outside: Outside) -> list[str]:
    return list(
        json.loads((outside("naughty-strings") / "blns.json").read_text("utf-8"))
    )


def payloads(outside: Outside) -> list[str]:
    cases = json.loads((outside("dompurify-xss") / "cases.json").read_text("utf-8"))
    return [case["payload"] for case in cases]


def _typed(text: str) -> str:
    """Give what a browser can send of a text."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


def check(client: Client, texts: list[str]) -> None:
    for number, text in enumerate(texts):
        stored = _typed(text)
        indexed(document(f"h{number}", f"{stored} رصيف", title=stored[:200]))
    for text in texts:
        for query in (_typed(text), f'رصيف "{_typed(text)}"'):
            response = client.get("/ar/search/", {"q": query})
            assert response.status_code == 200
            page = Page(response.content.decode())
            assert page.active == []


def test_naughty_strings_are_found_and_asked(
    client: Client, home_page: HomePage, outside: Outside
) -> None:
    check(client, naughty_strings(outside))


def test_scripts_are_found_and_asked(
    client: Client, home_page: HomePage, outside: Outside
) -> None:
    check(client, payloads(outside))


def test_the_box_gives_back_what_was_typed(
    client: Client, home_page: HomePage, outside: Outside
) -> None:
    for text in naughty_strings(outside):
        typed = _typed(text)
        page = Page(client.get("/ar/search/", {"q": typed}).content.decode())
        assert page.box == typed[:LONGEST]


def test_no_string_is_a_syntax_error(outside: Outside) -> None:
    for text in [*naughty_strings(outside), *payloads(outside)]:
        for mode in Mode:
            engine().counts(Request(understand(text), now=NOW, mode=mode))
