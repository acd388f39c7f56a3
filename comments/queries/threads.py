"""Reading a thread, page by page."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from comments.models import Comment, Thread
from comments.queries import rows, rules
from comments.queries.cards import CardMaker, Reader
from comments.queries.reading import ComposerReading, OrderReading, ThreadReading
from comments.queries.trees import Tree
from foundation.core import keyset
from foundation.core.errors import DomainError

FIRST_ORDER = "newest"


@dataclass(frozen=True, slots=True)
class _Page:
    """The top comments of one page, and whether there are others on either side."""

    tops: list[Comment]
    has_newer: bool
    next_cursor: str | None


def read_thread(  # noqa: PLR0913  (which thread, for whom, which page of it)
    *,
    thread: Thread,
    viewer: object,
    now: datetime,
    order: str = FIRST_ORDER,
    cursor: str | None = None,
    focus: Comment | None = None,
    replies_cursor: str | None = None,
    here: str = "",
) -> ThreadReading:
    """Read a page of twenty top comments with their first replies, five levels deep.

    Two queries on comments, one on the viewer's reactions, and for a signed-in viewer
    one on the right to answer; the same for any size and page. `focus` (from
    `find_comment`) opens the page on which that comment stands, with the way to it and
    its replies, from `replies_cursor` on. An unknown `order` is the first one. `here`
    is the address to come back to after writing; without it people see their comment
    in the thread.

    Raises:
        BadCursorError: a cursor belongs to another list or order.

    """
    order = order if order in rows.ORDERS else FIRST_ORDER
    page = _page_around(focus, order) if focus else _page_after(thread, order, cursor)
    place = rows.Replies(focus, replies_cursor) if focus else None
    replies = rows.rows_under(page.tops, place)
    reader = Reader(viewer, thread, now)
    maker = CardMaker.for_page(reader, [*page.tops, *replies])
    reading = _frame(reader, order, page)
    reading.comments = Tree(maker, place).grow(page.tops, replies)
    reading.composer = composer(reader, here=here) if reader.can_write else None
    return reading


def flat_page(
    *,
    thread: Thread,
    order: str = FIRST_ORDER,
    cursor: str | None = None,
    limit: int = 100,
    tops_only: bool = False,
) -> keyset.Page[Comment]:
    """List comments without their tree; authors and authorities are loaded.

    Raises:
        BadCursorError: the cursor belongs to another list or order.

    """
    found = Comment.objects.filter(thread=thread)
    if tops_only:
        found = found.filter(parent=None)
    joined = found.select_related("author", "authority", "parent")
    return keyset.page_of(joined, order=rows.ORDERS[order], cursor=cursor, limit=limit)


def find_comment(public_id: str) -> Comment | None:
    """Find a comment with its thread, parent and root, in one query."""
    related = ("thread__authority", "author", "authority", "parent", "root")
    return (
        Comment.objects.select_related(*related)
        .filter(public_id=public_id, thread__isnull=False)
        .first()
    )


def find_thread(public_id: str) -> Thread | None:
    """Find a thread with its authority."""
    threads = Thread.objects.select_related("authority")
    return threads.filter(public_id=public_id).first()


def composer(
    reader: Reader, *, parent: Comment | None = None, here: str = ""
) -> ComposerReading:
    """Prepare a form for one comment, with a key of its own against double clicks."""
    thread = reader.thread
    action = reverse("comments:post", args=[thread.public_id])
    is_stranger = not getattr(reader.person, "is_authenticated", False)
    return ComposerReading(
        id=f"write-{thread.public_id}",
        action=f"{action}?{urlencode({'next': here})}" if here else action,
        submission_key=secrets.token_urlsafe(16),
        keep=f"{thread.public_id} {parent.public_id if parent else ''}".strip(),
        parent=parent.public_id if parent else "",
        title=_("Your reply") if parent else "",
        submit=_("Sign in and publish") if is_stranger else "",
        with_official=str(thread.authority) if reader.can_answer else "",
    )


def _page_after(thread: Thread, order: str, cursor: str | None) -> _Page:
    found = rows.tops_page(thread, order=order, cursor=cursor)
    return _Page(found.items, bool(cursor), found.next_cursor)


def _page_around(focus: Comment, order: str) -> _Page:
    tops, has_newer, has_older = rows.tops_around(focus.root or focus, order=order)
    last = keyset.make_cursor(tops[-1], rows.ORDERS[order]) if has_older else None
    return _Page(tops, has_newer, last)


def _frame(reader: Reader, order: str, page: _Page) -> ThreadReading:
    thread = reader.thread
    address = reverse("comments:thread", args=[thread.public_id])
    start = f"{address}?{urlencode({'order': order})}"
    older = {"order": order, "cursor": page.next_cursor}
    return ThreadReading(
        thread=thread,
        id=f"thread-{thread.public_id}",
        now=reader.now,
        order=order,
        count=thread.comment_count,
        stances=_stances(thread),
        orders=_orders(address, order) if thread.comment_count > 1 else [],
        comments=[],
        closed_note=_closed_note(reader),
        newer_url=start if page.has_newer else "",
        older_url=f"{address}?{urlencode(older)}" if page.next_cursor else "",
        next_cursor=page.next_cursor,
    )


def _stances(thread: Thread) -> dict[str, int]:
    """Count by stance; empty where nobody took one, so that no bar is drawn."""
    counts = {
        "for": thread.for_count,
        "against": thread.against_count,
        "neutral": thread.neutral_count,
        "question": thread.question_count,
    }
    return counts if any(counts.values()) else {}


def _orders(address: str, current: str) -> list[OrderReading]:
    labels = {"newest": _("Newest"), "oldest": _("Oldest"), "best": _("Best")}
    return [
        OrderReading(name, label, f"{address}?order={name}", name == current)
        for name, label in labels.items()
    ]


def _closed_note(reader: Reader) -> str:
    """Say why nobody, or not this person, can write here now."""
    refusal: DomainError | None = rules.why_closed(reader.thread, now=reader.now)
    if refusal is None and not reader.can_write:
        refusal = rules.why_not_this_person(reader.person, reader.thread)
    return str(refusal) if refusal else ""
