"""The few queries that read a thread, of constant cost whatever its size.

The rows under a comment are found level by level with a limit a parent, from the index
`replies_oldest` alone: no window function, no count and no walk over the thread. On
PostgreSQL a level is a LATERAL join; SQLite has none, and looks each parent's first
replies up in a correlated subquery, which comes to the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from comments.models import TOPS, Comment, Stance, Thread
from foundation.core import keyset

ORDERS: dict[str, tuple[str, ...]] = {
    "newest": ("-posted_at", "-pk"),
    "oldest": ("posted_at", "pk"),
    "best": ("-score", "-pk"),
    "discussed": ("-branch_count", "-pk"),
    "official": ("-official_rank", "-posted_at", "-pk"),
}
FLAT_ORDERS = frozenset({"newest", "oldest", "best"})
"""The orders in which replies can be listed among the others: those of an index."""
SIDES = (Stance.FOR, Stance.AGAINST)
MOST_PINNED = 3
CONVERSATION = ("posted_at", "pk")
TOPS_A_PAGE = 20
REPLIES_A_PAGE = 20
REPLIES_SHOWN = (3, 1, 1, 1)
NEIGHBOURS = 2
LAST_LEVEL = len(REPLIES_SHOWN)

FIRST_REPLIES = (
    "SELECT c.id FROM comments_comment c WHERE c.parent_id = s.id "
    "ORDER BY c.posted_at, c.id LIMIT %s"
)

Sql = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Replies:
    """One page of the replies to the comment that stands in focus."""

    to: Comment
    cursor: str | None = None

    @property
    def level(self) -> int:
        """The level at which the comment in focus is shown."""
        return min(self.to.depth, LAST_LEVEL - 1)


def shown(rows: QuerySet[Comment]) -> QuerySet[Comment]:
    """Load what a card shows, and leave the source text where it is."""
    joined = rows.select_related("author", "authority")
    return joined.defer("text", "author__password", "submission_key")


def tops_page(
    thread: Thread, *, order: str, cursor: str | None
) -> keyset.Page[Comment]:
    """Read one page of top comments.

    Raises:
        BadCursorError: the cursor belongs to another list or order.

    """
    listed = Comment.objects.filter(TOPS, thread=thread)
    if cursor:
        values = keyset.read_cursor(cursor, ORDERS[order])
        parts = _ranges(listed, ORDERS[order], values, limit=TOPS_A_PAGE + 1)
    else:
        parts = [_sql(listed.order_by(*ORDERS[order])[: TOPS_A_PAGE + 1])]
    return _page_of(shown(_rows_of(parts)), order)


def first_page(
    thread: Thread, *, order: str
) -> tuple[keyset.Page[Comment], list[Comment]]:
    """Read the first page of top comments, and beside it what stands before the list.

    That is the pinned comments and, where people took both sides, the best comment of
    each that anybody agrees with; all in one query, each part from an index of its own.
    Words that are gone or hidden are the best of no side.
    """
    rows = Comment.objects.filter(thread=thread)
    listed = rows.filter(TOPS).order_by(*ORDERS[order])
    pinned = rows.filter(pinned_at__isnull=False).order_by("-pinned_at")
    parts = [_sql(listed[: TOPS_A_PAGE + 1]), _sql(pinned[:MOST_PINNED])]
    if thread.for_count and thread.against_count:
        parts += [_sql(_best_of(rows, side)[:1]) for side in SIDES]
    found = {row.pk: row for row in shown(_rows_of(parts))}
    tops = [row for row in found.values() if row.folded_under_id is None]
    # What the other parts brought stands further down in the list, if not in the page.
    return _page_of(tops, order), list(found.values())


def _page_of(rows: Iterable[Comment], order: str) -> keyset.Page[Comment]:
    in_order = _sorted(rows, ORDERS[order])
    items, has_more = in_order[:TOPS_A_PAGE], len(in_order) > TOPS_A_PAGE
    following = keyset.make_cursor(items[-1], ORDERS[order]) if has_more else None
    return keyset.Page(items, following)


def _ranges(
    rows: QuerySet[Comment], order: Sequence[str], values: Sequence[Any], *, limit: int
) -> list[Sql]:
    """Name the rows that follow `values`, from one range of the index a column.

    Where thousands are alike (nobody agreed, nobody answered) one condition for all
    columns would read every one of them from the start.
    """
    parts: list[Sql] = []
    same: dict[str, Any] = {}
    for name, value in zip(order, values, strict=True):
        column = name.lstrip("-")
        beyond = f"{column}__{'lt' if name.startswith('-') else 'gt'}"
        found = rows.filter(**same, **{beyond: value}).order_by(*order)
        parts.append(_sql(found[:limit]))
        same[column] = value
    return parts


def _best_of(rows: QuerySet[Comment], side: str) -> QuerySet[Comment]:
    said = rows.filter(TOPS, stance=side, score__gt=0, hidden_at=None)
    return said.order_by("-score", "-pk")


def tops_around(root: Comment, *, order: str) -> tuple[list[Comment], bool, bool]:
    """Read the page of top comments on which `root` stands.

    That is the first page when it stands there; otherwise one that begins a few
    comments before it. Also says whether there is more before and after.
    """
    found = {row.pk: row for row in shown(_either_side(root, order))}
    rows = _sorted(found.values(), ORDERS[order])
    at = next(i for i, row in enumerate(rows) if row.pk == root.pk)
    start = 0 if at < TOPS_A_PAGE else at - NEIGHBOURS
    page = rows[start : start + TOPS_A_PAGE]
    return page, start > 0, start + TOPS_A_PAGE < len(rows)


def rows_under(tops: Sequence[Comment], focus: Replies | None) -> list[Comment]:
    """Read what is shown under `tops` and around the focus, in one query."""
    parents = [top.pk for top in tops if top.reply_count]
    parts: list[Sql] = []
    if parents:
        parts.append(_levels("tops", _these(parents), REPLIES_SHOWN))
    if focus is not None:
        parts.extend(_around(focus))
    if not parts:
        return []
    return _sorted(shown(_rows_of(parts)), CONVERSATION)


def replies_after(focus: Replies) -> QuerySet[Comment]:
    """List the replies to the comment in focus that follow the cursor, oldest first.

    Raises:
        BadCursorError: the cursor belongs to another list.

    """
    rows = Comment.objects.filter(parent_id=focus.to.pk).order_by(*CONVERSATION)
    if not focus.cursor:
        return rows
    return rows.filter(
        keyset.after(CONVERSATION, keyset.read_cursor(focus.cursor, CONVERSATION))
    )


def _either_side(root: Comment, order: str) -> QuerySet[Comment]:
    """Join the rows just before `root` with those from it on, each from the index."""
    siblings = Comment.objects.filter(TOPS, thread_id=root.thread_id)
    forward = ORDERS[order]
    values = [getattr(root, name.lstrip("-")) for name in forward]
    before = _ranges(
        siblings, _reversed(forward), values, limit=TOPS_A_PAGE + NEIGHBOURS
    )
    later = _ranges(siblings, forward, values, limit=TOPS_A_PAGE)
    return _rows_of([_these([root.pk]), *before, *later])


def _rows_of(parts: Sequence[Sql]) -> QuerySet[Comment]:
    """Look up the rows whose keys the parts name, each by its key.

    PostgreSQL takes IN for a join and, guessing many keys, reads the whole table; an
    array it works out first and then looks up.
    """
    sql, params = _joined(parts)
    if connection.vendor == "postgresql":
        sql = f"SELECT unnest(ARRAY({sql}))"
    return Comment.objects.filter(pk__in=RawSQL(sql, params))  # noqa: S611


def _around(focus: Replies) -> list[Sql]:
    """Name the rows around the comment in focus: its path, neighbours and replies."""
    comment = focus.to
    replies = _sql(replies_after(focus)[: REPLIES_A_PAGE + 1])
    deeper = REPLIES_SHOWN[focus.level + 1 :]
    parts = [replies, _levels("focused", replies, deeper)] if deeper else [replies]
    if comment.parent is None:
        return parts
    path = [comment.pk, comment.parent.pk, comment.parent.parent_id]
    parts.append(_these([pk for pk in path if pk and pk != comment.root_id]))
    return [*parts, *_neighbours(comment)]


def _neighbours(comment: Comment) -> list[Sql]:
    siblings = Comment.objects.filter(parent_id=comment.parent_id)
    values = [comment.posted_at, comment.pk]
    backward = _reversed(CONVERSATION)
    before = siblings.filter(keyset.after(backward, values)).order_by(*backward)
    later = siblings.filter(keyset.after(CONVERSATION, values)).order_by(*CONVERSATION)
    return [_sql(before[:NEIGHBOURS]), _sql(later[:NEIGHBOURS])]


def _levels(name: str, source: Sql, limits: Sequence[int]) -> Sql:
    """Write one common table a level, each with so many first replies a parent."""
    sql, params = source
    tables = [f"{name}_0 AS ({sql})"]
    for level, limit in enumerate(limits, start=1):
        tables.append(f"{name}_{level} AS ({_first_replies(f'{name}_{level - 1}')})")
        params = (*params, limit)
    chosen = " UNION ALL ".join(
        f"SELECT id FROM {name}_{level}"  # noqa: S608  (our own names)
        for level in range(1, len(limits) + 1)
    )
    return f"WITH {', '.join(tables)} {chosen}", params


def _first_replies(source: str) -> str:
    if connection.vendor == "postgresql":
        return (
            f"SELECT r.id FROM {source} s "  # noqa: S608  (our own name)
            f"CROSS JOIN LATERAL ({FIRST_REPLIES}) r"
        )
    return (
        f"SELECT r.id FROM {source} s "  # noqa: S608  (our own name)
        f"JOIN comments_comment r ON r.id IN ({FIRST_REPLIES})"
    )


def _these(keys: Sequence[int]) -> Sql:
    marks = ", ".join(["%s"] * len(keys))
    return (
        f"SELECT id FROM comments_comment WHERE id IN ({marks})",  # noqa: S608
        tuple(keys),
    )


def _joined(parts: Sequence[Sql]) -> Sql:
    sql = " UNION ALL ".join(
        f"SELECT id FROM ({part}) p{i}"  # noqa: S608  (written above)
        for i, (part, _values) in enumerate(parts)
    )
    return sql, tuple(value for _part, values in parts for value in values)


def _sql(rows: QuerySet[Comment]) -> Sql:
    sql, params = rows.values("id").query.sql_with_params()
    return sql, tuple(params)


def _reversed(order: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        name.removeprefix("-") if name.startswith("-") else f"-{name}" for name in order
    )


def _sorted(rows: Iterable[Comment], order: Sequence[str]) -> list[Comment]:
    names = [name.lstrip("-") for name in order]
    return sorted(
        rows,
        key=lambda row: tuple(getattr(row, name) for name in names),
        reverse=order[0].startswith("-"),
    )
