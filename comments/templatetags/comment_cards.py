"""The cards of a page, drawn once for everyone: ``{% load comment_cards %}``.

What a card shows is drawn by its component, once a process for each wording, language
and counter, and kept under all of that. What belongs to one reader or one moment (the
age, the token of a form, acts that an app above adds) is placed into it. See
docs/decisions/0096.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from hashlib import blake2b
from operator import attrgetter

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader import get_template, render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from comments.queries import CommentReading
from frontend import moments, slots
from frontend.fragments import Fragments, mark
from frontend.templatetags.sawt import csrf_input

register = template.Library()

MOST_BYTES = 32 * 1024 * 1024
CARD = "components/comment/comment.html"
ACTS = "components/comment-acts/comment-acts.html"
SLOT = "comment-acts"
SHOWN = (
    "anchor",
    "url",
    "author",
    "author_note",
    "authority",
    "is_official",
    "badge",
    "is_orphan",
    "is_hidden",
    "hidden_note",
    "decision_url",
    "is_withdrawn",
    "stand_in",
    "stance",
    "language",
    "direction",
    "created_at",
    "edited_at",
    "history_url",
    "verdict",
    "is_pinned",
    "folded_url",
    "folded_label",
    "skipped_url",
    "skipped_label",
    "reply_count",
    "more_replies_url",
    "more_replies_count",
    "more_replies_label",
)
"""What a card shows of itself beside its words and its replies."""
ACTED_ON = (
    "anchor",
    "author",
    "is_withdrawn",
    "is_hidden",
    "is_pinned",
    "stand_in",
    "agree_count",
    "disagree_count",
    "own_reaction",
    "react_url",
    "reply_url",
    "edit_url",
    "withdraw_url",
    "report_url",
    "pin_url",
    "detach_url",
)
"""What the acts below a card show."""

cards_kept = Fragments(most_bytes=MOST_BYTES)
_shown = attrgetter(*SHOWN)
_acted_on = attrgetter(*ACTED_ON)


@register.simple_tag(takes_context=True)
def comment_cards(
    context: Context, comments: Iterable[CommentReading], now: datetime
) -> SafeString:
    """Draw cards with their replies: ``{% comment_cards comments now as cards %}``."""
    draw = _Drawing(context, now)
    # Each piece was drawn by a template, and what is placed in it as well.
    return mark_safe("".join(map(draw.card, comments)))  # noqa: S308


class _Drawing:
    """Draws the cards of one page for one reader."""

    def __init__(self, context: Context, now: datetime) -> None:
        self.context = context
        self.now = now
        self.language = get_language()
        self.token = _token(context)

    def card(self, card: CommentReading) -> str:
        words = blake2b(card.html.encode(), digest_size=16).digest()
        has = (bool(card.replies), bool(card.attachments))
        key = (self.language, words, has, *_shown(card))
        return cards_kept.get(key, partial(_drawn, card)).placing(
            {
                "age": moments.time_ago(card.created_at or self.now, self.now),
                "attachments": card.attachments,
                "acts": self.acts(card),
                "replies": "".join(map(self.card, card.replies)),
            }
        )

    def acts(self, card: CommentReading) -> str:
        key = (self.language, *_acted_on(card))
        return cards_kept.get(key, partial(_drawn_acts, card)).placing(
            {"token": self.token, "more": slots.render(SLOT, self.context, card)}
        )


def _token(context: Context) -> str:
    """Return the token of all forms of this page; empty where there is no request."""
    csrf_input(context)
    request: HttpRequest | None = getattr(context, "request", None)
    return request.META["SAWT_FORM_TOKEN"] if request else ""


def _drawn(card: CommentReading) -> str:
    """Draw what is the same for every reader, with marks for the rest."""
    everyone = replace(
        card,
        time_html=_time(card.created_at),
        acts_html=mark("acts"),
        attachments=mark("attachments") if card.attachments else "",
        replies_html=mark("replies") if card.replies else "",
    )
    return render_to_string(CARD, {"comment": everyone})


def _time(at: datetime | None) -> SafeString:
    """Draw a moment whose words, how long ago it was, are placed later."""
    machine = moments.machine(at) if at else ""
    return format_html('<time datetime="{}">{}</time>', machine, mark("age"))


def _drawn_acts(card: CommentReading) -> str:
    page = Context({"comment": replace(card, more_acts_html=mark("more"))})
    page.request = HttpRequest()  # type: ignore[attr-defined]
    page.request.META["SAWT_FORM_TOKEN"] = mark("token")  # type: ignore[attr-defined]
    drawn: str = get_template(ACTS).template.render(page)  # type: ignore[attr-defined]
    return drawn
