"""Two browsers at one discussion, on a server as in use: nothing anybody does to the
one disturbs who writes in the other.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from comments.models import Comment
from comments.services import post_comment, react
from consultations.ideas.models import Idea
from consultations.pages.models import HomePage
from foundation.accounts.models import Person
from tests.browser.accessibility import findings, report
from tests.browser.conftest import PHONE, Visitor
from tests.config.server import free_port, running_server
from tests.factories.accounts import PersonFactory
from tests.factories.ideas import IdeaFactory
from voting.models import Ballot
from voting.services import cast_vote, create_ballot

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

HALF = "نصف تعليق يُكتب على مهل، وفيه سطران.\nوهذا ثانيهما"
POST_ONE_AFTER_ANOTHER = """async (count) => {
  for (let number = 0; number < count; number += 1) {
    const form = document.querySelector("form.composer");
    const fields = new FormData(form);
    fields.set("text", `رد من المتصفح الآخر رقم ${number}`);
    fields.set("submission_key", `other-browser-${number}`);
    const answer = await fetch(form.action, { method: "POST", body: fields });
    if (!answer.ok) throw new Error(answer.status);
  }
}"""
PLACE = """() => {
  const field = document.querySelector("form.composer textarea");
  return {
    scroll: scrollY,
    top: field.getBoundingClientRect().top,
    focused: document.activeElement === field,
    caret: field.selectionStart,
  };
}"""


@pytest.fixture
def idea(home_page: HomePage) -> Idea:
    """An idea with a discussion long enough to scroll in."""
    made: Idea = IdeaFactory()
    for number in range(12):
        post_comment(
            thread=made.thread,
            author=PersonFactory(verified=True),
            text=f"تعليق سابق رقم {number}",
            now=timezone.now() - timedelta(hours=1),
        )
    return made


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def server(idea: Idea, port: int) -> Iterator[str]:
    with running_server(port=port) as address:
        yield address


@pytest.fixture
def people(chromium: Browser, server: str) -> Iterator[list[Visitor]]:
    """Two people, each with a browser of their own."""
    both = [Visitor(chromium, server), Visitor(chromium, server)]
    yield both
    for someone in both:
        someone.close()
        assert someone.complaints == []


def address_of(idea: Idea, language: str = "ar") -> str:
    return f"/{language}/comments/threads/{idea.thread.public_id}/"


def open_signed_in(someone: Visitor, address: str, **how: int) -> Page:
    person = PersonFactory(verified=True)
    client = Client()
    client.force_login(person)
    page = someone.page(**how)
    someone.sign_in(page, str(client.session.session_key))
    page.goto(address)
    expect(page.locator(".live-bar--open").first).to_be_attached(timeout=15_000)
    return page


def post(idea: Idea, text: str = "رد جديد", parent: Comment | None = None) -> Comment:
    return post_comment(
        thread=idea.thread,
        author=PersonFactory(verified=True),
        text=text,
        parent=parent,
        now=timezone.now(),
    )


@pytest.mark.parametrize("width", [1280, PHONE])
def test_who_writes_is_not_disturbed_while_another_posts_fifty_replies(
    people: list[Visitor], idea: Idea, width: int
) -> None:
    writer = open_signed_in(people[0], address_of(idea), width=width)
    other = open_signed_in(people[1], address_of(idea))
    field = writer.locator("form.composer textarea")
    field.fill(HALF)
    field.evaluate("(field) => field.setSelectionRange(9, 9)")
    writer.evaluate("scrollTo(0, 160)")
    before = writer.evaluate(PLACE)

    other.evaluate(POST_ONE_AFTER_ANOTHER, 50)
    bar = writer.locator(".live-bar__fresh")
    expect(bar).to_have_text("٥٠ ردًّا جديدًا", timeout=15_000)
    expect(writer.locator(".thread__title")).to_have_text("٦٢ تعليقًا")
    assert writer.evaluate(PLACE) == before
    writer.keyboard.type("ـا")
    typed = f"{HALF[:9]}ـا{HALF[9:]}"
    expect(field).to_have_value(typed)

    before = writer.evaluate(PLACE)
    # Playwright's own click would scroll to the bar.
    bar.dispatch_event("pointerdown")
    bar.dispatch_event("click")
    expect(writer.locator(".comment--fresh")).to_have_count(50, timeout=15_000)
    assert writer.evaluate(PLACE) == before
    expect(field).to_have_value(typed)
    expect(bar).to_be_hidden()


def test_reading_further_down_is_not_moved_by_what_is_put_in_above(
    people: list[Visitor], idea: Idea
) -> None:
    page = open_signed_in(people[0], address_of(idea, "en"))
    last = page.locator(".comment").last
    last.scroll_into_view_if_needed()
    # The page scrolls smoothly.
    page.wait_for_timeout(1000)
    top_before = last.evaluate("(card) => card.getBoundingClientRect().top")
    for number in range(5):
        post(idea, f"Another {number}")
    bar = page.get_by_role("button", name="5 new replies")
    expect(bar).to_be_in_viewport()
    assert last.evaluate("(card) => card.getBoundingClientRect().top") == top_before
    bar.dispatch_event("click")
    expect(page.locator(".comment--fresh")).to_have_count(5)
    top_after = last.evaluate("(card) => card.getBoundingClientRect().top")
    assert abs(top_after - top_before) <= 1


def test_by_keyboard_the_focus_goes_to_what_was_asked_for(
    people: list[Visitor], idea: Idea
) -> None:
    page = open_signed_in(people[0], address_of(idea, "en"))
    parent = idea.thread.comments.latest("pk")
    reply = post(idea, "An answer", parent)
    bar = page.get_by_role("button", name="1 new reply")
    expect(bar).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="1 new reply")).to_be_attached()
    bar.focus()
    page.keyboard.press("Enter")
    card = page.locator(f"#comment-{parent.public_id} #comment-{reply.public_id}")
    expect(card).to_be_focused()


def test_the_bar_is_accessible_whatever_it_says(
    people: list[Visitor], idea: Idea
) -> None:
    pages = [
        people[0].visit(address_of(idea, language), width=width, theme=theme)
        for language, theme, width in (("ar", "light", PHONE), ("en", "dark", 1280))
    ]
    found = []
    for page in pages:
        expect(page.locator(".live-bar--open")).to_be_attached(timeout=15_000)
        found += findings(page)
    post(idea)
    for page in pages:
        expect(page.locator(".live-bar__fresh")).to_be_visible()
        found += findings(page)
        page.context.set_offline(True)
        found += findings(page)
    assert found == [], report(found)


def test_figures_change_in_place(people: list[Visitor], idea: Idea) -> None:
    page = open_signed_in(people[0], address_of(idea))
    comment = idea.thread.comments.latest("pk")
    for value in ("agree", "agree", "disagree"):
        react(
            comment=comment,
            person=PersonFactory(verified=True),
            value=value,
            now=timezone.now(),
        )
    card = page.locator(f"#comment-{comment.public_id}")
    expect(card.locator("[data-figure=agree]")).to_have_text("٢")
    expect(card.locator("[data-figure=disagree]")).to_have_text("١")


@pytest.mark.parametrize("hides", [True, False])
def test_a_tally_changes_in_place_where_it_is_shown(
    people: list[Visitor], home_page: HomePage, *, hides: bool
) -> None:
    ballot = ballot_of(hides=hides)
    voters: list[Person] = [PersonFactory(verified=True) for _ in range(4)]
    vote(ballot, voters[0], "approve")
    page = people[0].visit(f"/ar/votes/{ballot.public_id}/")
    page.wait_for_timeout(700)
    for voter in voters[1:]:
        vote(ballot, voter, "reject")
    if hides:
        expect(page.locator("[data-turnout-forms]")).to_contain_text("٤ أصوات")
        expect(page.locator(".tally")).to_have_count(0)
    else:
        expect(page.locator("[data-choice=reject] .tally__count")).to_have_text("٣")
        expect(page.locator("[data-choice=reject] [data-share]")).to_have_text("٧٥٪")
        expect(page.locator("[data-turnout-forms]")).to_have_text("٤ أصوات")


def ballot_of(*, hides: bool) -> Ballot:
    now = timezone.now()
    return create_ballot(
        authority=None,
        question={"ar": "هل توافق؟", "en": "Do you approve?"},
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=1),
        hides_tally_until_close=hides,
    )


def vote(ballot: Ballot, voter: Person, choice: str) -> None:
    cast_vote(ballot=ballot, voter=voter, choice=choice, now=timezone.now())


def test_what_happened_while_the_server_was_away_is_told_when_it_is_back(
    chromium: Browser, idea: Idea, port: int
) -> None:
    someone = Visitor(chromium, f"http://127.0.0.1:{port}")
    with ExitStack() as first:
        first.enter_context(running_server(port=port))
        page = open_signed_in(someone, address_of(idea, "en"))
        page.locator("form.composer textarea").fill("half a comment")
    expect(page.get_by_text("The connection was lost")).to_be_visible()
    expect(page.get_by_role("link", name="Refresh")).to_be_visible()
    for number in range(3):
        post(idea, f"While it was away {number}")
    with running_server(port=port):
        bar = page.get_by_role("button", name="3 new replies")
        expect(bar).to_be_visible(timeout=70_000)
        bar.click()
        expect(page.locator(".comment--fresh")).to_have_count(3)
        field = page.locator("form.composer textarea")
        expect(field).to_have_value("half a comment")
        someone.close()


def test_offline_is_said_and_what_was_missed_is_told(
    people: list[Visitor], idea: Idea
) -> None:
    page = open_signed_in(people[0], address_of(idea))
    page.context.set_offline(True)
    expect(page.get_by_text("أنت غير متصل بالإنترنت. ما تكتبه")).to_be_visible()
    post(idea)
    page.context.set_offline(False)
    expect(page.locator(".live-bar__fresh")).to_have_text("رد جديد واحد", timeout=9_000)


def test_half_a_comment_survives_the_end_of_a_session_and_leaves_when_published(
    people: list[Visitor], idea: Idea
) -> None:
    page = open_signed_in(people[0], address_of(idea, "en"))
    page.locator("form.composer textarea").fill("Half a comment, then a whole one")
    page.context.clear_cookies()
    page.reload()
    field = page.locator("form.composer textarea")
    expect(field).to_have_value("Half a comment, then a whole one")
    client = Client()
    client.force_login(PersonFactory(verified=True))
    people[0].sign_in(page, str(client.session.session_key))
    page.reload()
    expect(field).to_have_value("Half a comment, then a whole one")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Your comment is published.")).to_be_visible()
    expect(field).to_have_value("")
    page.goto(address_of(idea, "en"))
    page.wait_for_timeout(400)
    expect(field).to_have_value("")


def test_without_sockets_the_page_works_and_a_link_refreshes(
    people: list[Visitor], idea: Idea
) -> None:
    page = people[0].visit(address_of(idea, "en"), scripts=False)
    post(idea)
    page.get_by_role("link", name="Refresh").click()
    expect(page.locator(".thread__title")).to_have_text("13 comments")
