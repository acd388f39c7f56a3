"""Questions asked of threads and comments."""

from django.db.models import QuerySet

from comments.models import Comment, CommentWording
from comments.queries.cards import Reader, anchor_of, permalink
from comments.queries.reading import (
    CommentReading,
    ComposerReading,
    OrderReading,
    ThreadReading,
)
from comments.queries.rows import ORDERS
from comments.queries.threads import (
    FIRST_ORDER,
    composer,
    find_comment,
    find_thread,
    flat_page,
    read_thread,
)

__all__ = [
    "FIRST_ORDER",
    "ORDERS",
    "CommentReading",
    "ComposerReading",
    "OrderReading",
    "Reader",
    "ThreadReading",
    "anchor_of",
    "composer",
    "earlier_wordings",
    "find_comment",
    "find_thread",
    "flat_page",
    "permalink",
    "read_thread",
]


def earlier_wordings(comment: Comment) -> QuerySet[CommentWording]:
    """List what a comment said before, newest first; nothing once it is withdrawn."""
    return comment.earlier_wordings.order_by("-pk")
