"""What became of a draft: what changed in its text, and because of whom."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from drafts.models import AnsweredInput, Draft, SectionText, Version
from drafts.queries.inputs import Progress
from drafts.queries.matrix import (
    MatrixFilters,
    MatrixRow,
    SectionPart,
    read_matrix,
)
from drafts.queries.reading import versions_of
from drafts.queries.suggestions import shortened
from drafts.states import TAKING
from foundation.core.redline import Run, redline
from foundation.core.translated import LANGUAGES, active_language

NAMED = 5


@dataclass(frozen=True, slots=True)
class Influence:
    """Inputs that changed a section, and the names of those most agreed with."""

    row: MatrixRow
    names: list[str]

    @property
    def others(self) -> int:
        """Count the authors who are not named."""
        return max(self.row.count - len(self.names), 0)


@dataclass(frozen=True, slots=True)
class ChangedSection:
    """A section from its first published words to its last, and because of whom.

    `runs` is empty where the words are the same, or stand no more (`is_gone`).
    """

    part: SectionPart
    url: str
    runs: list[Run]
    language: str
    is_gone: bool
    influences: list[Influence] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OutcomeReading:
    """One page of the outcome of a draft."""

    draft: Draft
    progress: Progress
    counts: dict[str, int]
    first: Version | None
    final: Version | None
    sections: list[ChangedSection]
    next_cursor: str | None

    @property
    def has_changed(self) -> bool:
        """Whether more than one version was published."""
        return self.first != self.final


def read_outcome(draft: Draft, *, cursor: str | None = None) -> OutcomeReading:
    """Gather the outcome of a draft in a constant number of queries.

    Raises:
        BadCursorError: the cursor belongs to another list.

    """
    published = list(versions_of(draft, only_published=True))
    final, first = (published[0], published[-1]) if published else (None, None)
    kinds = MatrixFilters(kinds=tuple(sorted(TAKING)))
    page = read_matrix(draft, kinds, cursor=cursor)
    names = _names(page.rows)
    words = _words(page.rows, first, final)
    return OutcomeReading(
        draft=draft,
        progress=page.progress,
        counts=page.counts,
        first=first,
        final=final,
        sections=_sections(page.rows, names, words),
        next_cursor=page.next_cursor,
    )


def _sections(
    rows: Sequence[MatrixRow],
    names: dict[tuple[int, int], list[str]],
    words: dict[int, "_Words"],
) -> list[ChangedSection]:
    """Put the rows of one section together."""
    sections: dict[int, ChangedSection] = {}
    for row in rows:
        thread_id = row.part.thread_id
        if thread_id not in sections:
            said = words.get(thread_id, _Words())
            sections[thread_id] = ChangedSection(
                part=row.part,
                url=row.url,
                runs=shortened(said.runs),
                language=said.language,
                is_gone=said.is_gone,
            )
        named = names.get((row.response.pk, thread_id), [])
        sections[thread_id].influences.append(Influence(row, named))
    return list(sections.values())


def _names(rows: Sequence[MatrixRow]) -> dict[tuple[int, int], list[str]]:
    """Name by response and thread the authors whose inputs are most agreed with."""
    place = Window(
        RowNumber(),
        partition_by=["response_id", "comment__thread_id"],
        order_by=[F("comment__agree_count").desc(), "comment_id"],
    )
    answered = AnsweredInput.objects.filter(
        replaced_at=None,
        response__in={row.response.pk for row in rows},
        comment__thread__in={row.part.thread_id for row in rows},
        comment__withdrawn_at=None,
        comment__hidden_at=None,
    )
    first = answered.annotate(place=place).filter(place__lte=NAMED).order_by("place")
    names: dict[tuple[int, int], list[str]] = {}
    for row in first.select_related("comment__author"):
        author = row.comment.author
        name = author.display_name if author else row.comment.author_name
        found = names.setdefault((row.response_id, row.comment.thread_id), [])
        if name not in found:
            found.append(name)
    return names


@dataclass(frozen=True, slots=True)
class _Words:
    """What a section said first and last, in one language."""

    old: str | None = None
    new: str | None = None
    language: str = ""

    @property
    def runs(self) -> list[Run]:
        if self.old is None or self.new is None or self.old == self.new:
            return []
        return redline(self.old, self.new)

    @property
    def is_gone(self) -> bool:
        return self.old is not None and self.new is None


def _words(
    rows: Sequence[MatrixRow], first: Version | None, final: Version | None
) -> dict[int, _Words]:
    """Read by thread what sections said in the first and the last version (1 query)."""
    if first is None or final is None or first == final:
        return {}
    threads = {row.part.thread_id for row in rows}
    said = SectionText.objects.filter(
        placement__version__in=(first, final), placement__section__thread__in=threads
    ).values_list(
        "placement__section__thread_id",
        "placement__version_id",
        "language",
        "text",
    )
    texts: dict[int, dict[tuple[int, str], str]] = defaultdict(dict)
    for thread_id, version_id, code, text in said:
        texts[thread_id][version_id, code] = text
    return {pk: _both(texts[pk], first=first, final=final) for pk in threads}


def _both(
    texts: dict[tuple[int, str], str], *, first: Version, final: Version
) -> _Words:
    """Choose the language of the reader, or one that the section speaks."""
    for code in _in_order(LANGUAGES):
        old, new = texts.get((first.pk, code)), texts.get((final.pk, code))
        if old or new:
            return _Words(old, new, code)
    return _Words()


def _in_order(languages: Collection[str]) -> list[str]:
    wanted = active_language()
    return [wanted, *(code for code in languages if code != wanted)]
