"""Questions asked of threads and comments."""

from comments.queries.alike import AlikeReading, read_alike
from comments.queries.attachments import (
    attachments_of,
    forget_attachments,
    register_attachments,
)
from comments.queries.cards import Reader, anchor_of, permalink
from comments.queries.fresh import FreshCard, fresh_cards
from comments.queries.history import Change, changes_of
from comments.queries.reading import (
    CommentReading,
    ComposerReading,
    OrderReading,
    ThreadReading,
)
from comments.queries.rows import FLAT_ORDERS, ORDERS
from comments.queries.rules import can_detach
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
    "FLAT_ORDERS",
    "ORDERS",
    "AlikeReading",
    "Change",
    "CommentReading",
    "ComposerReading",
    "FreshCard",
    "OrderReading",
    "Reader",
    "ThreadReading",
    "anchor_of",
    "attachments_of",
    "can_detach",
    "changes_of",
    "composer",
    "find_comment",
    "find_thread",
    "flat_page",
    "forget_attachments",
    "fresh_cards",
    "permalink",
    "read_alike",
    "read_thread",
    "register_attachments",
]
