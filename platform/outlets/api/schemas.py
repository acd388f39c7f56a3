"""What the API sends and takes, object by object.

Every `*Out.of` builds an object from what a query has already read: none of them asks
the database.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Generic, Self, TypeVar, cast

from django.http import HttpRequest
from django.urls import reverse
from ninja import Schema
from pydantic import Field, StringConstraints

from comments.models import Comment, Thread
from comments.queries import permalink
from consultations.ideas.models import Idea, Move
from consultations.pages.models import DraftDecisionPage, ProjectPage
from consultations.pages.queries.listing import Card
from consultations.pages.queries.phases import PhaseReading
from drafts.models import Response, Version
from drafts.queries import SectionReading, SuggestionReading
from drafts.queries.addresses import passage_url, response_url
from drafts.queries.passages import PassageReading
from foundation.core.translated import columns
from voting.models import Vote
from voting.queries import BallotReading

T = TypeVar("T")
# A name by which something is looked up; no database takes a NUL in it.
Name = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=200)]


class Listing(Schema, Generic[T]):
    """A page of a list; `next` is the cursor of the following page."""

    items: list[T]
    count: int | None = None
    next: str | None = None


class Problem(Schema):
    """A refusal as RFC 9457 writes it; `code` is stable, `detail` is for people."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    field: str | None = None


class QuoteIn(Schema):
    """A passage of a section: by its words (W3C TextQuoteSelector) or by its place.

    `start` and `end` are code points of the section's text in `version` (its number;
    the newest one when it is left out), in `language`.
    """

    exact: str | None = Field(default=None, max_length=20_000)
    prefix: str = Field(default="", max_length=1000)
    suffix: str = Field(default="", max_length=1000)
    start: int | None = Field(default=None, ge=0, le=10_000_000)
    end: int | None = Field(default=None, ge=1, le=10_000_000)
    version: int | None = Field(default=None, ge=1, le=1_000_000)
    language: str | None = Field(default=None, max_length=8)


class CommentIn(Schema):
    """A comment to post; `parent` is the id of the comment it answers.

    With `check_personal_data` a text that holds any is refused, with what was found.
    With a `quote` it stands on a passage of the section that has the thread.
    """

    text: str
    parent: Name | None = None
    stance: str | None = None
    check_personal_data: bool = False
    quote: QuoteIn | None = None


class ReactionIn(Schema):
    """What a person thinks of a comment: agree, disagree or none."""

    value: str


class IdeaIn(Schema):
    """An idea to propose; `authority` is a short name, `call` the id of a call."""

    title: str
    text: str
    authority: Name
    call: Name | None = None
    topics: list[Name] = Field(default_factory=list)
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None


class MoveIn(Schema):
    """A step in the life of an idea, with its public reason."""

    state: str
    reason: str


class VoteIn(Schema):
    """A vote: approve, reject or abstain, with an optional reason."""

    choice: str
    reason: str | None = None


class PhaseOut(Schema):
    """A phase of a consultation; `state` is past, open or to-come."""

    kind: str
    state: str
    opens_at: datetime
    closes_at: datetime | None

    @classmethod
    def of(cls, phase: PhaseReading) -> "PhaseOut":
        """Build it from its reading."""
        return cls(
            kind=phase.kind,
            state=phase.state,
            opens_at=phase.opens_at,
            closes_at=phase.closes_at,
        )


class ConsultationOut(Schema):
    """A consultation of any kind: draft, project or call."""

    id: str
    kind: str
    title: str
    lead: str
    language: str
    authority: str
    authority_name: str
    district: str | None
    status: str
    opens_at: datetime | None
    closes_at: datetime | None
    comment_count: int
    vote_count: int
    idea_count: int
    ballot: str | None
    draft: str | None
    call: str | None
    outcome: str | None
    url: str
    phases: list[PhaseOut] | None = None

    @classmethod
    def of(cls, card: Card, request: HttpRequest) -> "ConsultationOut":
        """Build it from a card."""
        return cls(**consultation_fields(card, request))


class DraftOut(Schema):
    """A draft decision: its text is under `drafts/{id}/sections`."""

    id: str
    consultation: str
    title: str
    language: str
    authority: str
    status: str
    version: int | None
    section_count: int | None = None
    comment_count: int
    thread: str
    can_comment: bool
    ballot: str | None
    source_id: str | None = None
    url: str

    @classmethod
    def of(
        cls, card: Card, request: HttpRequest, *, can_comment: Callable[[Thread], bool]
    ) -> "DraftOut":
        """Build it from the card of its page."""
        page = draft_row(card)
        return cls(
            id=page.draft.public_id,
            consultation=card.page.public_id,
            title=str(card.title),
            language=card.title.language,
            authority=card.page.authority.slug,
            status=card.status,
            version=page.version.number if page.version else None,
            comment_count=card.comment_count,
            thread=page.draft.thread.public_id,
            can_comment=can_comment(page.draft.thread),
            ballot=ballot_id(card),
            url=request.build_absolute_uri(card.url),
        )


class VersionOut(Schema):
    """A published version of a draft; its words never change."""

    number: int
    published_at: datetime
    content_hash: str
    url: str

    @classmethod
    def of(cls, version: Version, *, url: str) -> "VersionOut":
        """Build it from its row; `url` is where everyone reads it."""
        return cls(
            number=version.number,
            published_at=cast("datetime", version.published_at),
            content_hash=version.content_hash,
            url=url,
        )


class RunOut(Schema):
    """A stretch of words: `same`, taken out (`del`) or put in (`ins`)."""

    kind: str
    text: str


class PairOut(Schema):
    """Sections of the older version beside what they became; ids as in `sections`.

    `runs` joined without `ins` are the older words, without `del` the newer ones.
    `change`: unchanged, changed, moved, renumbered, split, merged, added, removed.
    """

    old: list[str]
    new: list[str]
    old_numbers: list[str | None]
    new_numbers: list[str | None]
    change: str
    language: str
    runs: list[RunOut]


class ChangesOut(Schema):
    """What changed between two versions, in the order of the newer one.

    `counts` are articles by change; `summary` says the same in a sentence.
    """

    old_version: int
    new_version: int
    summary: str
    counts: dict[str, int]
    pairs: list[PairOut]
    url: str


class SectionOut(Schema):
    """A section of a draft in its newest published version, in reading order."""

    id: str
    draft: str
    kind: str
    number: str | None
    heading: str
    level: int
    text: str
    summary: str | None
    language: str
    thread: str
    comment_count: int
    can_comment: bool
    url: str

    @classmethod
    def of(
        cls,
        section: SectionReading,
        *,
        draft: str,
        page_url: str,
        can_comment: Callable[[Thread], bool],
    ) -> "SectionOut":
        """Build it from its reading; `page_url` is the draft's absolute address."""
        return cls(
            id=section.public_id,
            draft=draft,
            kind=section.kind,
            number=section.number or None,
            heading=str(section.heading),
            level=section.level,
            text=str(section.text),
            summary=str(section.summary) or None,
            language=section.language,
            thread=section.thread.public_id,
            comment_count=section.thread.comment_count,
            can_comment=can_comment(section.thread),
            url=f"{page_url}?section={section.public_id}#{section.anchor}",
        )


class ProjectOut(ConsultationOut):
    """A municipal project."""

    project_status: str
    cost: float | None
    currency: str
    starts_on: date | None
    ends_on: date | None
    place: str
    latitude: float | None
    longitude: float | None
    thread: str
    can_comment: bool

    @classmethod
    def of(  # type: ignore[override]
        cls, card: Card, request: HttpRequest, *, can_comment: Callable[[Thread], bool]
    ) -> "ProjectOut":
        """Build it from a card."""
        page = project_row(card)
        return cls(
            **consultation_fields(card, request),
            project_status=page.status,
            cost=float(page.cost) if page.cost is not None else None,
            currency=page.currency,
            starts_on=page.starts_on,
            ends_on=page.ends_on,
            place=str(page.place),
            latitude=page.latitude,
            longitude=page.longitude,
            thread=page.thread.public_id,
            can_comment=can_comment(page.thread),
        )


class IdeaOut(Schema):
    """A resident's idea."""

    id: str
    title: str
    text: str
    language: str
    author: str
    authority: str
    call: str | None
    district: str | None
    place: str
    latitude: float | None
    longitude: float | None
    topics: list[str]
    state: str
    merged_into: str | None
    support_count: int
    comment_count: int
    answer_due_at: datetime | None
    answered_at: datetime | None
    submitted_at: datetime
    thread: str
    can_comment: bool
    ballot: str | None = None
    source_id: str | None
    url: str

    @classmethod
    def of(
        cls, idea: Idea, request: HttpRequest, *, can_comment: Callable[[Thread], bool]
    ) -> "IdeaOut":
        """Build it from an idea with what hangs on it loaded."""
        return cls(
            id=idea.public_id,
            title=idea.title,
            text=idea.text,
            language=idea.language,
            author=idea.author_name or str(idea.author or ""),
            authority=idea.authority.slug,
            call=idea.call.public_id if idea.call else None,
            district=idea.district.slug if idea.district else None,
            place=idea.place,
            latitude=idea.latitude,
            longitude=idea.longitude,
            topics=[topic.name for topic in idea.topics.all()],
            state=idea.state,
            merged_into=idea.merged_into.public_id if idea.merged_into else None,
            support_count=idea.supports_in_all,
            comment_count=idea.thread.comment_count,
            answer_due_at=idea.answer_due_at,
            answered_at=idea.answered_at,
            submitted_at=idea.submitted_at,
            thread=idea.thread.public_id,
            can_comment=can_comment(idea.thread),
            source_id=idea.source_id or None,
            url=request.build_absolute_uri(
                reverse("ideas:idea", args=[idea.public_id])
            ),
        )


class MoveOut(Schema):
    """One step of an idea's life."""

    id: str
    idea: str
    from_state: str | None
    state: str
    reason: str
    moved_by: str
    moved_at: datetime
    url: str

    @classmethod
    def of(cls, move: Move, request: HttpRequest) -> "MoveOut":
        """Build it from a move with its idea and mover loaded."""
        url = reverse("ideas:idea", args=[move.idea.public_id])
        return cls(
            id=move.public_id,
            idea=move.idea.public_id,
            from_state=move.from_state or None,
            state=move.to_state,
            reason=move.reason,
            moved_by=str(move.moved_by or ""),
            moved_at=move.moved_at,
            url=request.build_absolute_uri(url),
        )


class QuoteOut(Schema):
    """The passage that a comment stands on, and what became of it.

    `section`, `start` and `end` tell where it stands in the newest version, in code
    points of that section's text; all are null when its words are lost. `words` are
    those that stand there now.
    """

    exact: str
    prefix: str
    suffix: str
    language: str
    state: str
    section: str | None
    start: int | None
    end: int | None
    words: str | None
    url: str

    @classmethod
    def of(cls, reading: PassageReading, request: HttpRequest) -> "QuoteOut":
        """Build it from a passage where it stands now."""
        passage, is_lost = reading.passage, reading.is_lost
        return cls(
            exact=passage.exact,
            prefix=passage.prefix,
            suffix=passage.suffix,
            language=passage.language,
            state=str(reading.state),
            section=reading.section or None,
            start=None if is_lost else reading.start,
            end=None if is_lost else reading.end,
            words=None if is_lost else reading.words,
            url=request.build_absolute_uri(passage_url(passage)),
        )


class CommentOut(Schema):
    """A comment; what was withdrawn or hidden keeps its place and loses its words.

    One that is one text with an earlier comment names it in `folded_under`, and stands
    in the flat list alone; `folded_count` are the other people of that text.
    `quote` is the passage that it stands on.
    """

    id: str
    thread: str
    parent: str | None
    text: str
    html: str
    language: str
    direction: str
    stance: str | None
    author: str
    authority: str | None
    is_official: bool
    is_withdrawn: bool
    is_hidden: bool
    is_placeholder: bool
    is_pinned: bool
    folded_under: str | None
    folded_count: int
    posted_at: datetime
    edited_at: datetime | None
    agree_count: int
    disagree_count: int
    reply_count: int
    source_id: str | None
    quote: QuoteOut | None = None
    url: str

    @classmethod
    def of(
        cls,
        comment: Comment,
        request: HttpRequest,
        *,
        thread: str,
        quote: PassageReading | None = None,
    ) -> "CommentOut":
        """Build it from a comment with its author, authority and parent loaded."""
        gone = comment.is_withdrawn or comment.is_placeholder or comment.is_hidden
        return cls(
            id=comment.public_id,
            quote=QuoteOut.of(quote, request) if quote and not gone else None,
            thread=thread,
            parent=comment.parent.public_id if comment.parent else None,
            text="" if gone else comment.text,
            html="" if gone else comment.html,
            language=comment.language,
            direction=comment.direction,
            stance=comment.stance or None,
            author="" if gone else comment.author_name or str(comment.author or ""),
            authority=comment.authority.slug if comment.authority else None,
            is_official=comment.authority_id is not None,
            is_withdrawn=comment.is_withdrawn,
            is_hidden=comment.is_hidden,
            is_placeholder=comment.is_placeholder,
            is_pinned=comment.pinned_at is not None,
            folded_under=(
                comment.folded_under.public_id if comment.folded_under else None
            ),
            folded_count=comment.folded_count,
            posted_at=comment.posted_at,
            edited_at=comment.edited_at,
            agree_count=comment.agree_count,
            disagree_count=comment.disagree_count,
            reply_count=comment.reply_count,
            source_id=comment.source_id or None,
            url=request.build_absolute_uri(
                reverse("comments:comment", args=[comment.public_id])
            ),
        )


class ChoiceOut(Schema):
    """One choice of a ballot; `votes` is null while the tally is hidden."""

    value: str
    label: str
    votes: int | None


class BallotOut(Schema):
    """A ballot as this reader sees it."""

    id: str
    question: str
    language: str
    state: str
    opens_at: datetime
    closes_at: datetime
    turnout: int
    tally_is_hidden: bool
    choices: list[ChoiceOut]
    can_vote: bool
    own_choice: str | None
    url: str

    @classmethod
    def of(cls, reading: BallotReading, request: HttpRequest) -> "BallotOut":
        """Build it from its reading."""
        ballot = reading.ballot
        counts = {row.value: row.count for row in reading.rows or []}
        return cls(
            id=ballot.public_id,
            question=str(ballot.question),
            language=ballot.question.language,
            state=reading.state,
            opens_at=ballot.opens_at,
            closes_at=ballot.closes_at,
            turnout=reading.turnout,
            tally_is_hidden=reading.rows is None,
            choices=[
                ChoiceOut(value=c.value, label=c.label, votes=counts.get(c.value))
                for c in reading.choices
            ],
            can_vote=reading.may_vote,
            own_choice=reading.own.choice if reading.own else None,
            url=request.build_absolute_uri(
                reverse("voting:ballot", args=[ballot.public_id])
            ),
        )


class VoteOut(Schema):
    """A vote that was recorded: what the voter keeps."""

    id: str
    ballot: str
    choice: str
    reason: str
    first_cast_at: datetime
    cast_at: datetime
    url: str

    @classmethod
    def of(cls, vote: Vote, request: HttpRequest) -> "VoteOut":
        """Build it from a vote with its ballot loaded."""
        url = reverse("voting:ballot", args=[vote.ballot.public_id])
        return cls(
            id=vote.public_id,
            ballot=vote.ballot.public_id,
            choice=vote.choice,
            reason=vote.reason,
            first_cast_at=vote.first_cast_at,
            cast_at=vote.cast_at,
            url=request.build_absolute_uri(url),
        )


class HitOut(Schema):
    """Something that was found; `highlight` is safe HTML with `<mark>`."""

    kind: str
    id: str
    title: str
    url: str
    draft: str | None
    number: str | None
    highlight: str


def consultation_fields(card: Card, request: HttpRequest) -> dict[str, Any]:
    """Lay out what every kind of consultation has."""
    page = card.page
    draft, call = None, None
    if card.kind == "draft":
        draft = draft_row(card).draft.public_id
    elif card.kind == "call":
        row = page if hasattr(page, "call") else page.ideacallpage
        call = row.call.public_id
    return {
        "id": page.public_id,
        "kind": card.kind,
        "title": str(card.title),
        "lead": str(card.lead),
        "language": card.title.language,
        "authority": page.authority.slug,
        "authority_name": str(page.authority.name),
        "district": page.district.slug if page.district else None,
        "status": card.status,
        "opens_at": card.opens_at,
        "closes_at": card.closes_at,
        "comment_count": card.comment_count,
        "vote_count": card.vote_count,
        "idea_count": card.idea_count,
        "ballot": ballot_id(card),
        "draft": draft,
        "call": call,
        "outcome": page.outcome_kind or None,
        "url": request.build_absolute_uri(card.url),
    }


def ballot_id(card: Card) -> str | None:
    """Name the ballot of a consultation, where it has one."""
    ballot = card.page.ballot
    return ballot.public_id if ballot else None


def draft_row(card: Card) -> DraftDecisionPage:
    """Return the draft decision of a card that is one."""
    page = card.page
    return page if isinstance(page, DraftDecisionPage) else page.draftdecisionpage


def project_row(card: Card) -> ProjectPage:
    """Return the project of a card that is one."""
    page = card.page
    return page if isinstance(page, ProjectPage) else page.projectpage


class ResponseIn(Schema):
    """An answer to inputs of a draft; `comments` are their ids."""

    kind: str
    comments: list[Name] = Field(min_length=1, max_length=1000)
    reason_ar: str = ""
    reason_en: str = ""


class ResponseOut(Schema):
    """What an authority answered; its inputs are under `responses/{id}/inputs`."""

    id: str
    draft: str
    kind: str
    reason: str
    reason_ar: str
    reason_en: str
    language: str
    answered_at: datetime
    taken_back_at: datetime | None
    input_count: int
    url: str

    @classmethod
    def of(cls, response: Response, request: HttpRequest, *, count: int) -> Self:
        """Build it from a response with its draft loaded."""
        return cls(
            id=response.public_id,
            draft=response.draft.public_id,
            kind=response.kind,
            reason=str(response.reason),
            **{name: getattr(response, name) for name in columns("reason")},
            language=response.reason.language,
            answered_at=response.answered_at,
            taken_back_at=response.taken_back_at,
            input_count=count,
            url=request.build_absolute_uri(response_url(response)),
        )


class SuggestionIn(Schema):
    """Other words for a section, in one language, and why they are better."""

    text: str
    reason: str
    language: str = ""


class SuggestionOut(Schema):
    """Suggested words; `base` is what the section said when they were written."""

    id: str
    section: str
    version: int
    language: str
    text: str
    base: str
    reason: str
    author: str
    agree_count: int
    response: str | None
    was_taken: bool
    url: str

    @classmethod
    def of(cls, reading: SuggestionReading, request: HttpRequest) -> Self:
        """Build it from its reading; its id is that of its comment."""
        suggestion, comment = reading.suggestion, reading.comment
        return cls(
            id=comment.public_id,
            section=suggestion.section.public_id,
            version=suggestion.version.number,
            language=suggestion.language,
            text=suggestion.text,
            base=reading.base,
            reason=comment.text,
            author=reading.author,
            agree_count=comment.agree_count,
            response=reading.response.kind if reading.response else None,
            was_taken=suggestion.taken_into_id is not None,
            url=request.build_absolute_uri(permalink(comment)),
        )
