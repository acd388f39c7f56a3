"""Reading a thread, page by page."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from comments.errors import OrderNeedsTreeError
from comments.models import TOPS, Comment, Thread
from comments.queries import rows, rules
from comments.queries.cards import CardMaker, Reader
from comments.queries.reading import (
    ComposerReading,
    OrderReading,
    ThreadReading,
)
from comments.queries.trees import Tree
from foundation.core import keyset
from foundation.core.errors import DomainError

FIRST_ORDER = "newest"


@dataclass(frozen=True, slots=True)
class _Page:
    """The top comments of one page, and whether there are others on either side.

    `beside` holds the rows from which the first page takes what stands before its list.
    """

    tops: list[Comment]
    has_newer: bool
    next_cursor: str | None
    beside: list[Comment] = field(default_factory=list)


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
    one on what they are at the authority; the same for any size and page. `focus` (from
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
    pinned, tops = _pinned_first(page)
    replies = rows.rows_under([*pinned, *tops], place)
    reader = Reader(viewer, thread, now)
    best = _best_of_sides(page.beside)
    maker = CardMaker.for_page(reader, [*best, *pinned, *tops, *replies])
    reading = _frame(reader, order, page)
    tree = Tree(maker, place, replies)
    reading.pinned = tree.grow(pinned)
    reading.comments = tree.grow(tops)
    reading.sides = [maker.card(row) for row in best]
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

    With `tops_only` those that the page lists; a comment that was folded under one
    that says the same stands in the full list.

    Raises:
        OrderNeedsTreeError: replies cannot be listed in this order.
        BadCursorError: the cursor belongs to another list or order.

    """
    if not tops_only and order not in rows.FLAT_ORDERS:
        raise OrderNeedsTreeError(field="order")
    found = Comment.objects.filter(thread=thread)
    if tops_only:
        found = found.filter(TOPS)
    joined = found.select_related("author", "authority", "parent", "folded_under")
    return keyset.page_of(joined, order=rows.ORDERS[order], cursor=cursor, limit=limit)


def find_comment(public_id: str) -> Comment | None:
    """Find a comment with its thread, parent and root, in one query."""
    authors = ("author", "authority")
    places = ("thread__authority", "parent", "root", "folded_under")
    return (
        Comment.objects.select_related(*authors, *places)
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


def _pinned_first(page: _Page) -> tuple[list[Comment], list[Comment]]:
    """Take what is pinned out of the list that follows it."""
    pinned = [(row.pinned_at, row) for row in page.beside if row.pinned_at]
    first = [row for _at, row in sorted(pinned, key=lambda p: p[0], reverse=True)]
    keys = {row.pk for row in first}
    return first, [row for row in page.tops if row.pk not in keys]


def _best_of_sides(beside: list[Comment]) -> list[Comment]:
    """Choose the best for and the best against, when there are both."""
    found = [_best(beside, side) for side in rows.SIDES]
    best = [row for row in found if row is not None]
    return best if len(best) == len(rows.SIDES) else []


def _best(beside: list[Comment], side: str) -> Comment | None:
    of_side = (row for row in beside if row.stance == side and _counts(row))
    return max(of_side, key=lambda row: (row.score, row.pk), default=None)


def _counts(row: Comment) -> bool:
    return row.parent_id is None and row.score > 0 and not row.is_hidden


def _page_after(thread: Thread, order: str, cursor: str | None) -> _Page:
    if not cursor:
        first, beside = rows.first_page(thread, order=order)
        return _Page(first.items, False, first.next_cursor, beside)  # noqa: FBT003
    found = rows.tops_page(thread, order=order, cursor=cursor)
    return _Page(found.items, has_newer=True, next_cursor=found.next_cursor)


def _page_around(focus: Comment, order: str) -> _Page:
    tops, has_newer, has_older = rows.tops_around(focus.root or focus, order=order)
    last = keyset.make_cursor(tops[-1], rows.ORDERS[order]) if has_older else None
    return _Page(tops, has_newer=has_newer, next_cursor=last)


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
    labels = {
        "newest": _("Newest"),
        "oldest": _("Oldest"),
        "best": _("Best"),
        "discussed": _("Most discussed"),
        "official": _("Official"),
    }
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
