"""What only shows in a browser: the keyboard, the device's memory, and the scripts."""

import re

import pytest
from django.test import Client
from django.utils import timezone, translation
from playwright.sync_api import Page, expect

from comments.models import Comment
from consultations.ideas.models import Idea
from consultations.pages.models import DraftDecisionPage, HomePage
from consultations.pages.queries.addresses import address_of
from foundation.accounts.models import Person
from tests.browser.conftest import Visitor
from tests.factories.accounts import PersonFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.pages import make_draft_page
from voting.models import Vote

pytestmark = pytest.mark.django_db(transaction=True)
MOST_STEPS = 80
FOCUSED = """
() => {
  const one = document.activeElement;
  const told = [one.tagName, one.name, one.value, one.form?.action];
  return told.map((word) => word ?? "").join(" ");
}
"""


@pytest.fixture
def draft(home_page: HomePage) -> DraftDecisionPage:
    return make_draft_page()


@pytest.fixture
def reader(home_page: HomePage) -> Person:
    return PersonFactory(verified=True)


def signed_in(visitor: Visitor, person: Person) -> Page:
    client = Client()
    client.force_login(person)
    page = visitor.page()
    visitor.sign_in(page, str(client.session.session_key))
    return page


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until something whose description matches has the focus."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if re.search(wanted, page.evaluate(FOCUSED)):
            return
    pytest.fail(f"the Tab key never reaches {wanted}")


def thread_address(page: DraftDecisionPage) -> str:
    return f"/ar/comments/threads/{page.draft.thread.public_id}/"


def test_a_comment_is_written_by_keyboard_alone(
    visitor: Visitor, draft: DraftDecisionPage, reader: Person
) -> None:
    page = signed_in(visitor, reader)
    page.goto(thread_address(draft))
    tab_to(page, "INPUT stance")
    page.keyboard.press("Space")
    tab_to(page, "TEXTAREA text")
    page.keyboard.type("الممر ضيق على عربة طفل.")
    tab_to(page, "BUTTON .*/post/")
    page.keyboard.press("Enter")
    expect(page.get_by_text("الممر ضيق على عربة طفل.")).to_be_visible()
    said = Comment.objects.get()
    assert said.author == reader
    assert said.stance
    expect(page.locator("textarea[name=text]").first).to_have_value("")


def test_a_vote_is_cast_by_keyboard_alone(
    visitor: Visitor, draft: DraftDecisionPage, reader: Person
) -> None:
    page = signed_in(visitor, reader)
    page.goto(f"/ar/votes/{draft.ballot.public_id}/")
    tab_to(page, "INPUT choice")
    page.keyboard.press("ArrowDown")
    tab_to(page, "TEXTAREA reason")
    page.keyboard.type("لأن المادة الثانية غامضة.")
    tab_to(page, "BUTTON .*/vote/")
    page.keyboard.press("Enter")
    expect(page.locator(".messages, .notice").first).to_be_visible()
    vote = Vote.objects.get()
    assert (vote.voter, vote.reason) == (reader, "لأن المادة الثانية غامضة.")


def test_a_typed_comment_survives_a_reload_and_a_later_visit(
    visitor: Visitor, draft: DraftDecisionPage, reader: Person
) -> None:
    page = signed_in(visitor, reader)
    page.goto(thread_address(draft))
    field = page.locator("textarea[name=text]").first
    field.fill("نصف تعليق")
    expect(page.locator("[data-note]").first).not_to_be_empty()
    page.wait_for_function("localStorage.length > 0")
    page.reload()
    expect(field).to_have_value("نصف تعليق")
    page.goto("/ar/")
    page.goto(thread_address(draft))
    expect(field).to_have_value("نصف تعليق")


def test_a_chosen_theme_follows_from_page_to_page(
    visitor: Visitor, draft: DraftDecisionPage
) -> None:
    page = visitor.visit("/ar/")
    page.locator("header [data-theme-toggle]:visible").click()
    page.goto(address_of(draft))
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.locator("header [data-theme-toggle]:visible").click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_switching_the_language_keeps_page_and_article(
    visitor: Visitor, draft: DraftDecisionPage
) -> None:
    section = draft.version.placements.last().section
    page = visitor.visit(f"{address_of(draft)}?section={section.public_id}")
    page.locator("header a[hreflang=en]:visible").click()
    with translation.override("en"):
        english = f"{address_of(draft)}?section={section.public_id}"
    expect(page).to_have_url(f"{visitor.server}{english}")
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Draft by-law")


def test_similar_ideas_arrive_while_one_types(visitor: Visitor, reader: Person) -> None:
    idea: Idea = IdeaFactory(title="ممر مظلل إلى المدرسة", now=timezone.now())
    page = signed_in(visitor, reader)
    page.goto("/ar/ideas/new/")
    page.wait_for_function("'htmx' in window")
    page.locator("input[name=title]").press_sequentially("ممرات مظللة للمدارس")
    expect(page.get_by_role("link", name=idea.title)).to_be_visible()


def test_an_article_is_opened_and_discussed_by_touch_on_a_phone(
    visitor: Visitor, draft: DraftDecisionPage
) -> None:
    page = visitor.page(width=390)
    page.goto(address_of(draft))
    section = draft.version.placements.last().section
    page.locator(f"a[href*='{section.public_id}']:visible").first.click()
    expect(page.locator(f"[id*='{section.public_id}']").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
