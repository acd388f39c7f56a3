"""What every export starts from: one version in one language, with what it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ExportedSection:
    """A section as files say it; `key` is its public id, empty where it has none.

    `language` is the one that its words are really in; `is_fallback` when it is not
    the one of the export.
    """

    kind: str
    number: str
    level: int
    heading: str
    text: str
    key: str = ""
    summary: str = ""
    language: str = ""
    is_fallback: bool = False


@dataclass(frozen=True, slots=True)
class ExportedText:
    """A whole version in one language; `address` is where everyone reads it."""

    title: str
    language: str
    sections: Sequence[ExportedSection]
    draft_id: str
    number: int
    authority: str
    authority_slug: str
    created_at: datetime
    published_at: datetime
    content_hash: str
    address: str
    time_zone: str = "Asia/Riyadh"
    country: str = "sa"

    @property
    def own_sections(self) -> list[ExportedSection]:
        """List the sections that say something in the language of the export."""
        return [section for section in self.sections if not section.is_fallback]
