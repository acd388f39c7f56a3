"""Reading the comments that are one text, page by page."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from comments.models import Comment
from comments.queries.cards import CardMaker, Reader
from comments.queries.reading import CommentReading
from comments.queries.rows import shown
from foundation.core import keyset

ALIKE_A_PAGE = 50
ORDER = ("pk",)


@dataclass(frozen=True, slots=True)
class AlikeReading:
    """One page of a group: the comment that stands for it, then those under it."""

    title: str
    comments: list[CommentReading]
    newer_url: str
    older_url: str
    older_label: str


def read_alike(
    *, first: Comment, viewer: object, now: datetime, cursor: str | None = None
) -> AlikeReading:
    """Read fifty comments that are one text with `first`, in the order they came.

    One query on comments. Those that were withdrawn or hidden are left out.

    Raises:
        BadCursorError: the cursor belongs to another list.

    """
    group = Comment.objects.filter(
        folded_under=first, withdrawn_at=None, hidden_at=None
    )
    page = keyset.page_of(shown(group), order=ORDER, cursor=cursor, limit=ALIKE_A_PAGE)
    found = page.items if cursor else [first, *page.items]
    maker = CardMaker.for_page(Reader(viewer, first.thread, now), found)
    cards = [maker.card(row) for row in found]
    path = reverse("comments:alike", args=[first.public_id])
    more = urlencode({"cursor": page.next_cursor}) if page.next_cursor else ""
    return AlikeReading(
        title=maker.folded_label(first),
        comments=[_alone(card) for card in cards],
        newer_url=path if cursor else "",
        older_url=f"{path}?{more}" if more else "",
        older_label=_("Show more"),
    )


def _alone(card: CommentReading) -> CommentReading:
    """Leave out the link to this very page, and link to the replies."""
    card.folded_url = card.folded_label = ""
    if card.reply_count:
        card.more_replies_url = card.url
        card.more_replies_count = card.reply_count
    return card
