"""From a flat list of cards to the tree that is shown, five levels deep."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Comment
from comments.queries import rows
from comments.queries.cards import CardMaker
from comments.queries.reading import CommentReading
from foundation.core import keyset
from frontend.numerals import number


class Tree:
    """Hangs the replies under the top comments, and links to those left out."""

    def __init__(
        self,
        maker: CardMaker,
        focus: rows.Replies | None,
        replies: Sequence[Comment],
    ) -> None:
        self.maker = maker
        self.focus = focus
        self.under: dict[int, list[Comment]] = defaultdict(list)
        for reply in replies:
            self.under[self._parent_of(reply)].append(reply)

    def grow(self, tops: Sequence[Comment]) -> list[CommentReading]:
        """Return the cards of `tops`, each with what is shown under it."""
        return [self._branch(top) for top in tops]

    def _parent_of(self, reply: Comment) -> int:
        """Hang the start of a deep path under its root, so that it can be read."""
        if self._begins_the_path(reply):
            return int(reply.root_id or 0)
        return int(reply.parent_id or 0)

    def _begins_the_path(self, comment: Comment) -> bool:
        focus = self.focus.to if self.focus else None
        if focus is None or focus.depth < rows.LAST_LEVEL or focus.parent is None:
            return False
        return bool(comment.pk == focus.parent.parent_id)

    def _branch(self, comment: Comment) -> CommentReading:
        card = self.maker.card(comment)
        children = self.under.get(comment.pk, [])
        if self.focus is not None and comment.pk == self.focus.to.pk:
            card.is_focus = True
            children = self._page_of_replies(card, children)
        else:
            self._link_to_more(card, children)
        if self._begins_the_path(comment):
            card.skipped_url = card.url
            card.skipped_label = _("Show the comments before this one")
        card.replies = [self._branch(child) for child in children]
        return card

    def _link_to_more(self, card: CommentReading, children: list[Comment]) -> None:
        own = sum(child.parent_id == card.comment.pk for child in children)
        left_out = card.comment.reply_count - own
        if left_out > 0:
            card.more_replies_url = card.url
            card.more_replies_count = left_out
            sentence = ngettext(
                "Show %(count)s more reply", "Show %(count)s more replies", left_out
            )
            card.more_replies_label = sentence % {"count": number(left_out)}

    def _page_of_replies(
        self, card: CommentReading, children: list[Comment]
    ) -> list[Comment]:
        """Cut the replies to the comment in focus into pages of their own."""
        cursor = self.focus.cursor if self.focus else None
        if cursor:
            start = tuple(keyset.read_cursor(cursor, rows.CONVERSATION))
            children = [child for child in children if _place(child) > start]
        page = children[: rows.REPLIES_A_PAGE]
        if len(children) > len(page):
            following = keyset.make_cursor(page[-1], rows.CONVERSATION)
            path, _hash, anchor = card.url.partition("#")
            card.more_replies_url = f"{path}?replies={following}#{anchor}"
            card.more_replies_count = None
        return page


def _place(comment: Comment) -> tuple[Any, ...]:
    return (comment.posted_at, comment.pk)
