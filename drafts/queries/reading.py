"""What readers, programs and the search index ask of a version."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from comments.models import Thread
from drafts.documents import Block, blocks_of, html_of
from drafts.models import Draft, Placement, SectionText, Version
from drafts.states import SectionKind, VersionState
from foundation.core.translated import LANGUAGES, Wording, wording_of

NO_SUMMARY = Wording("", LANGUAGES[0])
_Said = dict[int, dict[str, SectionText]]


@dataclass(frozen=True, slots=True)
class SectionReading:
    """A section as it is read in one language, at its place in one version.

    The list is flat and in reading order; `level` (from 1) says how deep each stands.
    """

    section_id: int
    public_id: str
    kind: str
    number: str
    level: int
    heading: Wording
    text: Wording
    thread: Thread
    summary: Wording = NO_SUMMARY

    @property
    def anchor(self) -> str:
        """Name the section in an address; the same in every version and language."""
        return f"section-{self.public_id}"

    @property
    def html(self) -> SafeString:
        """Show the text with its lines, clauses and tables; escaped."""
        return html_of(self.text)

    @property
    def blocks(self) -> list[Block]:
        """List the paragraphs, clauses and tables of the text."""
        return blocks_of(self.text)

    @property
    def kind_label(self) -> str:
        """Name the kind in the active language."""
        return str(SectionKind(self.kind).label)

    @property
    def comment_count(self) -> int:
        """Count the comments that hang on the section."""
        return self.thread.comment_count

    @property
    def language(self) -> str:
        """Tell which language the words are really in."""
        return (self.text or self.heading).language

    @property
    def direction(self) -> str:
        """Say `rtl` or `ltr`, as that language is written."""
        return (self.text or self.heading).direction

    @property
    def is_fallback(self) -> bool:
        """Whether the words are not in the language that was asked for."""
        return (self.text or self.heading).is_fallback


@dataclass(frozen=True, slots=True)
class SectionWords:
    """All that a section says in every language, for the search index.

    `summaries` say the same in plain words, and are no part of the text.
    """

    section_id: int
    public_id: str
    kind: str
    number: str
    thread_id: int
    headings: dict[str, str]
    texts: dict[str, str]
    summaries: dict[str, str]


def read_version(version: Version, language: str | None = None) -> list[SectionReading]:
    """Read a version in one language, each section falling back visibly (2 queries)."""
    said = _texts_of(version)
    return [
        _reading(placement, said[placement.pk], language)
        for placement in _placements_of(version).select_related("section__thread")
    ]


def table_of_contents(
    version: Version, language: str | None = None
) -> list[SectionReading]:
    """Read places and headings only; every `text` is empty (2 queries)."""
    said = _texts_of(version, only_headings=True)
    return [
        _reading(placement, said[placement.pk], language)
        for placement in _placements_of(version).select_related("section__thread")
    ]


def latest_published(draft: Draft) -> Version | None:
    """Find the version that everyone reads now."""
    published = draft.versions.filter(state=VersionState.PUBLISHED)
    return published.order_by("-number").first()


def versions_of(draft: Draft, *, only_published: bool = False) -> QuerySet[Version]:
    """List the versions of a draft, the newest first."""
    versions = draft.versions.order_by("-number").select_related("changed_by")
    return versions.filter(state=VersionState.PUBLISHED) if only_published else versions


def sections_for_search(version: Version) -> list[SectionWords]:
    """List every wording of every section (2 queries)."""
    said = _texts_of(version)
    return [
        SectionWords(
            section_id=placement.section_id,
            public_id=placement.section.public_id,
            kind=placement.kind,
            number=placement.number,
            thread_id=placement.section.thread_id,
            headings={c: words.heading for c, words in said[placement.pk].items()},
            texts={c: words.text for c, words in said[placement.pk].items()},
            summaries={c: words.summary for c, words in said[placement.pk].items()},
        )
        for placement in _placements_of(version).select_related("section")
    ]


def api_sections(version: Version, language: str | None = None) -> list[dict[str, Any]]:
    """Write a version down for programs; `number` is None where there is none."""
    return [
        {
            "id": section.public_id,
            "number": section.number or None,
            "kind": section.kind,
            "level": section.level,
            "heading": str(section.heading),
            "text": str(section.text),
            "summary": str(section.summary) or None,
            "language": section.language,
            "thread": section.thread.public_id,
        }
        for section in read_version(version, language)
    ]


def _placements_of(version: Version) -> QuerySet[Placement]:
    return Placement.objects.filter(version=version).order_by("position")


def _texts_of(version: Version, *, only_headings: bool = False) -> _Said:
    said: _Said = defaultdict(dict)
    texts = SectionText.objects.filter(placement__version=version)
    for words in texts.defer("text", "summary") if only_headings else texts:
        if only_headings:
            words.text = words.summary = ""
        said[words.placement_id][words.language] = words
    return said


def _reading(
    placement: Placement, said: dict[str, SectionText], language: str | None
) -> SectionReading:
    headings = {code: words.heading for code, words in said.items()}
    texts = {code: words.text for code, words in said.items()}
    summaries = {code: words.summary for code, words in said.items()}
    return SectionReading(
        section_id=placement.section_id,
        public_id=placement.section.public_id,
        kind=placement.kind,
        number=placement.number,
        level=placement.level,
        heading=wording_of(headings, language=language),
        text=wording_of(texts, language=language),
        thread=placement.section.thread,
        summary=wording_of(summaries, language=language),
    )
