from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.errors import (
    CommentGoneError,
    NotPinnableError,
    OrderNeedsTreeError,
    TooManyPinnedError,
)
from comments.models import Act, Comment, ModerationAct, Rule, Thread
from comments.queries import ORDERS, ThreadReading, flat_page, read_thread
from comments.services import (
    ImportedComment,
    edit_comment,
    import_comments,
    pin_comment,
    post_comment,
    react,
    unpin_comment,
    withdraw_comment,
)
from foundation.accounts.models import Person
from foundation.audit.models import AuditEntry
from foundation.core import keyset
from foundation.core.errors import NotAllowedError
from foundation.organisations.models import Role
from tests.factories.accounts import PersonFactory
from tests.factories.comments import CommentFactory, ThreadFactory
from tests.factories.organisations import member_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
INDEXES = {
    "newest": "top_comments_newest",
    "oldest": "top_comments_newest",
    "best": "top_comments_best",
    "discussed": "top_comments_discussed",
    "official": "top_comments_official",
}


@pytest.fixture
def thread(db: None) -> Thread:
    return ThreadFactory()


@pytest.fixture
def reem() -> Person:
    return PersonFactory(verified=True)


def say(thread: Thread, now: datetime, text: str, **more: Any) -> Comment:
    author = more.pop("author", None) or PersonFactory(verified=True)
    return post_comment(thread=thread, author=author, text=text, now=now, **more)


def read(thread: Thread, now: datetime, **more: Any) -> ThreadReading:
    fresh = Thread.objects.select_related("authority").get(pk=thread.pk)
    return read_thread(**{"thread": fresh, "viewer": None, "now": now, **more})


def texts(reading: ThreadReading) -> list[str]:
    return [card.comment.html[3:-4] for card in reading.comments]


def test_most_discussed_counts_what_stands_anywhere_below(
    thread: Thread, now: datetime
) -> None:
    quiet = say(thread, now, "quiet")
    loud = say(thread, now + MINUTE, "loud")
    say(thread, now + 2 * MINUTE, "last")
    answer = say(thread, now + 3 * MINUTE, "answer", parent=loud)
    deeper = say(thread, now + 4 * MINUTE, "deeper", parent=answer)
    say(thread, now + 5 * MINUTE, "one", parent=quiet)
    assert texts(read(thread, now, order="discussed")) == ["loud", "quiet", "last"]
    assert deeper.author is not None
    withdraw_comment(comment=deeper, person=deeper.author, now=now)
    assert answer.author is not None
    withdraw_comment(comment=answer, person=answer.author, now=now)
    assert texts(read(thread, now, order="discussed")) == ["quiet", "last", "loud"]
    loud.refresh_from_db()
    assert (loud.branch_count, loud.reply_count) == (0, 1)


def test_official_puts_answered_comments_first(thread: Thread, now: datetime) -> None:
    officer = member_of(thread.authority, Role.OFFICER)
    old = say(thread, now, "old")
    say(thread, now + MINUTE, "new")
    say(thread, now + 2 * MINUTE, "ours", author=officer, as_authority=thread.authority)
    reply = say(thread, now + 3 * MINUTE, "a resident", parent=old)
    answer = say(
        thread,
        now + 4 * MINUTE,
        "answer",
        parent=reply,
        author=officer,
        as_authority=thread.authority,
    )
    assert texts(read(thread, now, order="official")) == ["ours", "old", "new"]
    withdraw_comment(comment=answer, person=officer, now=now + 5 * MINUTE)
    assert texts(read(thread, now, order="official")) == ["ours", "new", "old"]


def test_imported_branches_are_counted(thread: Thread, now: datetime) -> None:
    rows = [
        ImportedComment(
            source_id=name, parent_source_id=parent, text="x", posted_at=now
        )
        for name, parent in {"a": "", "b": "a", "c": "b", "d": "gone"}.items()
    ]
    import_comments(thread=thread, rows=rows[:2], now=now)
    import_comments(thread=thread, rows=rows, now=now)
    counts = dict(thread.comments.values_list("source_id", "branch_count"))
    assert counts == {"a": 2, "b": 0, "c": 0, "gone": 1, "d": 0}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("deep", [False, True])
def test_every_order_reads_its_own_index(
    order: str, thread: Thread, now: datetime, *, deep: bool
) -> None:
    top = say(thread, now, "for", stance="for")
    say(thread, now, "against", stance="against")
    say(thread, now, "reply", parent=top)
    thread.refresh_from_db()
    cursor = keyset.make_cursor(top, ORDERS[order]) if deep else None
    with CaptureQueriesContext(connection) as found:
        read(thread, now, order=order, cursor=cursor)
    page = next(
        q["sql"] for q in found if "folded_under_id" in q["sql"].split("WHERE")[-1]
    )
    with connection.cursor() as asked:
        if connection.vendor == "sqlite":
            asked.execute(f"EXPLAIN QUERY PLAN {page}")
        else:
            # A table of three rows is read whole unless that is forbidden.
            asked.execute("SET LOCAL enable_seqscan = off")
            asked.execute("SET LOCAL enable_sort = off")
            asked.execute(f"EXPLAIN {page}")
        plan = "\n".join(str(row[-1]) for row in asked.fetchall())
    assert INDEXES[order] in plan
    assert "USE TEMP B-TREE" not in plan


@pytest.mark.parametrize("order", ORDERS)
def test_pages_of_every_order_hold_every_top_comment_once(
    order: str, thread: Thread, now: datetime
) -> None:
    rows = [
        ImportedComment(
            source_id=str(n),
            text=str(n),
            posted_at=now - n * MINUTE,
            agree_count=n % 5,
            stance=("for", "against", "")[n % 3],
        )
        for n in range(50)
    ]
    import_comments(thread=thread, rows=rows, now=now)
    pin_comment(
        comment=thread.comments.get(source_id="49"),
        person=member_of(thread.authority, Role.OFFICER),
        now=now,
    )
    seen: list[str] = []
    cursor: str | None = None
    while True:
        reading = read(thread, now, order=order, cursor=cursor)
        shown = [*reading.pinned, *reading.comments]
        seen += [card.comment.source_id for card in shown]
        cursor = reading.next_cursor
        if cursor is None:
            break
    assert set(seen) == {str(n) for n in range(50)}
    assert len(seen) - len(set(seen)) <= 1  # the pinned one, at its own place as well


@pytest.mark.parametrize("order", ["discussed", "official"])
def test_a_flat_list_has_only_the_orders_of_an_index(
    order: str, thread: Thread
) -> None:
    with pytest.raises(OrderNeedsTreeError):
        flat_page(thread=thread, order=order)
    assert flat_page(thread=thread, order=order, tops_only=True).items == []


def test_the_best_of_both_sides_stand_at_the_top_of_the_first_page(
    thread: Thread, now: datetime
) -> None:
    sides = {side: say(thread, now, side, stance=side) for side in ("for", "against")}
    assert read(thread, now).sides == []
    for comment in sides.values():
        react(
            comment=comment, person=PersonFactory(verified=True), value="agree", now=now
        )
    reading = read(thread, now)
    assert [card.stance for card in reading.sides] == ["for", "against"]
    assert read(thread, now, focus=sides["for"]).sides == []
    Comment.objects.filter(pk=sides["for"].pk).update(hidden_at=now, hidden_rule="spam")
    assert read(thread, now).sides == []


def test_only_the_rule_of_a_hidden_comment_is_shown(
    thread: Thread, reem: Person, now: datetime
) -> None:
    hidden = say(thread, now, "rude words", author=reem)
    say(thread, now, "a reply that stays", parent=hidden)
    Comment.objects.filter(pk=hidden.pk).update(hidden_at=now, hidden_rule="insult")
    card = read(thread, now).comments[0]
    assert card.is_hidden
    assert str(Rule.INSULT.label) in card.hidden_note
    assert (card.html, card.author, card.attachments) == ("", "", "")
    assert [reply.html for reply in card.replies] == ["<p>a reply that stays</p>"]
    moderator = member_of(thread.authority, Role.MODERATOR)
    for viewer in (reem, moderator):
        own = read(thread, now, viewer=viewer).comments[0]
        assert own.html == "<p>rude words</p>"
        assert (own.react_url, own.reply_url, own.edit_url) == ("", "", "")
    hidden.refresh_from_db()
    for act in (
        lambda: react(comment=hidden, person=moderator, value="agree", now=now),
        lambda: say(thread, now, "another", parent=hidden),
    ):
        with pytest.raises(CommentGoneError):
            act()


def test_withdrawing_what_is_hidden_counts_it_out_once(
    thread: Thread, reem: Person, now: datetime
) -> None:
    hidden = say(thread, now, "words", author=reem, stance="for")
    Comment.objects.filter(pk=hidden.pk).update(hidden_at=now, hidden_rule="spam")
    Thread.objects.filter(pk=thread.pk).update(comment_count=0, for_count=0)
    edit_comment(comment=hidden, person=reem, text="other", stance="against", now=now)
    withdraw_comment(comment=hidden, person=reem, now=now)
    thread.refresh_from_db()
    counts = (thread.comment_count, thread.for_count, thread.against_count)
    assert counts == (0, 0, 0)


def test_a_pinned_comment_stands_first_until_it_is_unpinned(
    thread: Thread, now: datetime
) -> None:
    officer = member_of(thread.authority, Role.OFFICER)
    pinned = say(thread, now, "pinned")
    say(thread, now + MINUTE, "newer")
    pin_comment(comment=pinned, person=officer, now=now)
    pin_comment(comment=pinned, person=officer, now=now + MINUTE)
    reading = read(thread, now)
    assert [card.comment.pk for card in reading.pinned] == [pinned.pk]
    assert reading.pinned[0].is_pinned
    assert texts(reading) == ["newer"]
    unpin_comment(comment=pinned, person=officer, now=now)
    assert read(thread, now).pinned == []
    acts = ModerationAct.objects.order_by("pk").values_list("act", "role")
    assert list(acts) == [(Act.PIN, "officer"), (Act.UNPIN, "officer")]
    entries = AuditEntry.objects.filter(target=f"comment:{pinned.public_id}")
    assert {entry.action for entry in entries} == {"comment.pinned", "comment.unpinned"}


def test_who_may_pin_and_what(thread: Thread, reem: Person, now: datetime) -> None:
    top = say(thread, now, "top")
    reply = say(thread, now, "reply", parent=top)
    moderator = member_of(thread.authority, Role.MODERATOR)
    with pytest.raises(NotAllowedError):
        pin_comment(comment=top, person=reem, now=now)
    with pytest.raises(NotPinnableError):
        pin_comment(comment=reply, person=moderator, now=now)
    for comment in CommentFactory.create_batch(3, thread=thread):
        pin_comment(comment=comment, person=moderator, now=now)
    with pytest.raises(TooManyPinnedError):
        pin_comment(comment=top, person=moderator, now=now)
