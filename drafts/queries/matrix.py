"""The response matrix: by section, what was said, what was answered, and why."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import (
    BigIntegerField,
    Count,
    F,
    Max,
    Q,
    QuerySet,
)
from django.db.models.functions import Cast

from comments.models import Comment, Thread
from drafts.models import AnsweredInput, Draft, Response
from drafts.queries.inputs import WHOLE, Progress, answered_in, inputs_of
from drafts.queries.places import places_of_threads
from drafts.queries.reading import latest_published, table_of_contents
from drafts.queries.suggestions import author_of
from drafts.states import ResponseKind
from foundation.core.homes import homes_of
from foundation.core.keyset import read_cursor, write_cursor
from foundation.core.translated import Wording

ROWS_A_PAGE = 30
ORDER = ["place", "fewer", "response"]
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
    """A section of the matrix, with the number of inputs answered in it."""

    thread_id: int
    public_id: str
    number: str
    kind: str
    heading: Wording
    count: int = 0


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
    """The inputs of one thread that one response answers."""

    thread_id: int
    response_id: int
    kind: str
    count: int
    owed: int
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
    groups = _groups(answered_in(draft))
    own = _groups(_answered(draft, filters)) if filters.author else groups
    page = _page(draft, own, filters, cursor=cursor)
    counts = dict.fromkeys(ResponseKind.values, 0)
    for group in groups:
        counts[group.kind] += group.count
    return MatrixReading(
        draft=draft,
        progress=Progress(
            total=inputs_of(draft).count(), answered=sum(g.owed for g in groups)
        ),
        counts=counts,
        parts=page.parts,
        rows=page.rows,
        next_cursor=page.next_cursor,
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


def _page(
    draft: Draft,
    groups: Sequence[_Group],
    filters: MatrixFilters,
    *,
    cursor: str | None,
) -> MatrixPage:
    """Choose the rows of a page, and name the sections that have any."""
    wanted = [g for g in groups if not filters.kinds or g.kind in filters.kinds]
    parts = _parts(draft, wanted)
    shown = [part for part in parts if filters.section in {"", part.public_id}]
    places = {part.thread_id: place for place, part in enumerate(shown)}
    placed = [
        (places[g.thread_id], -g.count, g.response_id, g)
        for g in wanted
        if g.thread_id in places
    ]
    ordered = sorted(placed, key=lambda row: row[:3])
    start = tuple(read_cursor(cursor, ORDER)) if cursor else ()
    rest = [row for row in ordered if row[:3] > start]
    page = rest[:ROWS_A_PAGE]
    more = len(rest) > ROWS_A_PAGE
    return MatrixPage(
        parts=parts,
        rows=_rows([(place, group) for place, *_order, group in page], shown),
        next_cursor=write_cursor(page[-1][:3], ORDER) if more else None,
    )


def _parts(draft: Draft, groups: Sequence[_Group]) -> list[SectionPart]:
    """List the sections in which something was answered, with how much."""
    counts: Counter[int] = Counter()
    for group in groups:
        counts[group.thread_id] += group.count
    known = section_parts(draft)
    gone = counts.keys() - {part.thread_id for part in known}
    parts = [*known, *_parts_gone(gone)]
    return [
        replace(part, count=counts[part.thread_id])
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


def _groups(answered: QuerySet[AnsweredInput]) -> list[_Group]:
    """Count the inputs of every thread and response in one pass."""
    # One number holds agreement and id, so that the most supported input of a group
    # is found in the same pass that counts them; the older one wins a tie.
    rank = Cast(F("comment__agree_count"), BigIntegerField()) * _IDS
    rank += _IDS - F("comment_id")
    owed = Count("pk", filter=Q(comment__parent=None))
    grouped = answered.order_by().values_list("comment__thread_id", "response_id")
    rows = list(grouped.annotate(Count("pk"), owed=owed, best=Max(rank)))
    kinds = dict(
        Response.objects.filter(pk__in={row[1] for row in rows}).values_list(
            "pk", "kind"
        )
    )
    return [
        _Group(thread, response, kinds[response], count, owed, _IDS - best % _IDS)
        for thread, response, count, owed, best in rows
    ]


def _rows(
    groups: Sequence[tuple[int, _Group]], parts: Sequence[SectionPart]
) -> list[MatrixRow]:
    listed = [group for _place, group in groups]
    responses = Response.objects.in_bulk({group.response_id for group in listed})
    related = Comment.objects.select_related("author")
    comments = related.in_bulk([group.comment_id for group in listed])
    homes = homes_of(Thread, [group.thread_id for group in listed]) if listed else {}
    return [
        MatrixRow(
            part=parts[place],
            response=responses[group.response_id],
            comment=comments[group.comment_id],
            count=group.count,
            url=homes[group.thread_id].url if group.thread_id in homes else "",
        )
        for place, group in groups
    ]
