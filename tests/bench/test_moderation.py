"""Ten thousand reports, triaged by bulk acts: how long, and how long a writer waits.

On SQLite the processor's time counts, on PostgreSQL the clock.

The short run is of a thousand; `BENCH_REPORTS=10000` measures the whole.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from comments.models import Comment, ModerationAct, Report, Thread, WaitingComment
from comments.queries import moderation
from comments.queries.moderation import QueueFilter
from comments.services import moderating, undoing
from comments.services.moderating import decide_matching, make_decision
from comments.services.undoing import undo
from foundation.accounts.models import Person
from tests.factories.comments import CommentFactory, ThreadFactory
from tests.factories.moderation import moderator_of, old_hand

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SIZE = int(os.environ.get("BENCH_REPORTS", "1000"))
LONGEST_TRANSACTION_SECONDS = 0.1
SLACK = 5
"""A shared machine is slow for moments: single chunks may take so many times longer."""


@contextmanager
def timed(spent: list[float]) -> Iterator[None]:
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    began = clock()
    yield
    spent.append(clock() - began)


def waiting_comments(thread: Thread, reporter: Person) -> None:
    authors = [old_hand(NOW) for _ in range(20)]
    prototype = CommentFactory.build(thread=thread, author=authors[0])
    fields = ("text", "html", "language", "direction")
    same = {name: getattr(prototype, name) for name in fields}
    made = Comment.objects.bulk_create(
        (
            Comment(
                thread=thread,
                author=authors[n % 20],
                posted_at=NOW,
                stance="for",
                **same,
            )
            for n in range(SIZE)
        ),
        batch_size=250,
    )
    Thread.objects.filter(pk=thread.pk).update(comment_count=SIZE, for_count=SIZE)
    moments = [NOW + timedelta(milliseconds=n) for n in range(SIZE)]
    Report.objects.bulk_create(
        (
            Report(comment=c, reporter=reporter, rule="spam", reported_at=at)
            for c, at in zip(made, moments, strict=True)
        ),
        batch_size=250,
    )
    Comment.objects.filter(thread=thread).update(report_count=1)
    WaitingComment.objects.bulk_create(
        (
            WaitingComment(
                comment=c,
                thread=thread,
                authority_id=thread.authority_id,
                kind="reported",
                rule="spam",
                since=at,
            )
            for c, at in zip(made, moments, strict=True)
        ),
        batch_size=250,
    )


def test_ten_thousand_reports_are_triaged_in_short_transactions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    thread = ThreadFactory()
    moderator = moderator_of(thread)
    waiting_comments(thread, old_hand(NOW))
    chunks: list[float] = []
    for module, name in ((moderating, "_decide_chunk"), (undoing, "_undo_chunk")):
        monkeypatch.setattr(module, name, _watched(getattr(module, name), chunks))
    asked = QueueFilter(thread.authority)
    page = _page_seconds(asked, moderator)
    hidden: list[float] = []
    with timed(hidden):
        outcome = decide_matching(
            asked=asked,
            decision=make_decision(act="hide"),
            moderator=moderator,
            now=NOW + timedelta(minutes=1),
        )
    assert (outcome.done, outcome.skipped) == (SIZE, 0)
    thread.refresh_from_db()
    assert (thread.comment_count, thread.for_count) == (0, 0)
    assert not WaitingComment.objects.exists()
    assert ModerationAct.objects.count() == SIZE
    undone: list[float] = []
    with timed(undone):
        undo(batch=outcome.batch, moderator=moderator, now=NOW + timedelta(minutes=2))
    thread.refresh_from_db()
    assert (thread.comment_count, thread.for_count) == (SIZE, SIZE)
    assert WaitingComment.objects.count() == SIZE
    _judge(chunks, f"page {page * 1000:.0f} ms", hidden=hidden[0], undone=undone[0])


def _judge(chunks: list[float], page: str, *, hidden: float, undone: float) -> None:
    chunks.sort()
    median, slowest = chunks[len(chunks) // 2], chunks[-1]
    sys.stderr.write(
        f"\n{connection.vendor}: {SIZE} reports: {page}, hidden in {hidden:.1f} s, "
        f"undone in {undone:.1f} s; a transaction {median * 1000:.0f} ms, "
        f"the slowest {slowest * 1000:.0f} ms\n"
    )
    assert median < LONGEST_TRANSACTION_SECONDS
    assert slowest < LONGEST_TRANSACTION_SECONDS * SLACK


def _watched(act: object, spent: list[float]) -> object:
    def watched(*args: object, **kwargs: object) -> object:
        with timed(spent), transaction.atomic():
            return act(*args, **kwargs)  # type: ignore[operator]

    return watched


def _page_seconds(asked: QueueFilter, moderator: Person) -> float:
    spent: list[float] = []
    with CaptureQueriesContext(connection) as queries, timed(spent):
        reading = moderation.read_queue(
            asked=asked, viewer=moderator, cursor=None, now=NOW + timedelta(minutes=1)
        )
    assert reading.total == SIZE
    assert len(queries) <= 12
    return spent[0]
