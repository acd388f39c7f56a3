"""A page of a long thread against the same page of a short one, in one run.

The threads have the same shape: a fifth of the comments stand at the top, one of those
has a twentieth of all comments as direct replies, and one branch goes 24 levels deep.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from comments.models import Thread
from comments.queries import ORDERS, find_comment, flat_page, read_thread
from comments.services import ImportedComment, import_comments
from foundation.accounts.models import Person
from foundation.core import keyset
from tests.factories.accounts import PersonFactory
from tests.factories.comments import ThreadFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SMALL, LARGE = 1_000, 10_000
LARGEST_RATIO = 1.2
ROUNDS = 30
TEXT = "الرصيف أمام المدرسة **ضيق**، ولا تمرّ به عربة طفل.\n\nأقترح مترين على الأقل."


def rows(size: int) -> Iterator[ImportedComment]:
    """Make `size` comments; every number names one, its parent a smaller one."""
    hot, chained = size // 20, 24
    for number in range(size):
        yield ImportedComment(
            source_id=f"c{number}",
            parent_source_id=parent_of(number, hot, chained),
            text=f"{TEXT} {number}",
            author_name=f"ريم {number % 97}",
            posted_at=NOW - timedelta(minutes=size - number),
            agree_count=number * 7 % 31,
            disagree_count=number * 5 % 11,
        )


def parent_of(number: int, hot: int, chained: int) -> str:
    if 0 < number <= hot:
        return "c0"
    if hot + 1 < number <= hot + chained:
        return f"c{number - 1}"
    return "" if number % 5 == 0 or number < hot + 10 else f"c{number - number % 5}"


def long_thread(size: int) -> Thread:
    thread = ThreadFactory()
    import_comments(thread=thread, rows=rows(size), now=NOW)
    return Thread.objects.select_related("authority").get(pk=thread.pk)


def show(thread: Thread, reader: Person, **page: object) -> str:
    reading = read_thread(thread=thread, viewer=reader, now=NOW, **page)
    return render_to_string("comments/thread.html", {"reading": reading})


def pages_of(thread: Thread, reader: Person) -> dict[str, Callable[[], object]]:
    """Name the pages that are measured: starts, depths and permalinks."""
    pages: dict[str, Callable[[], object]] = {}
    tops = thread.comments.filter(parent=None)
    for order, columns in ORDERS.items():
        deep = tops.order_by(*columns)[tops.count() * 9 // 10]
        cursor = keyset.make_cursor(deep, columns)
        pages[f"{order}, first page"] = lambda o=order: show(thread, reader, order=o)
        pages[f"{order}, 90% deep"] = lambda o=order, c=cursor: show(
            thread, reader, order=o, cursor=c
        )
    hot = thread.comment_count // 20
    for kind, number in {"hot": 0, "reply": hot // 2, "deep": hot + 20}.items():
        public_id = thread.comments.get(source_id=f"c{number}").public_id
        pages[f"permalink, {kind}"] = lambda p=public_id: show(
            thread, reader, focus=find_comment(p)
        )
    pages["flat list"] = lambda: list(flat_page(thread=thread, limit=100).items)
    return pages


def milliseconds(page: Callable[[], object]) -> float:
    started = time.perf_counter()
    page()
    return (time.perf_counter() - started) * 1000


def comment_queries(page: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as found:
        page()
    return sum('"comments_comment"' in query["sql"] for query in found)


def test_a_page_of_a_long_thread_costs_what_one_of_a_short_thread_does() -> None:
    reader = PersonFactory(verified=True)
    started = time.perf_counter()
    small = pages_of(long_thread(SMALL), reader)
    large = pages_of(long_thread(LARGE), reader)
    seconds = time.perf_counter() - started
    sys.stdout.write(f"\n{SMALL + LARGE} comments imported in {seconds:.1f} s\n")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    worst = 0.0
    for name, page in small.items():
        times = [(milliseconds(page), milliseconds(large[name])) for _ in range(ROUNDS)]
        short, long = (statistics.median(column) for column in zip(*times, strict=True))
        asked = comment_queries(large[name])
        sys.stdout.write(
            f"{name:24} {short:7.2f} ms of {SMALL}, {long:7.2f} ms of {LARGE}, "
            f"ratio {long / short:.2f}, {asked} comment queries\n"
        )
        assert asked <= 3
        worst = max(worst, long / short)
    assert worst <= LARGEST_RATIO
