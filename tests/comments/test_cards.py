import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from comments.models import Comment, Thread
from comments.queries import CommentReading, read_thread
from comments.services import edit_comment, pin_comment, post_comment, react
from comments.templatetags.comment_cards import ACTED_ON, SHOWN, cards_kept
from foundation.accounts.models import Level, Person
from foundation.organisations.models import Role
from frontend import slots
from frontend.fragments import Fragment, Fragments, mark
from tests.factories.accounts import PersonFactory
from tests.factories.comments import CommentFactory, ThreadFactory
from tests.factories.organisations import member_of

pytestmark = pytest.mark.django_db
PLACED = {
    "html": "a digest stands in the key",
    "attachments": "placed",
    "replies": "placed",
    "created_at": "shown, and its age placed",
    "comment": "the row, for apps above",
    "is_focus": "not shown",
    "time_html": "a mark",
    "acts_html": "a mark",
    "more_acts_html": "a mark",
    "replies_html": "a mark",
}
TOKEN = re.compile(r'name="(?:csrfmiddlewaretoken|submission_key)" value="[^"]*"')


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    cards_kept.clear()
    yield
    cards_kept.clear()


@pytest.fixture
def thread(db: None) -> Thread:
    return ThreadFactory()


@pytest.fixture
def reem() -> Person:
    return PersonFactory(verified=True, display_name="ريم الحارثي")


@pytest.fixture
def said(thread: Thread, reem: Person, now: datetime) -> Comment:
    return post_comment(thread=thread, author=reem, text="الرصيف ضيق", now=now)


def request_of(viewer: object) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = viewer  # type: ignore[assignment]
    request.session = {}  # type: ignore[assignment]
    return request


def page(thread: Thread, now: datetime, viewer: object = None) -> str:
    """Draw a thread, without the tokens that are new each time."""
    return TOKEN.sub("", drawn_page(thread, now, viewer))


def drawn_page(thread: Thread, now: datetime, viewer: object = None) -> str:
    fresh = Thread.objects.select_related("authority").get(pk=thread.pk)
    reading = read_thread(thread=fresh, viewer=viewer, now=now)
    return render_to_string(
        "comments/thread.html", {"reading": reading}, request=request_of(viewer)
    )


def test_everything_a_card_shows_is_in_its_key_or_placed() -> None:
    names = {field.name for field in fields(CommentReading)}
    assert names == {*SHOWN, *ACTED_ON, *PLACED}


def test_a_card_is_drawn_once_and_again_when_anything_changes(
    thread: Thread, said: Comment, now: datetime
) -> None:
    page(thread, now)
    kept = len(cards_kept)
    assert kept == 2
    page(thread, now + timedelta(days=2))
    assert len(cards_kept) == kept
    with translation.override("en"):
        page(thread, now)
    assert len(cards_kept) == 2 * kept


def names_of(thread: Thread, person: Person) -> dict[str, Callable[[], Any]]:
    officer = member_of(thread.authority, Role.OFFICER)
    comment = thread.comments.get()
    now = comment.posted_at
    rows = Comment.objects.filter(pk=comment.pk)

    def renamed() -> None:
        Person.objects.filter(pk=person.pk).update(display_name="Reem <b>Al</b>")

    def unverified() -> None:
        Person.objects.filter(pk=person.pk).update(level=Level.CONFIRMED)

    def reacted() -> None:
        react(comment=comment, person=officer, value="agree", now=now)

    def answered() -> None:
        post_comment(
            thread=thread,
            author=officer,
            text="جواب",
            parent=comment,
            as_authority=thread.authority,
            now=now,
        )

    return {
        "name": renamed,
        "note": unverified,
        "figure": reacted,
        "answer": answered,
        "words": lambda: edit_comment(
            comment=comment, person=person, text="أخرى", now=now
        ),
        "stance": lambda: rows.update(stance="against"),
        "badge": lambda: rows.update(authority=thread.authority),
        "hidden": lambda: rows.update(hidden_at=now, hidden_rule="spam"),
        "withdrawn": lambda: rows.update(withdrawn_at=now),
        "pinned": lambda: pin_comment(comment=comment, person=officer, now=now),
        "folded": lambda: rows.update(folded_count=4),
        "answers": lambda: rows.update(reply_count=9),
    }


CHANGES = (
    "name",
    "note",
    "figure",
    "answer",
    "words",
    "stance",
    "badge",
    "hidden",
    "withdrawn",
    "pinned",
    "folded",
    "answers",
)


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_that_changed_is_shown_as_it_was(
    change: str, thread: Thread, reem: Person, said: Comment, now: datetime
) -> None:
    before = page(thread, now)
    names_of(thread, reem)[change]()
    changed = page(thread, now)
    assert changed != before
    cards_kept.clear()
    assert page(thread, now) == changed
    assert "<b>Al</b>" not in changed


def test_what_belongs_to_one_reader_is_not_shown_to_another(
    thread: Thread, reem: Person, said: Comment, now: datetime
) -> None:
    officer = member_of(thread.authority, Role.OFFICER)
    react(comment=said, person=officer, value="disagree", now=now)
    readers = [None, reem, officer, PersonFactory(verified=True)]
    alone = []
    for reader in readers:
        cards_kept.clear()
        alone.append(page(thread, now, reader))
    assert len(set(alone)) == 4
    assert [page(thread, now, reader) for reader in readers] == alone
    tokens = [form_tokens(drawn_page(thread, now, officer)) for _n in range(2)]
    assert [len(found) for found in tokens] == [1, 1]
    assert tokens[0] != tokens[1]
    assert re.search(r'value="\w{32,}"', tokens[0].pop())


def form_tokens(drawn: str) -> set[str]:
    return {found for found in TOKEN.findall(drawn) if "csrf" in found}


def test_the_age_of_a_comment_is_never_kept(
    thread: Thread, said: Comment, now: datetime
) -> None:
    ages = [page(thread, now + timedelta(days=n)) for n in (0, 3, 60)]
    assert len(set(ages)) == 3
    assert len(cards_kept) == 2


def test_acts_that_an_app_above_adds_are_asked_for_each_time(
    thread: Thread, said: Comment, now: datetime
) -> None:
    asked: list[str] = []

    def report(_context: Context, card: CommentReading) -> SafeString:
        asked.append(card.anchor)
        return format_html("<i>report {}</i>", len(asked))

    slots.fill("comment-acts", report)
    try:
        assert "<i>report 1</i>" in page(thread, now)
        assert "<i>report 2</i>" in page(thread, now)
    finally:
        slots.empty("comment-acts", report)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "{{ 7|add:7 }} {% now 'Y' %}",
        "\x01age\x01 %s %(count)s {}",
        "</article><article class='x'>",
    ],
)
def test_hostile_words_stay_words_in_a_kept_card(
    text: str, thread: Thread, now: datetime
) -> None:
    person = PersonFactory(display_name=text)
    CommentFactory(thread=thread, author=person, text=text, posted_at=now)
    first = page(thread, now)
    assert page(thread, now) == first
    assert "<script>" not in first
    assert first.count("</article>") == 1
    assert "14" not in first.split("comment__author")[1].split("</bdi>")[0]


def test_a_nul_is_no_mark() -> None:
    fragment = Fragment.of(f"a\x00age\x00b{mark('age')}c")
    assert fragment.placing({"age": "!"}) == "aageb!c"
    assert Fragment.of("\x00").placing({}) == ""


def test_what_was_asked_for_last_is_kept_within_its_room() -> None:
    kept = Fragments(most_bytes=5_000)
    for number in range(100):
        kept.get(("card", number % 3 or number), lambda: "x" * 200)
    assert kept.bytes <= 5_000
    drawn: list[str] = []

    def draw() -> str:
        drawn.append("")
        return "y"

    kept.get(("card", 1), draw)
    kept.get(("card", 3), draw)
    assert len(drawn) == 1
    kept.clear()
    assert (len(kept), kept.bytes) == (0, 0)
