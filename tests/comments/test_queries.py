from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments import services
from comments.models import Comment, Thread
from comments.queries import (
    CommentReading,
    ThreadReading,
    find_comment,
    flat_page,
    read_thread,
)
from comments.services import ImportedComment, import_comments
from foundation.accounts.models import Person
from foundation.core.keyset import BadCursorError
from foundation.organisations.models import Role
from tests.factories.accounts import PersonFactory
from tests.factories.comments import ThreadFactory
from tests.factories.organisations import member_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
LOADERS = 3  # what drafts put on cards: passages, suggested wording, answers


def grow(thread: Thread, now: datetime, shape: dict[str, str], **more: Any) -> None:
    """Fill a thread: `shape` names each comment's parent, in the order of posting."""
    rows = [
        ImportedComment(
            source_id=name,
            parent_source_id=parent,
            text=name,
            posted_at=now - timedelta(days=1) + index * MINUTE,
            **more,
        )
        for index, (name, parent) in enumerate(shape.items())
    ]
    import_comments(thread=thread, rows=rows, now=now)
    thread.refresh_from_db()


def tops(count: int) -> dict[str, str]:
    return {f"t{n}": "" for n in range(count)}


def chain(name: str, length: int) -> dict[str, str]:
    return {f"{name}{n}": f"{name}{n - 1}" if n else "" for n in range(length)}


def names(cards: list[CommentReading]) -> list[str]:
    return [card.comment.source_id for card in cards]


def every(cards: list[CommentReading]) -> Iterator[CommentReading]:
    for card in cards:
        yield card
        yield from every(card.replies)


def card_of(reading: ThreadReading, name: str) -> CommentReading:
    return next(c for c in every(reading.comments) if c.comment.source_id == name)


def read(thread: Thread, now: datetime, **more: Any) -> ThreadReading:
    return read_thread(**{"thread": thread, "viewer": None, "now": now, **more})


def focus_on(thread: Thread, name: str) -> Comment:
    found = find_comment(thread.comments.get(source_id=name).public_id)
    assert found is not None
    return found


def cursor_in(url: str, name: str) -> str:
    return parse_qs(urlsplit(url).query)[name][0]


@pytest.fixture
def thread() -> Thread:
    return ThreadFactory()


def test_a_page_has_twenty_comments_and_leads_on(thread: Thread, now: datetime) -> None:
    grow(thread, now, tops(45))
    first = read(thread, now)
    second = read(thread, now, cursor=first.next_cursor)
    third = read(thread, now, cursor=second.next_cursor)
    seen = [*names(first.comments), *names(second.comments), *names(third.comments)]
    assert seen == [f"t{n}" for n in reversed(range(45))]
    assert (first.newer_url, third.older_url, third.next_cursor) == ("", "", None)
    assert second.newer_url
    assert second.older_url
    assert first.count == 45


def test_the_orders_are_newest_oldest_and_best(thread: Thread, now: datetime) -> None:
    grow(thread, now, tops(3))
    reem = PersonFactory()
    services.react(
        comment=thread.comments.get(source_id="t1"), person=reem, value="agree", now=now
    )
    services.react(
        comment=thread.comments.get(source_id="t2"),
        person=reem,
        value="disagree",
        now=now,
    )
    in_order = {
        order: names(read(thread, now, order=order).comments)
        for order in ("newest", "oldest", "best", "unheard-of")
    }
    assert in_order == {
        "newest": ["t2", "t1", "t0"],
        "oldest": ["t0", "t1", "t2"],
        "best": ["t1", "t0", "t2"],
        "unheard-of": ["t2", "t1", "t0"],
    }


@pytest.mark.parametrize("order", ["newest", "oldest", "best"])
def test_every_top_comment_is_on_one_page(
    thread: Thread, now: datetime, order: str
) -> None:
    grow(thread, now, tops(61))
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        reading = read(thread, now, order=order, cursor=cursor)
        seen += names(reading.comments)
        cursor = reading.next_cursor
    assert sorted(seen) == sorted(tops(61))


def test_the_first_three_replies_are_shown_and_the_others_linked(
    thread: Thread, now: datetime
) -> None:
    grow(thread, now, {"top": "", **{f"r{n}": "top" for n in range(9)}})
    (top,) = read(thread, now).comments
    assert names(top.replies) == ["r0", "r1", "r2"]
    assert (top.more_replies_count, top.more_replies_url) == (6, top.url)


def test_a_conversation_is_shown_five_levels_deep(
    thread: Thread, now: datetime
) -> None:
    grow(thread, now, chain("c", 9))
    shown = list(every(read(thread, now).comments))
    assert names(shown) == ["c0", "c1", "c2", "c3", "c4"]
    assert [card.more_replies_count for card in shown] == [0, 0, 0, 0, 1]


def test_a_permalink_opens_the_page_on_which_the_comment_stands(
    thread: Thread, now: datetime
) -> None:
    grow(thread, now, {**tops(60), "deep": "t10", "deeper": "deep"})
    reading = read(thread, now, focus=focus_on(thread, "deeper"))
    assert names(reading.comments) == [f"t{n}" for n in range(12, -1, -1)]
    assert card_of(reading, "deeper").is_focus
    assert reading.newer_url
    near_the_start = read(thread, now, focus=focus_on(thread, "t50"))
    assert names(near_the_start.comments) == [f"t{n}" for n in range(59, 39, -1)]
    assert near_the_start.newer_url == ""


@pytest.mark.parametrize("order", ["newest", "oldest", "best"])
def test_the_page_of_a_permalink_leads_on_in_its_order(
    thread: Thread, now: datetime, order: str
) -> None:
    grow(thread, now, tops(70))
    reading = read(thread, now, order=order, focus=focus_on(thread, "t35"))
    following = read(thread, now, order=order, cursor=reading.next_cursor)
    whole = names(flat(thread, order))
    at = whole.index(names(reading.comments)[0])
    assert "t35" in names(reading.comments)
    assert names([*reading.comments, *following.comments]) == whole[at : at + 40]


def flat(thread: Thread, order: str) -> list[Any]:
    page = flat_page(thread=thread, order=order, limit=100)
    return [type("Card", (), {"comment": row}) for row in page.items]


def test_a_deep_comment_is_shown_with_the_way_to_it(
    thread: Thread, now: datetime
) -> None:
    siblings = {f"s{n}": "c6" for n in range(4)}
    grow(thread, now, {**chain("c", 9), **siblings, "answer": "s2"})
    reading = read(thread, now, focus=focus_on(thread, "s2"))
    (root,) = reading.comments
    assert names(root.replies) == ["c1", "c5"]
    way_in = card_of(reading, "c5")
    assert way_in.skipped_url
    assert names(way_in.replies) == ["c6"]
    assert names(card_of(reading, "c6").replies) == ["s0", "s1", "s2", "s3"]
    assert names(card_of(reading, "s2").replies) == ["answer"]
    assert max(level_of(reading)) == 5


def level_of(reading: ThreadReading) -> Iterator[int]:
    def walk(cards: list[CommentReading], level: int) -> Iterator[int]:
        for card in cards:
            yield level
            yield from walk(card.replies, level + 1)

    return walk(reading.comments, 1)


def test_every_comment_is_shown_at_its_own_permalink(
    thread: Thread, now: datetime
) -> None:
    shape = {**tops(30), **chain("c", 24), **{f"r{n}": "t3" for n in range(50)}}
    shape |= {f"x{n}": f"r{n}" for n in range(50)}
    grow(thread, now, shape)
    for comment in thread.comments.all():
        reading = read(thread, now, focus=find_comment(comment.public_id))
        shown = [card for card in every(reading.comments) if card.is_focus]
        assert [card.comment.pk for card in shown] == [comment.pk]
        pks = [card.comment.pk for card in every(reading.comments)]
        assert len(pks) == len(set(pks))


def test_every_reply_can_be_reached_by_the_links(thread: Thread, now: datetime) -> None:
    shape = {"top": "", **{f"r{n}": "top" for n in range(47)}}
    grow(thread, now, {**shape, **{f"x{n}": "r30" for n in range(5)}})
    focus, seen = focus_on(thread, "top"), []
    cursor: str | None = None
    while True:
        reading = read(thread, now, focus=focus, replies_cursor=cursor)
        (top,) = reading.comments
        seen += names(top.replies)
        if not top.more_replies_url:
            break
        assert top.more_replies_count is None
        cursor = cursor_in(top.more_replies_url, "replies")
    assert seen == [f"r{n}" for n in range(47)]


def test_a_cursor_of_another_list_is_refused(thread: Thread, now: datetime) -> None:
    grow(thread, now, tops(30))
    cursor = read(thread, now).next_cursor
    for wrong in ("nonsense", "a:b:c", str(cursor)):
        with pytest.raises(BadCursorError):
            read(thread, now, order="best", cursor=wrong)


def test_a_missing_parent_is_shown_as_such(thread: Thread, now: datetime) -> None:
    grow(thread, now, {"orphan": "gone"})
    (stand_in,) = read(thread, now).comments
    assert stand_in.stand_in == "تعليق لم يكن ضمن ما استُورد"
    assert names(stand_in.replies) == ["orphan"]
    assert not stand_in.react_url
    assert not stand_in.reply_url
    assert read(thread, now).count == 1


def test_a_tombstone_says_nothing_of_what_was_withdrawn(
    thread: Thread, now: datetime
) -> None:
    reem = PersonFactory(display_name="ريم")
    comment = services.post_comment(
        thread=thread, author=reem, text="كلام", stance="for", now=now
    )
    services.withdraw_comment(comment=comment, person=reem, now=now)
    (card,) = read(thread, now, viewer=reem).comments
    assert card.is_withdrawn
    assert (card.author, card.html, card.stance, card.withdraw_url) == ("", "", "", "")


def test_what_a_reader_may_do_depends_on_who_they_are(now: datetime) -> None:
    thread = ThreadFactory(closes_at=now + MINUTE)
    author, other = PersonFactory(), PersonFactory(verified=True)
    officer = member_of(thread.authority, Role.OFFICER)
    services.post_comment(thread=thread, author=author, text="نص", now=now)

    def acts(viewer: Person | None, at: datetime = now) -> str:
        card = read(thread, at, viewer=viewer).comments[0]
        names = ("react", "reply", "edit", "withdraw")
        return " ".join(name for name in names if getattr(card, f"{name}_url"))

    assert acts(None) == "react reply"
    assert acts(other) == "react reply"
    assert acts(author) == "reply edit withdraw"
    assert acts(author, now + MINUTE) == "withdraw"
    assert acts(other, now + MINUTE) == ""
    assert acts(officer, now + MINUTE) == "reply"


def test_the_form_is_for_those_who_can_write(now: datetime) -> None:
    thread = ThreadFactory(closes_at=now + MINUTE)
    officer = member_of(thread.authority, Role.OFFICER)
    stranger = read(thread, now).composer
    assert stranger is not None
    assert (bool(stranger.submit), stranger.with_official) == (True, "")
    speaking = read(thread, now, viewer=officer).composer
    assert speaking is not None
    assert speaking.with_official == str(thread.authority)
    low = read(thread, now, viewer=PersonFactory(registered=True))
    assert (low.composer, bool(low.closed_note)) == (None, True)
    late = read(thread, now + MINUTE, viewer=officer)
    assert (late.composer, bool(late.closed_note)) == (None, True)


def test_the_reader_sees_their_own_reactions(thread: Thread, now: datetime) -> None:
    grow(thread, now, {"a": "", "b": "a", "c": ""})
    reem = PersonFactory()
    for name, value in (("b", "agree"), ("c", "disagree")):
        comment = thread.comments.get(source_id=name)
        services.react(comment=comment, person=reem, value=value, now=now)
    reading = read(thread, now, viewer=reem)
    own = {c.comment.source_id: c.own_reaction for c in every(reading.comments)}
    assert own == {"a": "", "b": "agree", "c": "disagree"}


@pytest.mark.parametrize("size", [0, 1, 400])
def test_a_page_takes_the_same_queries_at_any_size(
    thread: Thread, now: datetime, size: int
) -> None:
    shape = {**tops(max(size // 10, 1)), **{f"r{n}": "t0" for n in range(size)}}
    grow(thread, now, {**shape, **chain("c", size and 12)})
    reem = member_of(thread.authority, Role.OFFICER)
    fresh = Thread.objects.select_related("authority").get(pk=thread.pk)
    focus = focus_on(thread, "r0" if size else "t0")
    for more in ({}, {"focus": focus}, {"order": "best"}):
        with CaptureQueriesContext(
            connection,
        ) as found:
            read(fresh, now, viewer=reem, **more)
        of_comments = [q for q in found if 'FROM "comments_comment"' in q["sql"]]
        assert len(of_comments) <= 2
        assert len(found) <= 4 + LOADERS


def test_the_flat_list_holds_everything_in_any_order(
    thread: Thread, now: datetime
) -> None:
    grow(thread, now, {**tops(5), **chain("c", 7)})
    for order in ("newest", "oldest", "best"):
        first = flat_page(thread=thread, order=order, limit=9)
        rest = flat_page(thread=thread, order=order, limit=9, cursor=first.next_cursor)
        found = [row.source_id for row in [*first.items, *rest.items]]
        assert sorted(found) == sorted(row.source_id for row in thread.comments.all())
        assert rest.next_cursor is None
    roots = flat_page(thread=thread, tops_only=True).items
    assert all(row.parent_id is None for row in roots)
