from collections.abc import Callable, Collection, Iterator
from datetime import datetime

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils.html import format_html
from django.utils.safestring import SafeString

from comments.models import Comment
from comments.queries import (
    attachments_of,
    forget_attachments,
    read_thread,
    register_attachments,
)
from tests.factories.comments import CommentFactory, ThreadFactory

pytestmark = pytest.mark.django_db
OF_LOADER = 'SELECT "comments_comment"."id" AS "pk", "comments_comment"."author_name"'
Quoting = Callable[[Collection[int]], dict[int, SafeString]]


@pytest.fixture
def asked() -> Iterator[list[set[int]]]:
    """Let an app quote every comment, and keep what it was asked."""
    calls: list[set[int]] = []

    def quoting(pks: Collection[int]) -> dict[int, SafeString]:
        calls.append(set(pks))
        found = Comment.objects.filter(pk__in=pks).values_list("pk", "author_name")
        return {pk: format_html("<q>{} {}</q>", pk, name) for pk, name in found}

    register_attachments(quoting)
    register_attachments(quoting)
    yield calls
    forget_attachments(quoting)


def page(thread: object, now: datetime) -> str:
    reading = read_thread(thread=thread, viewer=None, now=now)  # type: ignore[arg-type]
    return render_to_string("comments/thread.html", {"reading": reading})


def test_what_an_app_attaches_stands_above_the_words(
    asked: list[set[int]], now: datetime
) -> None:
    thread = ThreadFactory()
    top = CommentFactory(thread=thread, author_name="<b>", posted_at=now)
    reply = CommentFactory(thread=thread, parent=top, posted_at=now)
    Comment.objects.filter(pk=top.pk).update(reply_count=1)
    shown = page(thread, now)
    assert asked == [{top.pk, reply.pk}]
    words = shown.index(top.html)
    assert 0 < shown.index(f"<q>{top.pk} &lt;b&gt;</q>") < words
    assert f"<q>{reply.pk} </q>" in shown


def test_a_loader_is_asked_once_a_page_and_none_asks_nothing(
    asked: list[set[int]], now: datetime
) -> None:
    thread = ThreadFactory()
    assert attachments_of([]) == {}
    page(thread, now)
    assert asked == []
    CommentFactory.create_batch(5, thread=thread, posted_at=now)
    with CaptureQueriesContext(connection) as found:
        page(thread, now)
    assert len(asked) == 1
    of_loader = [q for q in found if q["sql"].startswith(OF_LOADER)]
    assert len(of_loader) == 1


@pytest.mark.parametrize("field", ["withdrawn_at", "hidden_at"])
def test_nothing_is_attached_to_words_that_are_gone(
    field: str, asked: list[set[int]], now: datetime
) -> None:
    rule = {"hidden_rule": "spam"} if field == "hidden_at" else {}
    CommentFactory(thread=(thread := ThreadFactory()), **{field: now}, **rule)
    assert "<q>" not in page(thread, now)
