"""Threads, comments and reactions."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from ninja.responses import Status
from pydantic import Field

from comments.models import Comment, Thread
from comments.queries import find_comment, find_thread, flat_page
from comments.services import post_comment, react
from drafts.errors import PassageNotFoundError
from drafts.models import Section
from drafts.queries import latest_published, read_version
from drafts.queries.passages import passages_of_comments
from drafts.services import Chosen, Said, Span, TextQuote, comment_on_passage
from foundation.accounts.models import Person
from foundation.core.personal_data import refuse_personal_data
from foundation.core.translated import active_language
from outlets.api.schemas import CommentIn, CommentOut, Listing, QuoteIn, ReactionIn
from outlets.api.views.asking import found, key_of, writer_of
from outlets.api.views.paging import Paging

router = Router(tags=["comments"])


class CommentPaging(Paging):
    """A page of comments; `flat` lists replies among the others."""

    order: str = Field(
        default="newest", pattern="^(newest|oldest|best|discussed|official)$"
    )
    flat: bool = False


@router.get("/threads/{thread_id}/comments", response=Listing[CommentOut])
def comments(
    request: HttpRequest, thread_id: str, asked: Query[CommentPaging]
) -> Listing[CommentOut]:
    """List the top comments of a thread, or with `flat` the replies among them."""
    thread = found(find_thread(thread_id))
    page = flat_page(
        thread=thread,
        order=asked.order,
        cursor=asked.cursor,
        limit=asked.limit,
        tops_only=not asked.flat,
    )
    quotes = passages_of_comments([row.pk for row in page.items])
    items = [
        CommentOut.of(row, request, thread=thread_id, quote=quotes.get(row.pk))
        for row in page.items
    ]
    count = thread.comment_count if asked.flat else None
    return Listing(items=items, count=count, next=page.next_cursor)


@router.get("/comments/{comment_id}", response=CommentOut)
def comment(request: HttpRequest, comment_id: str) -> CommentOut:
    """Show one comment."""
    return _shown(request, found(find_comment(comment_id)))


@router.post("/threads/{thread_id}/comments", response={201: CommentOut})
def post(request: HttpRequest, thread_id: str, body: CommentIn) -> Status[CommentOut]:
    """Post a comment; the same Idempotency-Key gets the first one back."""
    author = writer_of(request)
    thread = found(find_thread(thread_id))
    if body.check_personal_data:
        refuse_personal_data(body.text)
    posted = _post(request, thread, body, author=author)
    return Status(201, _shown(request, found(find_comment(posted.public_id))))


@router.post("/comments/{comment_id}/reactions", response={201: CommentOut})
def react_to(
    request: HttpRequest, comment_id: str, body: ReactionIn
) -> Status[CommentOut]:
    """Agree or disagree with a comment, or take either back."""
    person = writer_of(request)
    target = found(find_comment(comment_id))
    react(comment=target, person=person, value=body.value, now=timezone.now())
    return Status(201, _shown(request, found(find_comment(comment_id))))


def _post(
    request: HttpRequest, thread: Thread, body: CommentIn, *, author: Person
) -> Comment:
    if body.quote is not None:
        return _post_on_passage(request, thread, body, author=author)
    return post_comment(
        thread=thread,
        author=author,
        text=body.text,
        parent=found(find_comment(body.parent)) if body.parent else None,
        stance=body.stance or "",
        submission_key=key_of(request),
        language=author.language,
        now=timezone.now(),
    )


def _post_on_passage(
    request: HttpRequest, thread: Thread, body: CommentIn, *, author: Person
) -> Comment:
    """Post a comment that stands on a passage.

    Raises:
        PassageNotFoundError: the thread is no section's, or an answer was to quote.

    """
    section = Section.objects.filter(thread=thread).select_related("draft").first()
    if section is None or body.quote is None or body.parent:
        raise PassageNotFoundError(field="quote")
    said = Said(
        author=author,
        text=body.text,
        stance=body.stance or "",
        submission_key=key_of(request),
        language=author.language,
    )
    chosen = _chosen(section, body.quote)
    link = comment_on_passage(
        section=section, chosen=chosen, said=said, now=timezone.now()
    )
    return link.comment


def _chosen(section: Section, quote: QuoteIn) -> Chosen:
    """Read which passage is quoted.

    Raises:
        PassageNotFoundError: neither words nor a place, or an unknown version.

    """
    language = quote.language or _language_of(section)
    version = None
    if quote.version is not None:
        version = section.draft.versions.filter(number=quote.version).first()
        if version is None:
            raise PassageNotFoundError(field="version")
    if quote.start is not None and quote.end is not None:
        span = Span(quote.start, quote.end)
        return Chosen(language, span=span, version=version)
    named = TextQuote(quote.exact or "", quote.prefix, quote.suffix)
    return Chosen(language, quote=named, version=version)


def _language_of(section: Section) -> str:
    """Tell the language in which a reader of the API is shown the section."""
    version = latest_published(section.draft)
    rows = read_version(version) if version else []
    named = {row.section_id: row.text.language for row in rows}
    return named.get(section.pk, active_language())


def _shown(request: HttpRequest, row: Comment) -> CommentOut:
    quote = passages_of_comments([row.pk]).get(row.pk)
    return CommentOut.of(row, request, thread=row.thread.public_id, quote=quote)
