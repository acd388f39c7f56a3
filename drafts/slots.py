"""What drafts show inside what lower rooms draw: sections, and cards of comments."""

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from comments.models import Comment
from comments.queries import permalink
from drafts.models import Draft, Section
from drafts.queries import (
    SuggestionReading,
    read_suggestions,
    standing_answers,
    suggestions_of,
    suggestions_of_comments,
)
from drafts.queries.addresses import (
    matrix_url,
    outcome_url,
    response_url,
    suggest_url,
    suggestions_url,
)
from drafts.queries.marks import passage_card
from drafts.queries.passages import passages_of_comments
from foundation.accounts.models import Person
from foundation.organisations.permissions import can_answer

BESIDE = 2
NOTHING = SafeString("")


def show_suggestions(_context: Context, subject: object) -> SafeString:
    """Show under an open section what was suggested, and the way to suggest more."""
    if not getattr(subject, "is_open", False):
        return NOTHING
    section_id = getattr(getattr(subject, "section", None), "section_id", 0)
    sections = Section.objects.select_related("draft").filter(pk=section_id)
    section = sections.first()
    text = getattr(subject, "text", "")
    if section is None or not text:
        return NOTHING
    ordered = suggestions_of(section).order_by("-comment__agree_count", "-pk")
    found = list(ordered[: BESIDE + 1])
    context = {
        "items": [_beside(reading) for reading in read_suggestions(found[:BESIDE])],
        "has_more": len(found) > BESIDE,
        "suggest_url": suggest_url(section),
        "suggestions_url": suggestions_url(section),
    }
    return render_to_string("drafts/suggestions_beside.html", context)


def show_answers(_context: Context, subject: object) -> SafeString:
    """Lead from the page of a draft to its answers, once there are some."""
    if not isinstance(subject, Draft):
        return NOTHING
    if not subject.responses.filter(taken_back_at=None).exists():
        return NOTHING
    context = {"matrix_url": matrix_url(subject), "outcome_url": outcome_url(subject)}
    return render_to_string("drafts/answers_beside.html", context)


def show_answer_link(context: Context, subject: object) -> SafeString:
    """Offer on the card of an input the way to its answer, to those who may answer."""
    comment = getattr(subject, "comment", None)
    request = getattr(context, "request", None)
    if not isinstance(comment, Comment) or not isinstance(request, HttpRequest):
        return NOTHING
    if comment.authority_id or not isinstance(request.user, Person):
        return NOTHING
    draft = _draft_to_answer(request, comment)
    if not draft:
        return NOTHING
    url = reverse("drafts:input", args=[draft, comment.public_id])
    link = '<a class="button button--quiet" href="{}">{}</a>'
    return format_html(link, url, _("Answer for the authority"))


def suggestions_on_cards(pks: Collection[int]) -> dict[int, SafeString]:
    """Show suggested words on the cards of the comments that explain them."""
    readings = read_suggestions(suggestions_of_comments(pks))
    return {
        reading.comment.pk: render_to_string(
            "components/suggestion/suggestion.html",
            {
                "id": f"words-{reading.comment.public_id}",
                "title": _("Suggested wording"),
                "parts": reading.short_runs,
                "language": reading.suggestion.language,
                "url": suggestions_url(reading.suggestion.section),
                "link": _("All wording suggested here"),
            },
        )
        for reading in readings
    }


def passages_on_cards(pks: Collection[int]) -> dict[int, SafeString]:
    """Show on the cards of comments the words that they stand on, and those of now."""
    return {
        pk: render_to_string("components/passage/passage.html", passage_card(reading))
        for pk, reading in passages_of_comments(pks).items()
    }


def answers_on_cards(pks: Collection[int]) -> dict[int, SafeString]:
    """Show on the cards of inputs what the authority answered."""
    return {
        pk: render_to_string(
            "components/answer/answer.html",
            {
                "kind": row.response.kind,
                "reason": row.response.reason,
                "authority": row.response.draft.authority.name,
                "at": row.response.answered_at,
                "url": response_url(row.response),
                "link": _("Everything answered so"),
            },
        )
        for pk, row in standing_answers(pks).items()
    }


def _beside(reading: SuggestionReading) -> dict[str, Any]:
    return {"reading": reading, "url": permalink(reading.comment)}


def _draft_to_answer(request: HttpRequest, comment: Comment) -> str:
    """Name the draft of a comment that the reader answers for; kept for the page."""
    known: dict[int, str] = request.__dict__.setdefault("_drafts_to_answer", {})
    thread = comment.thread
    if thread.pk not in known:
        may = can_answer(request.user, thread.authority_id)
        known[thread.pk] = _draft_of(thread.pk) if may else ""
    return known[thread.pk]


def _draft_of(thread_id: int) -> str:
    own = Draft.objects.filter(thread_id=thread_id)
    hung = Draft.objects.filter(sections__thread_id=thread_id)
    named = own.values_list("public_id").union(hung.values_list("public_id"))
    return next((public_id for (public_id,) in named), "")
