"""Every component is accessible in both languages and themes, on a phone and a desk."""

import pytest

from tests.browser import gallery_urls
from tests.browser.accessibility import findings, report
from tests.browser.conftest import DESK, PHONE, Visitor
from tests.frontend.gallery import samples

pytestmark = [
    pytest.mark.urls("tests.browser.gallery_urls"),
    pytest.mark.usefixtures("gallery_templates"),
]


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_is_found_on_any_component(
    visitor: Visitor, language: str, theme: str, width: int
) -> None:
    page = visitor.page(width=width, theme=theme)
    found = []
    for address in gallery_urls.ADDRESSES:
        answer = page.goto(f"/{language}/{address}")
        assert answer is not None
        assert answer.ok, address
        found += findings(page)
        across = page.evaluate("document.documentElement.scrollWidth")
        assert across <= width, f"{address} is {across} wide"
    assert found == [], report(found)


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_fault_page_is_as_accessible_as_any_other(
    visitor: Visitor, language: str, theme: str, width: int
) -> None:
    page = visitor.page(width=width, theme=theme)
    answer = page.goto(f"/{language}/there-is-nothing-here/")
    assert answer is not None
    assert answer.status == 404
    found = findings(page)
    assert found == [], report(found)


def test_the_gallery_shows_every_component() -> None:
    assert len(samples()) > 80


def test_the_checkers_do_find_faults(visitor: Visitor) -> None:
    page = visitor.visit("/ar/gallery/0/")
    page.evaluate(
        """() => {
          const main = document.querySelector("main");
          const image = document.createElement("img");
          image.src = "/static/frontend/pictures/icon.svg";
          main.append(image);
          const faint = document.createElement("p");
          faint.textContent = "نص عربي باهت لا يكاد يُقرأ";
          faint.style.color = "#ddd";
          main.append(faint);
        }"""
    )
    found = findings(page)
    assert {one.checker for one in found} == {"axe", "htmlcs"}
    assert any(one.rule == "image-alt" for one in found)
    assert any("1_4_3" in one.rule for one in found), "contrast of Arabic-only text"
