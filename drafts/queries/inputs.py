"""What residents put in on a draft, and which of it was answered."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from comments.models import Comment
from drafts.models import AnsweredInput, Draft, Response, Section, Suggestion
from drafts.queries.places import thread_ids_of
from drafts.states import ResponseKind, VersionState
from foundation.accounts.models import Person
from foundation.organisations.models import Role
from foundation.organisations.queries import authorities_of

ORDERS = {
    "supported": ["-agree_count", "-pk"],
    "newest": ["-posted_at", "-pk"],
    "oldest": ["posted_at", "pk"],
}
READABLE: dict[str, Any] = {
    "withdrawn_at": None,
    "hidden_at": None,
    "is_placeholder": False,
    "authority": None,
}
FIRST_ORDER = "supported"
WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the inputs that are owed an answer have one."""

    total: int
    answered: int

    @property
    def owed(self) -> int:
        """Count those that still wait."""
        return self.total - self.answered

    @property
    def percent(self) -> float:
        """Say how far it has come; 100 when there is nothing to answer."""
        return 100 * self.answered / self.total if self.total else 100.0


@dataclass(frozen=True, slots=True)
class InputFilters:
    """Which inputs are looked for; an empty value asks for nothing in particular.

    `section` is a public id, or `whole` for the draft as a whole; `state` is
    `unanswered` or `answered`; `group` is the public id of a comment that stands for
    others like it; `words` stand in the comment as they are written.
    """

    section: str = ""
    state: str = ""
    stance: str = ""
    kind: str = ""
    suggestions: bool = False
    group: str = ""
    words: str = ""
    until: datetime | None = None


def answerable_in(draft: Draft) -> QuerySet[Comment]:
    """List what residents wrote on a draft and can be read: replies among it."""
    return _readable(thread_ids_of(draft))


def _readable(thread_ids: Collection[int]) -> QuerySet[Comment]:
    return Comment.objects.filter(thread_id__in=thread_ids, **READABLE)


def inputs_of(draft: Draft) -> QuerySet[Comment]:
    """List the inputs that are owed an answer: top comments, folded ones each."""
    return answerable_in(draft).filter(parent=None)


def progress_of(draft: Draft) -> Progress:
    """Count the inputs of a draft and those answered (3 queries)."""
    inputs = inputs_of(draft)
    return Progress(inputs.count(), inputs.filter(is_answered()).count())


def answered_in(draft: Draft) -> QuerySet[AnsweredInput]:
    """List the answers that stand to what can be read on a draft."""
    readable = {f"comment__{name}": value for name, value in READABLE.items()}
    return AnsweredInput.objects.filter(
        replaced_at=None, comment__thread_id__in=thread_ids_of(draft), **readable
    )


def is_answered(path: str = "pk", **how: Any) -> Exists:
    """Say whether a comment has an answer that stands; `how` it was answered."""
    standing = AnsweredInput.objects.filter(
        comment_id=OuterRef(path), replaced_at=None, **how
    )
    return Exists(standing)


def find_inputs(draft: Draft, filters: InputFilters) -> QuerySet[Comment]:
    """List the inputs that match.

    Those folded under another are listed under it alone: in its `group`, or where the
    other has its answer and they still wait for theirs.
    """
    found = inputs_of(draft)
    for condition in _conditions(draft, filters):
        found = found.filter(condition)
    return found


def with_folded(draft: Draft, chosen: QuerySet[Comment]) -> QuerySet[Comment]:
    """Add to the inputs chosen those that say nearly the same and are folded there."""
    alike = Q(pk__in=chosen.values("pk")) | Q(folded_under__in=chosen.values("pk"))
    return inputs_of(draft).filter(alike)


def last_answer_of(person: object, draft: Draft, *, since: datetime) -> Response | None:
    """Find the answer that a person gave last and may still take back."""
    given = Response.objects.filter(
        draft=draft,
        answered_by_id=getattr(person, "pk", None),
        answered_at__gte=since,
        taken_back_at=None,
    )
    return given.order_by("-pk").first()


def _conditions(draft: Draft, filters: InputFilters) -> "list[Q | Exists]":
    found = [_within(draft, filters), *_of_state(filters)]
    if filters.stance:
        found.append(Q(stance=filters.stance))
    if filters.kind in ResponseKind.values:
        found.append(is_answered(response__kind=filters.kind))
    if filters.suggestions:
        found.append(Exists(Suggestion.objects.filter(comment_id=OuterRef("pk"))))
    if filters.words:
        found.append(Q(text__icontains=filters.words))
    if filters.until:
        found.append(Q(posted_at__lte=filters.until))
    return found


def _within(draft: Draft, filters: InputFilters) -> Q:
    if filters.section == WHOLE:
        return Q(thread_id=draft.thread_id)
    if filters.section:
        sections = draft.sections.filter(public_id=filters.section)
        return Q(thread_id__in=list(sections.values_list("thread_id", flat=True)))
    return Q()


def _of_state(filters: InputFilters) -> "list[Q | Exists]":
    if filters.group:
        head = Q(public_id=filters.group) | Q(folded_under__public_id=filters.group)
        folded: list[Q | Exists] = [head]
    elif filters.state == "unanswered":
        folded = [Q(folded_under=None) | Q(is_answered("folded_under_id"))]
    else:
        folded = [Q(folded_under=None)]
    if filters.state == "unanswered":
        return [*folded, Q(~is_answered())]
    if filters.state == "answered":
        return [*folded, is_answered()]
    return folded


def drafts_to_answer(person: Person) -> QuerySet[Draft]:
    """List the drafts whose inputs the person may answer, the newest first."""
    mine = authorities_of(person, Role.OFFICER, Role.EDITOR)
    published = Draft.objects.filter(
        versions__state=VersionState.PUBLISHED, authority__in=mine
    )
    return published.select_related("authority").distinct()


def progress_of_many(drafts: Collection[Draft]) -> dict[int, Progress]:
    """Count the inputs of several drafts and those answered (2 queries)."""
    owners = {draft.thread_id: draft.pk for draft in drafts}
    sections = Section.objects.filter(draft__in=drafts)
    owners |= dict(sections.values_list("thread_id", "draft_id"))
    answered = Count("pk", filter=is_answered())
    rows = _readable(owners).filter(parent=None).order_by().values_list("thread_id")
    totals: Counter[int] = Counter()
    done: Counter[int] = Counter()
    for thread_id, total, count in rows.annotate(Count("pk"), answered=answered):
        totals[owners[thread_id]] += total
        done[owners[thread_id]] += count
    return {draft.pk: Progress(totals[draft.pk], done[draft.pk]) for draft in drafts}
