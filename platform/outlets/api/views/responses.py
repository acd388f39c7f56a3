"""Suggested wording, and what authorities answered to inputs."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from ninja.responses import Status

from comments.models import Comment
from drafts.errors import NotAnInputError
from drafts.models import Draft, Response, Section
from drafts.queries import (
    input_counts,
    inputs_answered_by,
    read_suggestions,
    responses_of,
    suggestions_of,
    suggestions_of_comments,
)
from drafts.services import Wording, answer_inputs, suggest_wording
from drafts.states import ResponseKind
from foundation.core.homes import home_of
from foundation.core.keyset import page_of
from foundation.core.translated import LANGUAGES
from outlets.api.errors import NotFoundError
from outlets.api.schemas import (
    CommentOut,
    Listing,
    Name,
    ResponseIn,
    ResponseOut,
    SuggestionIn,
    SuggestionOut,
)
from outlets.api.views.asking import found, key_of, writer_of
from outlets.api.views.paging import Paging

router = Router(tags=["responses"])


class ResponsePaging(Paging):
    """A page of responses, narrowed by kind."""

    kind: Name = ""


@router.get("/drafts/{draft_id}/responses", response=Listing[ResponseOut])
def responses(
    request: HttpRequest, draft_id: str, asked: Query[ResponsePaging]
) -> Listing[ResponseOut]:
    """List what was answered to the inputs of a draft, the newest first."""
    rows = responses_of(_draft(draft_id)).select_related("draft")
    if asked.kind in ResponseKind.values:
        rows = rows.filter(kind=asked.kind)
    page = page_of(rows, order=["-pk"], cursor=asked.cursor, limit=asked.limit)
    counts = input_counts(page.items)
    items = [
        ResponseOut.of(row, request, count=counts.get(row.pk, 0)) for row in page.items
    ]
    return Listing(items=items, next=page.next_cursor)


@router.post("/drafts/{draft_id}/responses", response={201: ResponseOut})
def respond(
    request: HttpRequest, draft_id: str, body: ResponseIn
) -> Status[ResponseOut]:
    """Answer inputs of a draft; the same Idempotency-Key gets the first one back."""
    actor = writer_of(request)
    draft = _draft(draft_id)
    response = answer_inputs(
        draft=draft,
        kind=body.kind,
        reason_ar=body.reason_ar,
        reason_en=body.reason_en,
        comments=_named(body.comments),
        actor=actor,
        submission_key=key_of(request),
        now=timezone.now(),
    )
    count = response.inputs.count()
    return Status(201, ResponseOut.of(response, request, count=count))


@router.get("/responses/{response_id}/inputs", response=Listing[CommentOut])
def inputs(
    request: HttpRequest, response_id: str, asked: Query[Paging]
) -> Listing[CommentOut]:
    """List the inputs that one response answers and that it still stands for."""
    rows = Response.objects.select_related("draft__thread")
    response = found(rows.filter(public_id=response_id).first())
    _refuse_unless_public(response.draft)
    answered = inputs_answered_by(response).filter(replaced_at=None)
    related = answered.select_related("comment__authority", "comment__parent")
    page = page_of(related, order=["pk"], cursor=asked.cursor, limit=asked.limit)
    comments = [row.comment for row in page.items]
    items = [CommentOut.of(c, request, thread=c.thread.public_id) for c in comments]
    return Listing(items=items, next=page.next_cursor)


@router.get("/sections/{section_id}/suggestions", response=Listing[SuggestionOut])
def suggestions(
    request: HttpRequest, section_id: str, asked: Query[Paging]
) -> Listing[SuggestionOut]:
    """List the wording suggested for a section, the most supported first."""
    rows = suggestions_of(_section(section_id)).select_related("version")
    order = ["-comment__agree_count", "-pk"]
    page = page_of(rows, order=order, cursor=asked.cursor, limit=asked.limit)
    items = [SuggestionOut.of(row, request) for row in read_suggestions(page.items)]
    return Listing(items=items, next=page.next_cursor)


@router.post("/sections/{section_id}/suggestions", response={201: SuggestionOut})
def suggest(
    request: HttpRequest, section_id: str, body: SuggestionIn
) -> Status[SuggestionOut]:
    """Suggest other words; the same Idempotency-Key gets the first ones back."""
    author = writer_of(request)
    asked = body.language or author.language
    language = asked if asked in LANGUAGES else LANGUAGES[0]
    posted = suggest_wording(
        section=_section(section_id),
        wording=Wording(version=None, language=language, text=body.text),
        reason=body.reason,
        author=author,
        submission_key=key_of(request),
        now=timezone.now(),
    )
    named = suggestions_of_comments([posted.comment_id]).select_related("version")
    return Status(201, SuggestionOut.of(read_suggestions(named)[0], request))


def _draft(public_id: str) -> Draft:
    rows = Draft.objects.select_related("authority", "thread")
    draft = found(rows.filter(public_id=public_id).first())
    _refuse_unless_public(draft)
    return draft


def _section(public_id: str) -> Section:
    rows = Section.objects.select_related("draft__thread", "thread__authority")
    section = found(rows.filter(public_id=public_id).first())
    _refuse_unless_public(section.draft)
    return section


def _refuse_unless_public(draft: Draft) -> None:
    """Pass where visitors may see the draft.

    Raises:
        NotFoundError: they may not.

    """
    home = home_of(draft.thread)
    if home is None or not home.is_public:
        raise NotFoundError


def _named(public_ids: list[str]) -> list[Comment]:
    """Find every comment named.

    Raises:
        NotAnInputError: one of them does not exist.

    """
    wanted = set(public_ids)
    comments = list(Comment.objects.filter(public_id__in=wanted))
    if len(comments) != len(wanted):
        raise NotAnInputError(field="comments")
    return comments
