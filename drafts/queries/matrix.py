"""The response matrix: by section, what was said, what was answered, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    F,
    IntegerField,
    Max,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast

from comments.models import Comment, Thread
from drafts.models import AnsweredInput, Draft, Response
from drafts.queries.answers import counts_by_kind
from drafts.queries.inputs import WHOLE, Progress, answered_in, progress_of
from drafts.queries.places import places_of_threads
from drafts.queries.reading import latest_published, table_of_contents
from drafts.queries.suggestions import author_of
from foundation.core.homes import homes_of
from foundation.core.keyset import read_cursor, write_cursor
from foundation.core.translated import Wording

ROWS_A_PAGE = 30
ORDER = ["place", "-count", "response"]
_IDS = 1 << 40  # more comments than there will ever be


@dataclass(frozen=True, slots=True)
class MatrixFilters:
    """What the matrix is narrowed to; empty values narrow nothing.

    `kinds` are those of the responses, `section` is a public id or `whole`, `author` a
    person whose inputs alone are shown.
    """

    kinds: tuple[str, ...] = ()
    section: str = ""
    author: int = 0


@dataclass(frozen=True, slots=True)
class SectionPart:
    """A section of the matrix.

    `count` is the number of inputs answered in it, `answers` that of the responses.
    """

    thread_id: int
    public_id: str
    number: str
    kind: str
    heading: Wording
    count: int = 0
    answers: int = 0


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """Inputs in one section that got one response; the most supported speaks for all.

    `count` is how many they are, that one included.
    """

    part: SectionPart
    response: Response
    comment: Comment
    count: int
    url: str = ""

    @property
    def author(self) -> str:
        """Name who wrote the input that is shown."""
        return author_of(self.comment)

    @property
    def others(self) -> int:
        """Count the other inputs that got the same answer here."""
        return self.count - 1


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """The rows of one page, and every section in which something was answered."""

    parts: list[SectionPart]
    rows: list[MatrixRow]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class MatrixReading:
    """One page of the matrix of a draft."""

    draft: Draft
    progress: Progress
    counts: dict[str, int]
    parts: list[SectionPart]
    rows: list[MatrixRow] = field(default_factory=list)
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class _Group:
    place: int
    thread_id: int
    response_id: int
    count: int
    comment_id: int


def read_matrix(
    draft: Draft, filters: MatrixFilters, *, cursor: str | None = None
) -> MatrixReading:
    """Read a page of the matrix in a constant number of queries.

    Sections come as the newest version orders them, the draft as a whole first and what
    no longer stands last; in each, the responses that answer most inputs come first.

    Raises:
        BadCursorError: the cursor belongs to another list.

    """
    page = page_of_groups(draft, filters, cursor=cursor)
    return MatrixReading(
        draft=draft,
        progress=progress_of(draft),
        counts=counts_by_kind(draft),
        parts=page.parts,
        rows=page.rows,
        next_cursor=page.next_cursor,
    )


def page_of_groups(
    draft: Draft, filters: MatrixFilters, *, cursor: str | None = None
) -> MatrixPage:
    """Read the rows of a page of the matrix, and the sections that have any.

    Raises:
        BadCursorError: the cursor belongs to another list.

    """
    answered = _answered(draft, filters)
    parts = _parts(draft, answered)
    shown = [part for part in parts if filters.section in {"", part.public_id}]
    start = read_cursor(cursor, ORDER) if cursor else None
    groups = _groups(answered, shown, start)
    page = groups[:ROWS_A_PAGE]
    more = len(groups) > ROWS_A_PAGE
    return MatrixPage(
        parts=parts,
        rows=_rows(page, shown),
        next_cursor=_cursor_after(page[-1]) if more else None,
    )


def matrix_lines(draft: Draft, filters: MatrixFilters) -> QuerySet[AnsweredInput]:
    """List every answered input with all that a table of them says, in order of id."""
    rows = _answered(draft, filters).select_related("response", "comment")
    rows = rows.defer("comment__html")
    if filters.section:
        rows = rows.filter(comment__thread_id__in=_threads_of(draft, filters.section))
    return rows.order_by("pk")


def section_parts(draft: Draft) -> list[SectionPart]:
    """List the draft as a whole and every section of its newest version (3 queries)."""
    whole = SectionPart(draft.thread_id, WHOLE, "", "", Wording("", "ar"))
    version = latest_published(draft)
    if version is None:
        return [whole]
    return [
        whole,
        *(
            SectionPart(row.thread.pk, row.public_id, row.number, row.kind, row.heading)
            for row in table_of_contents(version)
        ),
    ]


def _answered(draft: Draft, filters: MatrixFilters) -> QuerySet[AnsweredInput]:
    found = answered_in(draft)
    if filters.author:
        found = found.filter(comment__author_id=filters.author)
    if filters.kinds:
        found = found.filter(response__kind__in=filters.kinds)
    return found


def _parts(draft: Draft, answered: QuerySet[AnsweredInput]) -> list[SectionPart]:
    """List the sections in which something was answered, with how much."""
    counted = answered.order_by().values_list("comment__thread_id")
    both = counted.annotate(Count("pk"), Count("response_id", distinct=True))
    counts = {thread_id: how_many for thread_id, *how_many in both}
    known = section_parts(draft)
    gone = counts.keys() - {part.thread_id for part in known}
    parts = [*known, *_parts_gone(gone)]
    return [
        replace(
            part, count=counts[part.thread_id][0], answers=counts[part.thread_id][1]
        )
        for part in parts
        if part.thread_id in counts
    ]


def _parts_gone(thread_ids: "set[int]") -> Iterator[SectionPart]:
    places = places_of_threads(thread_ids) if thread_ids else {}
    for pk in sorted(places):
        place = places[pk]
        yield SectionPart(pk, place.section, place.number, place.kind, place.heading)


def _threads_of(draft: Draft, section: str) -> list[int]:
    if section == WHOLE:
        return [draft.thread_id]
    found = draft.sections.filter(public_id=section)
    return list(found.values_list("thread_id", flat=True))


def _groups(
    answered: QuerySet[AnsweredInput],
    parts: Sequence[SectionPart],
    start: list[Any] | None,
) -> list[_Group]:
    """Read a page of groups and one more, in one query."""
    places = _places_needed(parts, start[0] if start else 0)
    if not places:
        return []
    # One number holds agreement and id, so that the most supported input of a group
    # is found in the same pass that counts them; the older one wins a tie.
    rank = Cast(F("comment__agree_count"), BigIntegerField()) * _IDS
    rank += _IDS - F("comment_id")
    steps = [When(comment__thread_id=pk, then=Value(at)) for pk, at in places.items()]
    rows = answered.filter(comment__thread_id__in=places).order_by()
    grouped = (
        rows.annotate(place=Case(*steps, output_field=IntegerField()))
        .values("place", "comment__thread_id", "response_id")
        .annotate(count=Count("pk"), best=Max(rank))
    )
    if start:
        grouped = grouped.filter(_beyond(*start))
    ordered = grouped.order_by("place", "-count", "response_id")
    return [
        _Group(
            place=row["place"],
            thread_id=row["comment__thread_id"],
            response_id=row["response_id"],
            count=row["count"],
            comment_id=_IDS - row["best"] % _IDS,
        )
        for row in ordered[: ROWS_A_PAGE + 1]
    ]


def _places_needed(parts: Sequence[SectionPart], start: int) -> dict[int, int]:
    """Choose the sections that fill a page from `start` on, with their places."""
    places: dict[int, int] = {}
    expected = 0
    for place, part in enumerate(parts[start:], start):
        if expected > ROWS_A_PAGE:
            break
        places[part.thread_id] = place
        # Of the first, nobody knows how much was shown before.
        expected += part.answers if place > start else 0
    return places


def _beyond(place: int, count: int, response_id: int) -> Q:
    further = Q(count__lt=count) | Q(count=count, response_id__gt=response_id)
    return Q(place__gt=place) | (Q(place=place) & further)


def _rows(groups: Sequence[_Group], parts: Sequence[SectionPart]) -> list[MatrixRow]:
    responses = Response.objects.in_bulk({group.response_id for group in groups})
    related = Comment.objects.select_related("author")
    comments = related.in_bulk([group.comment_id for group in groups])
    homes = homes_of(Thread, [group.thread_id for group in groups]) if groups else {}
    return [
        MatrixRow(
            part=parts[group.place],
            response=responses[group.response_id],
            comment=comments[group.comment_id],
            count=group.count,
            url=homes[group.thread_id].url if group.thread_id in homes else "",
        )
        for group in groups
    ]


def _cursor_after(group: _Group) -> str:
    return write_cursor([group.place, group.count, group.response_id], ORDER)
