"""Cards of comments that came after a page was drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from comments.models import Comment, Thread
from comments.queries.cards import CardMaker, Reader, anchor_of
from comments.queries.reading import CommentReading
from comments.queries.rows import shown

MOST_CARDS = 50


@dataclass(frozen=True, slots=True)
class FreshCard:
    """One card, and the anchor of the comment that it answers; empty at the top."""

    comment: CommentReading
    under: str

    @property
    def drawn(self) -> list[CommentReading]:
        """The card as a list, which is how cards are drawn."""
        return [self.comment]


def fresh_cards(
    *, thread: Thread, viewer: object, public_ids: Iterable[str], now: datetime
) -> list[FreshCard]:
    """Read the cards of at most fifty comments of the thread, oldest first.

    One query on comments and one on the viewer's reactions, whatever their number;
    ids that are not of this thread, or folded under another comment, are left out.
    """
    wanted = [public_id for public_id in public_ids if public_id][:MOST_CARDS]
    rows = list(
        shown(
            Comment.objects.filter(
                thread=thread, public_id__in=wanted, folded_under=None
            )
        )
        .select_related("author", "authority", "parent")
        .order_by("posted_at", "pk")
    )
    reader = Reader(viewer, thread, now)
    maker = CardMaker.for_page(reader, rows)
    return [
        FreshCard(maker.card(row), anchor_of(row.parent) if row.parent else "")
        for row in rows
    ]
