"""What is asked of every public page, in both languages and themes, on phone and desk.

One walk through the whole demo city: opening a page costs more than looking at it, so
everything is asked of a page while it is open.
"""

import gzip
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.utils import translation
from playwright.sync_api import Page, Response

from tests.browser import tour
from tests.browser.accessibility import findings
from tests.browser.conftest import DESK, PHONE, Visitor
from tests.browser.tour_stops import Stop

pytestmark = pytest.mark.slow

MOST_BYTES = {"js": 60_000, "css": 40_000}
LOOKS = [(width, theme) for width in (DESK, PHONE) for theme in ("light", "dark")]
DIRECTIONS = {"ar": "rtl", "en": "ltr"}
EMPTY_FORM = """
(action) => {
  const form = [...document.forms].find((one) => one.action.includes(action)
    && one.method === "post");
  form.noValidate = true;
  form.submit();
}
"""
REQUESTED = "performance.getEntriesByType('resource').map((one) => one.name)"
WIDER = """
(width) => [...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > width + 1
    || one.getBoundingClientRect().left < -1)
  .slice(0, 4).map((one) => `${one.tagName}.${one.className}`).join(" ")
"""


class Walker:
    """Walks the tour in one language, and notes every fault of every page."""

    def __init__(self, visitor: Visitor, language: str) -> None:
        self.visitor, self.language = visitor, language
        self.faults: list[str] = []
        self.weights: Counter[str] = Counter()
        self.seen = 0
        self._pages: dict[tuple[str, bool], Page] = {}

    def walk(self, stops: list[Stop]) -> None:
        for stop in stops:
            for fault in self._faults_of(stop):
                self.faults.append(f"{stop}: {fault}")

    def _faults_of(self, stop: Stop) -> Iterator[str]:
        heard = len(self.visitor.complaints)
        page = self._page(stop.who)
        answer = self._open(page, stop)
        if answer is None or answer.status != stop.status:
            yield f"answered {answer and answer.status}, not {stop.status}"
            return
        yield from self._shape(page)
        yield from self._weight(page)
        yield from self._looks(page)
        if not stop.form:
            yield from self._without_scripts(stop)
        yield from (f"console: {said}" for said in self.visitor.complaints[heard:])
        del self.visitor.complaints[heard:]

    def _page(self, who: str, *, scripts: bool = True) -> Page:
        if (who, scripts) not in self._pages:
            page = self.visitor.page(scripts=scripts)
            if who:
                self.visitor.sign_in(page, tour.session_of(who))
            self._pages[who, scripts] = page
        return self._pages[who, scripts]

    def _open(self, page: Page, stop: Stop) -> Response | None:
        page.set_viewport_size({"width": DESK, "height": 900})
        page.emulate_media(color_scheme="light")
        answer = page.goto(stop.path)
        if not stop.form:
            return answer
        with page.expect_navigation() as sent:
            page.evaluate(EMPTY_FORM, stop.form)
        return sent.value

    def _shape(self, page: Page) -> Iterator[str]:
        titles = page.locator("h1").count()
        if titles != 1:
            yield f"{titles} level-one headings"
        root = page.locator("html")
        told = root.get_attribute("lang"), root.get_attribute("dir")
        if told != (self.language, DIRECTIONS[self.language]):
            yield f"language and direction are {told}"

    def _weight(self, page: Page) -> Iterator[str]:
        weights = weights_of(page.evaluate(REQUESTED))
        for kind, most in MOST_BYTES.items():
            self.weights[kind] = max(self.weights[kind], weights[kind])
            if weights[kind] > most:
                yield f"{weights[kind]} bytes of {kind}"

    def _looks(self, page: Page) -> Iterator[str]:
        for width, theme in LOOKS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
            look = f"({theme}, {width} px)"
            across = page.evaluate("document.documentElement.scrollWidth")
            if across > width:
                yield f"{across} px wide {look}: {page.evaluate(WIDER, width)}"
            self.seen += 1
            yield from (f"{look} {found}" for found in findings(page))

    def _without_scripts(self, stop: Stop) -> Iterator[str]:
        page = self._page(stop.who, scripts=False)
        page.goto(stop.path, wait_until="domcontentloaded")
        if len(page.locator("main").inner_text()) < 40:
            yield "nothing to read without scripts"


def weights_of(addresses: list[str]) -> Counter[str]:
    """Add up what the scripts and styles that a page asked for weigh, compressed."""
    weights: Counter[str] = Counter()
    for path in {urlsplit(address).path for address in addresses}:
        kind = path.rpartition(".")[2]
        if kind in MOST_BYTES:
            weights[kind] += weight(path)
    return weights


@cache
def weight(path: str) -> int:
    found = finders.find(path.removeprefix("/static/"))
    assert found, path
    return len(gzip.compress(Path(found).read_bytes(), 9))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", DIRECTIONS)
def test_nothing_is_found_on_any_public_page(visitor: Visitor, language: str) -> None:
    tour.load_city()
    walker = Walker(visitor, language)
    with translation.override(language):
        walker.walk(tour.stops(language))
    heaviest = ", ".join(f"{n} bytes of {k}" for k, n in walker.weights.items())
    say(f"{language}: {walker.seen} looks at pages; at most {heaviest}")
    assert walker.faults == [], "\n" + "\n".join(walker.faults)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
