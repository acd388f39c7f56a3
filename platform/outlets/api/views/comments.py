"""Threads, comments and reactions."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from ninja.responses import Status
from pydantic import Field

from comments.models import Comment
from comments.queries import find_comment, find_thread, flat_page
from comments.services import post_comment, react
from foundation.core.personal_data import refuse_personal_data
from outlets.api.schemas import CommentIn, CommentOut, Listing, ReactionIn
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
    items = [CommentOut.of(row, request, thread=thread_id) for row in page.items]
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
    posted = post_comment(
        thread=thread,
        author=author,
        text=body.text,
        parent=found(find_comment(body.parent)) if body.parent else None,
        stance=body.stance or "",
        submission_key=key_of(request),
        language=author.language,
        now=timezone.now(),
    )
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


def _shown(request: HttpRequest, row: Comment) -> CommentOut:
    return CommentOut.of(row, request, thread=row.thread.public_id)
