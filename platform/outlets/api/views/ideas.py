"""Ideas, their supports and their steps."""

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from ninja.responses import Status

from consultations.ideas.models import Idea
from consultations.ideas.queries import IdeaFilters, find_call, find_idea, list_ideas
from consultations.ideas.services import move_idea, submit_idea, support_idea
from foundation.organisations.queries import authority_by_slug
from outlets.api.schemas import IdeaIn, IdeaOut, Listing, MoveIn, MoveOut, Name
from outlets.api.views.asking import (
    comment_rule,
    found,
    key_of,
    person_of,
    writer_of,
)
from outlets.api.views.paging import Paging

router = Router(tags=["ideas"])


class IdeaPaging(Paging):
    """A page of ideas, narrowed and ordered."""

    authority: Name = ""
    state: Name = ""
    call: Name = ""
    topic: Name = ""
    district: Name = ""
    order: str = "newest"


@router.get("/ideas", response=Listing[IdeaOut])
def ideas(request: HttpRequest, asked: Query[IdeaPaging]) -> Listing[IdeaOut]:
    """List ideas by `order`: newest, supported, discussed or due."""
    filters = IdeaFilters(
        authority=asked.authority,
        state=asked.state,
        call=asked.call,
        topic=asked.topic,
        district=asked.district,
    )
    page = list_ideas(
        filters=filters, order=asked.order, cursor=asked.cursor, limit=asked.limit
    )
    prefetch_related_objects(page.items, "call", "merged_into", "topics")
    rule = comment_rule(person_of(request), now=timezone.now())
    items = [IdeaOut.of(idea, request, can_comment=rule) for idea in page.items]
    return Listing(items=items, next=page.next_cursor)


@router.get("/ideas/{idea_id}", response=IdeaOut)
def idea(request: HttpRequest, idea_id: str) -> IdeaOut:
    """Show one idea."""
    return _shown(request, found(find_idea(idea_id)))


@router.post("/ideas", response={201: IdeaOut})
def propose(request: HttpRequest, body: IdeaIn) -> Status[IdeaOut]:
    """Propose an idea; the same Idempotency-Key gets the first one back."""
    author = writer_of(request)
    submitted = submit_idea(
        author=author,
        authority=authority_by_slug(body.authority),
        title=body.title,
        text=body.text,
        now=timezone.now(),
        call=found(find_call(body.call)) if body.call else None,
        topics=body.topics,
        place=body.place,
        latitude=body.latitude,
        longitude=body.longitude,
        submission_key=key_of(request),
        language=author.language,
    )
    return Status(201, _shown(request, found(find_idea(submitted.public_id))))


@router.post("/ideas/{idea_id}/support", response={201: IdeaOut})
def support(request: HttpRequest, idea_id: str) -> Status[IdeaOut]:
    """Support an idea; supporting it already changes nothing."""
    person = writer_of(request)
    supported = found(find_idea(idea_id))
    support_idea(idea=supported, person=person, now=timezone.now())
    return Status(201, _shown(request, found(find_idea(idea_id))))


@router.post("/ideas/{idea_id}/moves", response={201: MoveOut})
def move(request: HttpRequest, idea_id: str, body: MoveIn) -> Status[MoveOut]:
    """Move an idea along, as an officer of its authority."""
    mover = writer_of(request)
    moved = move_idea(
        idea=found(find_idea(idea_id)),
        to_state=body.state,
        reason=body.reason,
        mover=mover,
        now=timezone.now(),
        submission_key=key_of(request),
    )
    return Status(201, MoveOut.of(moved, request))


def _shown(request: HttpRequest, row: Idea) -> IdeaOut:
    rule = comment_rule(person_of(request), now=timezone.now())
    return IdeaOut.of(row, request, can_comment=rule)
