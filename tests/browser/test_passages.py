"""Words are chosen with a pointer, by keyboard, and without a script."""

import os
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from comments.models import Comment
from consultations.pages.models import DraftDecisionPage, HomePage
from drafts.comparing.quoting import TextQuote
from drafts.models import Passage
from drafts.queries import words_of_section
from drafts.services import Chosen, Said, comment_on_passage
from tests.browser.conftest import PHONE, Visitor
from tests.factories.accounts import PersonFactory
from tests.factories.responses import make_talk, sections_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

SELECT_THE_FIRST_WORDS = """() => {
  const text = document.querySelector("[data-quotable]");
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const node = walker.nextNode();
  const range = document.createRange();
  range.setStart(node, 0);
  range.setEnd(node, node.data.indexOf(" "));
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  return selection.toString();
}"""


@pytest.fixture
def page_of_draft(home_page: HomePage) -> DraftDecisionPage:
    return make_talk(timezone.now())


def picture(page: Page, name: str) -> None:
    """Keep a picture for whoever wants to look; only where a folder is named."""
    folder = os.environ.get("PICTURES_OF_TESTS")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_selected_words_are_offered_for_a_comment(
    visitor: Visitor, page_of_draft: DraftDecisionPage
) -> None:
    page = visitor.visit(page_of_draft.url)
    words = page.evaluate(SELECT_THE_FIRST_WORDS)
    offer = page.locator(".passage__offer")
    expect(offer).to_be_visible()
    picture(page, "offer")
    offer.click()
    expect(page.locator(".passage__words")).to_have_text(words)
    picture(page, "quote")
    assert not Comment.objects.exists()


def test_a_sentence_is_chosen_without_a_script_on_a_phone(
    visitor: Visitor, page_of_draft: DraftDecisionPage
) -> None:
    section = sections_of(page_of_draft)[0]
    words = words_of_section(section, "ar")
    assert words is not None
    for number in range(4):
        said = Said(PersonFactory(verified=True), f"رأي {number}")
        chosen = Chosen("ar", quote=TextQuote(words.text))
        comment_on_passage(
            section=section, chosen=chosen, said=said, now=timezone.now()
        )
    page = visitor.visit(page_of_draft.url, width=PHONE, scripts=False)
    expect(page.locator(".passage__mark--3").first).to_be_visible()
    picture(page, "page-phone")
    page.get_by_role("link", name="جملةً جملة").first.click()
    picture(page, "sentences-phone")
    page.get_by_role("link", name="علّق على هذه الجملة").first.click()
    expect(page.locator(".passage__words")).to_be_visible()
    page.goto(f"/ar/texts/{section.draft.public_id}/passages/{_only()}/")
    picture(page, "passage-phone")
    expect(page.locator(".comment")).to_have_count(4)


def test_what_was_said_opens_beside_the_text(
    visitor: Visitor, page_of_draft: DraftDecisionPage
) -> None:
    section = sections_of(page_of_draft)[1]
    words = words_of_section(section, "ar")
    assert words is not None
    chosen = Chosen("ar", quote=TextQuote(words.text))
    said = Said(PersonFactory(verified=True), "رأي على الجملة")
    comment_on_passage(section=section, chosen=chosen, said=said, now=timezone.now())
    page = visitor.visit(page_of_draft.url)
    page.locator(".passage__mark").first.click()
    beside = page.locator(".draft-section__aside [data-passage]")
    expect(beside).to_be_focused()
    expect(beside).to_contain_text("رأي على الجملة")
    assert page.url.endswith(page_of_draft.url)
    picture(page, "beside")


def _only() -> str:
    return Passage.objects.get().public_id
