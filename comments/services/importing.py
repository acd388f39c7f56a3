"""Bringing in comments that were written elsewhere."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Greatest

from comments.errors import BadSourceIdError
from comments.events import CommentsImported
from comments.models import Comment, Thread
from comments.services.folding_many import fold_many
from comments.services.posting import known_stance
from comments.services.scoring import score
from foundation.core.events import announce
from foundation.core.text import (
    clean_text,
    direction_of,
    language_of,
    render_markdown,
)

BATCH = 250
LONGEST_IMPORTED_TEXT = 1_000_000
LONGEST_SOURCE_ID = 80


@dataclass(frozen=True, slots=True)
class ImportedComment:
    """A comment as another system kept it; `parent_source_id` is empty at the top."""

    source_id: str
    text: str
    posted_at: datetime
    parent_source_id: str = ""
    author_name: str = ""
    agree_count: int = 0
    disagree_count: int = 0
    stance: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """What an import did: `read` rows are each `created` or `existing`."""

    read: int = 0
    created: int = 0
    existing: int = 0
    placeholders: int = 0

    def __add__(self, other: "ImportCounts") -> "ImportCounts":
        return ImportCounts(
            self.read + other.read,
            self.created + other.created,
            self.existing + other.existing,
            self.placeholders + other.placeholders,
        )


@dataclass(slots=True)
class _Place:
    """Where a comment of the thread stands, known or just made."""

    pk: int
    root_id: int | None
    depth: int
    is_placeholder: bool = False


@dataclass(slots=True)
class _Work:
    """The rows still to be placed, by the parent they wait for."""

    thread: Thread
    places: dict[str, _Place]
    waiting: dict[str, list[ImportedComment]] = field(
        default_factory=lambda: defaultdict(list)
    )
    made: list[Comment] = field(default_factory=list)


@transaction.atomic
def import_comments(
    *, thread: Thread, rows: Iterable[ImportedComment], now: datetime
) -> ImportCounts:
    """Add comments that have a `source_id`, whole trees at once.

    Rows with one id are one comment, and an id that is already in the thread is left
    as it is, so a second run creates nothing. A parent that is nowhere becomes a
    placeholder; should it arrive later, it fills its place. The comments keep their
    own moments, except that none is later than `now`.

    Raises:
        BadSourceIdError: a row has no id, or one that is too long.
        UnknownStanceError: a row has a stance that does not exist.

    """
    read = [replace(row, posted_at=min(row.posted_at, now)) for row in rows]
    if any(not 0 < len(row.source_id) <= LONGEST_SOURCE_ID for row in read):
        raise BadSourceIdError
    thread = Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
    work = _Work(thread=thread, places=_places_of(thread))
    fresh, late = _sort_out(read, work)
    placeholders = _add_placeholders(fresh, work)
    _place_all(fresh, work)
    _fill(late, work)
    fold_many(thread, _fresh_tops(late, work))
    created = len(fresh) + len(late)
    _count_in([*fresh, *late], work)
    if created:
        announce(CommentsImported(thread_id=thread.pk))
    return ImportCounts(len(read), created, len(read) - created, placeholders)


def _places_of(thread: Thread) -> dict[str, _Place]:
    rows = thread.comments.exclude(source_id="")
    columns = ("source_id", "pk", "root_id", "depth", "is_placeholder")
    return {row[0]: _Place(*row[1:]) for row in rows.values_list(*columns)}


def _sort_out(
    read: list[ImportedComment], work: _Work
) -> tuple[list[ImportedComment], list[ImportedComment]]:
    """Tell the rows that are new from those that a placeholder waits for."""
    by_id: dict[str, ImportedComment] = {}
    for row in read:
        by_id.setdefault(row.source_id, row)
    fresh = [row for key, row in by_id.items() if key not in work.places]
    late = [
        row
        for key, row in by_id.items()
        if key in work.places and work.places[key].is_placeholder
    ]
    return fresh, late


def _add_placeholders(fresh: list[ImportedComment], work: _Work) -> int:
    """Make a stand-in for every parent that is nowhere, dated by its first reply."""
    known = work.places.keys() | {row.source_id for row in fresh}
    missing: dict[str, datetime] = {}
    for row in fresh:
        parent = row.parent_source_id
        if parent and parent not in known:
            missing[parent] = min(missing.get(parent, row.posted_at), row.posted_at)
    children = Counter(row.parent_source_id for row in fresh)
    _insert(
        [
            Comment(
                thread=work.thread,
                source_id=source_id,
                posted_at=posted_at,
                is_placeholder=True,
                language="und",
                direction="ltr",
                reply_count=children[source_id],
            )
            for source_id, posted_at in missing.items()
        ],
        work,
    )
    return len(missing)


def _place_all(fresh: list[ImportedComment], work: _Work) -> None:
    """Insert level by level, so that every parent has its key before its replies."""
    for row in fresh:
        work.waiting[row.parent_source_id].append(row)
    _count_new_replies(work)
    roots = ["", *work.places]
    layer = [row for key in roots for row in work.waiting.pop(key, [])]
    while layer or work.waiting:
        layer = layer or _break_circle(work)
        _insert([_comment_of(row, work) for row in layer], work)
        layer = [r for row in layer for r in work.waiting.pop(row.source_id, [])]


def _count_new_replies(work: _Work) -> None:
    """Add the new replies to the counters of comments that were there before."""
    just_made = {comment.pk for comment in work.made}
    for key, place in work.places.items():
        replies = len(work.waiting.get(key, []))
        if replies and place.pk not in just_made:
            Comment.objects.filter(pk=place.pk).update(
                reply_count=F("reply_count") + replies
            )


def _break_circle(work: _Work) -> list[ImportedComment]:
    """Rows that answer one another in a circle have no start: take one as the top."""
    key, rows = next(iter(work.waiting.items()))
    first = rows.pop()
    if not rows:
        del work.waiting[key]
    return [first]


def _comment_of(row: ImportedComment, work: _Work) -> Comment:
    parent = work.places.get(row.parent_source_id) if row.parent_source_id else None
    return Comment(
        thread=work.thread,
        source_id=row.source_id,
        parent_id=parent.pk if parent else None,
        root_id=(parent.root_id or parent.pk) if parent else None,
        depth=parent.depth + 1 if parent else 0,
        reply_count=len(work.waiting.get(row.source_id, [])),
        **_content_of(row),
    )


def _content_of(row: ImportedComment) -> dict[str, Any]:
    text = clean_text(
        row.text.replace("\x00", ""), longest=LONGEST_IMPORTED_TEXT, required=False
    )
    return {
        "author_name": row.author_name.replace("\x00", "")[:120],
        "text": text,
        "html": render_markdown(text),
        "stance": known_stance(row.stance),
        "language": row.language or language_of(text),
        "direction": direction_of(text),
        "posted_at": row.posted_at,
        "agree_count": row.agree_count,
        "disagree_count": row.disagree_count,
        "score": score(row.agree_count, row.disagree_count),
    }


def _insert(comments: list[Comment], work: _Work) -> None:
    for comment in Comment.objects.bulk_create(comments, batch_size=BATCH):
        place = _Place(comment.pk, comment.root_id, comment.depth)
        work.places[comment.source_id] = place
        work.made.append(comment)


def _fill(late: list[ImportedComment], work: _Work) -> None:
    """Give placeholders their words; they stay at the top, where they stood."""
    for row in late:
        Comment.objects.filter(pk=work.places[row.source_id].pk).update(
            is_placeholder=False, **_content_of(row)
        )


def _fresh_tops(late: list[ImportedComment], work: _Work) -> list[Comment]:
    """List what came in at the top; a placeholder that was filled stood there."""
    filled = Comment.objects.filter(
        pk__in=[work.places[row.source_id].pk for row in late]
    )
    return [*(row for row in work.made if row.parent_id is None), *filled]


def _count_in(rows: list[ImportedComment], work: _Work) -> None:
    if not rows:
        return
    _count_branches(work)
    stances = Counter(row.stance for row in rows if row.stance)
    latest = max(row.posted_at for row in rows)
    Thread.objects.filter(pk=work.thread.pk).update(
        comment_count=F("comment_count") + len(rows),
        last_comment_at=Greatest(Coalesce("last_comment_at", latest), latest),
        **{f"{name}_count": F(f"{name}_count") + n for name, n in stances.items()},
    )


def _count_branches(work: _Work) -> None:
    """Add what came into each branch, all branches of one size at a time."""
    fresh = Counter(row.root_id for row in work.made if row.root_id)
    by_size: dict[int, list[int]] = defaultdict(list)
    for root_id, size in fresh.items():
        by_size[size].append(root_id)
    for size, roots in by_size.items():
        for start in range(0, len(roots), BATCH):
            Comment.objects.filter(pk__in=roots[start : start + BATCH]).update(
                branch_count=F("branch_count") + size
            )
