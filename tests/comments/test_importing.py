from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest

from comments.errors import BadSourceIdError
from comments.models import Comment, Thread
from comments.services import ImportCounts, ImportedComment, import_comments
from tests.factories.comments import ThreadFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread() -> Thread:
    return ThreadFactory()


def row(
    source_id: str, now: datetime, parent: str = "", **more: Any
) -> ImportedComment:
    return ImportedComment(
        source_id=source_id,
        parent_source_id=parent,
        text=more.pop("text", f"Sí, {source_id}"),
        posted_at=more.pop("posted_at", now),
        **more,
    )


def bring(
    thread: Thread, rows: Iterable[ImportedComment], now: datetime
) -> ImportCounts:
    return import_comments(thread=thread, rows=rows, now=now)


def test_a_tree_comes_in_whole(thread: Thread, now: datetime) -> None:
    rows = [
        row("3", now, "2", agree_count=4, disagree_count=1),
        row("1", now, author_name="Ana", language="es"),
        row("2", now, "1"),
    ]
    assert bring(thread, rows, now) == ImportCounts(3, 3, 0, 0)
    one, two, three = (Comment.objects.get(source_id=key) for key in "123")
    assert (three.parent, three.root, three.depth) == (two, one, 2)
    assert (one.reply_count, two.reply_count, three.reply_count) == (1, 1, 0)
    assert (one.author_name, one.language, one.html) == ("Ana", "es", "<p>Sí, 1</p>")
    assert three.score > 0
    thread.refresh_from_db()
    assert (thread.comment_count, thread.last_comment_at) == (3, now)


def test_a_second_run_creates_nothing(thread: Thread, now: datetime) -> None:
    rows = [row("1", now), row("2", now, "1"), row("3", now, "gone")]
    assert bring(thread, rows, now) == ImportCounts(3, 3, 0, 1)
    assert bring(thread, rows, now) == ImportCounts(3, 0, 3, 0)
    assert thread.comments.count() == 4
    thread.refresh_from_db()
    assert thread.comment_count == 3


def test_rows_with_one_id_are_one_comment(thread: Thread, now: datetime) -> None:
    rows = [row("1", now), row("1", now, text="again")]
    assert bring(thread, rows, now) == ImportCounts(2, 1, 1, 0)
    assert thread.comments.get().text == "Sí, 1"


def test_a_missing_parent_becomes_one_placeholder(
    thread: Thread, now: datetime
) -> None:
    later = now + timedelta(days=1)
    rows = [row("7", later, "gone"), row("8", now, "gone"), row("9", now, "8")]
    assert bring(thread, rows, now).placeholders == 1
    stand_in = thread.comments.get(is_placeholder=True)
    assert (stand_in.source_id, stand_in.posted_at) == ("gone", now)
    assert (stand_in.reply_count, stand_in.depth) == (2, 0)
    assert thread.comments.get(source_id="9").root == stand_in


def test_a_parent_that_arrives_later_fills_its_place(
    thread: Thread, now: datetime
) -> None:
    bring(thread, [row("8", now, "gone")], now)
    assert bring(thread, [row("gone", now)], now) == ImportCounts(1, 1, 0, 0)
    found = thread.comments.get(source_id="gone")
    assert (found.is_placeholder, found.reply_count) == (False, 1)
    assert found.html == "<p>Sí, gone</p>"


def test_new_replies_find_parents_of_an_earlier_run(
    thread: Thread, now: datetime
) -> None:
    bring(thread, [row("1", now), row("2", now, "1")], now)
    bring(thread, [row("3", now, "2"), row("4", now, "1")], now)
    assert thread.comments.get(source_id="1").reply_count == 2
    assert thread.comments.get(source_id="3").depth == 2


def test_replies_that_answer_in_a_circle_are_kept(
    thread: Thread, now: datetime
) -> None:
    rows = [row("1", now, "1"), row("2", now, "3"), row("3", now, "2")]
    assert bring(thread, rows, now).created == 3
    assert thread.comments.filter(parent=None).count() == 2


def test_thirty_levels_come_in(thread: Thread, now: datetime) -> None:
    rows = [row(str(n), now, str(n - 1) if n else "") for n in range(30)]
    bring(thread, rows, now)
    assert thread.comments.get(source_id="29").depth == 29


def test_a_comment_without_an_id_is_refused(thread: Thread, now: datetime) -> None:
    with pytest.raises(BadSourceIdError):
        bring(thread, [row("1", now), row("", now)], now)
    assert not thread.comments.exists()


def test_characters_that_no_text_has_are_left_out(
    thread: Thread, now: datetime
) -> None:
    bring(thread, [row("1", now, text="a\x00b", author_name="A\x00")], now)
    comment = thread.comments.get()
    assert (comment.text, comment.author_name) == ("ab", "A")
