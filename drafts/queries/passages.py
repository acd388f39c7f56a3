"""Quoted passages: where they stand in a version, and what was said on them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from comments.models import Comment
from drafts.models import (
    Passage,
    PassageComment,
    PassagePlace,
    Placement,
    SectionText,
    Version,
)
from drafts.states import AnchorState, VersionState
from foundation.core.translated import RTL_LANGUAGES

_STEPS = (1, 3, 8)  # comments from which a mark is one step stronger
_READABLE = Q(
    passage__comment_links__comment__withdrawn_at=None,
    passage__comment_links__comment__hidden_at=None,
)
_SAID = Count("passage__comment_links", filter=_READABLE, distinct=True)


@dataclass(frozen=True, slots=True)
class PassageReading:
    """A passage where it stands in one version; a lost one has no place.

    `words` are those that stand there now, empty when it is lost; `section` is the
    public id of the section that it stands in, `home` of the one it was quoted in.
    """

    passage: Passage
    state: AnchorState
    section: str
    home: str
    start: int
    end: int
    words: str
    comment_count: int = 0
    is_by_hand: bool = False

    @property
    def was(self) -> str:
        """Return the words that were quoted first."""
        return self.passage.exact

    @property
    def is_changed(self) -> bool:
        """Whether it stands on other words than were quoted."""
        return self.state == AnchorState.CHANGED

    @property
    def is_lost(self) -> bool:
        """Whether its words stand nowhere any more."""
        return self.state == AnchorState.LOST

    @property
    def is_elsewhere(self) -> bool:
        """Whether it stands in another section than it was quoted in."""
        return bool(self.section) and self.section != self.home

    @property
    def direction(self) -> str:
        """Say `rtl` or `ltr`, as its language is written."""
        return "rtl" if self.passage.language in RTL_LANGUAGES else "ltr"


@dataclass(frozen=True, slots=True)
class Highlight:
    """A stretch of a section on which passages stand, the nearest of them first.

    `step` is 1 to 4: how much was said there.
    """

    start: int
    end: int
    count: int
    passage: str

    @property
    def step(self) -> int:
        """How strong the mark is."""
        return 1 + sum(self.count > enough for enough in _STEPS)


class Highlights(NamedTuple):
    """What is marked, by section and language; `lost` passages have no place."""

    by_text: dict[tuple[int, str], list[Highlight]]
    lost: int


def passages_in(
    version: Version, *, section_id: int | None = None, lost: bool = False
) -> list[PassageReading]:
    """List the passages that people commented on, in a version (2 queries).

    In the order in which they stand; of one section where it is given, or those that
    have no place. Passages on which every comment is gone are left out.
    """
    places = _places_with_counts(version)
    if lost:
        places = places.filter(state=AnchorState.LOST)
    else:
        places = places.exclude(state=AnchorState.LOST)
    if section_id is not None:
        places = places.filter(section_id=section_id)
    rows = list(places.order_by("section_id", "start", "end", "pk"))
    return _readings(rows, _words_of(rows))


def highlights_of(version: Version) -> Highlights:
    """Say what is marked in a version, and what has no place there (1 query)."""
    found: dict[tuple[int, str], list[PassagePlace]] = defaultdict(list)
    lost = 0
    for row in _places_with_counts(version).order_by("section_id", "start", "end"):
        if row.section_id is None:
            lost += 1
        else:
            found[row.section_id, row.passage.language].append(row)
    return Highlights({key: _cut(places) for key, places in found.items()}, lost)


def read_passage(public_id: str, version: Version) -> PassageReading | None:
    """Read one passage where it stands in a version (2 queries)."""
    places = PassagePlace.objects.filter(version=version, passage__public_id=public_id)
    rows = list(_related(places).annotate(said=_SAID))
    return next(iter(_readings(rows, _words_of(rows))), None)


def comments_on(passage: Passage) -> QuerySet[Comment]:
    """List the comments on a passage that can be read, the oldest first."""
    return Comment.objects.filter(
        passage_link__passage=passage, withdrawn_at=None, hidden_at=None
    ).order_by("posted_at", "pk")


def passages_of_comments(comment_ids: Collection[int]) -> dict[int, PassageReading]:
    """Read the passages that comments stand on, in the newest versions (4 queries)."""
    links = PassageComment.objects.filter(comment_id__in=comment_ids)
    by_comment = dict(links.values_list("comment_id", "passage_id"))
    if not by_comment:
        return {}
    newest = Version.objects.filter(
        draft_id=OuterRef("passage__section__draft_id"), state=VersionState.PUBLISHED
    ).order_by("-number")
    rows = list(
        _related(PassagePlace.objects.filter(passage_id__in=by_comment.values()))
        .annotate(newest=Subquery(newest.values("pk")[:1]))
        .filter(version_id=F("newest"))
    )
    readings = {
        row.passage_id: reading
        for row, reading in zip(rows, _readings(rows, _words_of(rows)), strict=True)
    }
    return {
        comment: readings[passage]
        for comment, passage in by_comment.items()
        if passage in readings
    }


def _related(places: QuerySet[PassagePlace]) -> QuerySet[PassagePlace]:
    return places.select_related("passage__section__draft", "section")


def _places_with_counts(version: Version) -> QuerySet[PassagePlace]:
    places = _related(PassagePlace.objects.filter(version=version))
    return places.annotate(said=_SAID).filter(said__gt=0)


def _words_of(rows: Sequence[PassagePlace]) -> dict[tuple[int, int, str], str]:
    """Read the texts in which places stand, by version, section and language."""
    if not rows:
        return {}
    wanted = Placement.objects.filter(
        version_id__in={row.version_id for row in rows},
        section_id__in={row.section_id for row in rows if row.section_id},
    )
    said = SectionText.objects.filter(placement__in=wanted).values_list(
        "placement__version_id", "placement__section_id", "language", "text"
    )
    return {(version, section, code): text for version, section, code, text in said}


def _readings(
    rows: Iterable[PassagePlace], texts: dict[tuple[int, int, str], str]
) -> list[PassageReading]:
    return [_reading(row, texts) for row in rows]


def _reading(
    row: PassagePlace, texts: dict[tuple[int, int, str], str]
) -> PassageReading:
    where = row.version_id, row.section_id or 0, row.passage.language
    start, end = row.start or 0, row.end or 0
    return PassageReading(
        passage=row.passage,
        state=AnchorState(row.state),
        section=row.section.public_id if row.section else "",
        home=row.passage.section.public_id,
        start=start,
        end=end,
        words=texts.get(where, "")[start:end],
        comment_count=getattr(row, "said", 0),
        is_by_hand=row.placed_by_id is not None,
    )


def _cut(places: Sequence[PassagePlace]) -> list[Highlight]:
    """Cut overlapping places at each other's ends, adding up what was said."""
    edges = sorted({edge for row in places for edge in (row.start or 0, row.end or 0)})
    marks = []
    for start, end in pairwise(edges):
        inside = [
            row for row in places if (row.start or 0) <= start and end <= (row.end or 0)
        ]
        if inside:
            nearest = min(inside, key=lambda row: (row.end or 0) - (row.start or 0))
            count = sum(getattr(row, "said", 0) for row in inside)
            marks.append(Highlight(start, end, count, nearest.passage.public_id))
    return marks
