"""From a published version to what every export starts from."""

from django.conf import settings
from django.utils import translation

from drafts.exports.texts import ExportedSection, ExportedText
from drafts.models import Version
from drafts.queries import SectionReading, read_version
from foundation.core.homes import home_of
from foundation.core.translated import LANGUAGES


def describe(version: Version, language: str) -> ExportedText:
    """Say what a version is, without reading its sections (1 query for its home)."""
    draft = version.draft
    with translation.override(language):
        return ExportedText(
            title=str(draft.title),
            language=language,
            sections=(),
            draft_id=draft.public_id,
            number=version.number,
            authority=str(draft.authority.name),
            authority_slug=draft.authority.slug,
            created_at=version.draft.created_at,
            published_at=version.published_at or version.changed_at,
            content_hash=version.content_hash,
            address=_address(version),
            time_zone=draft.authority.time_zone,
            country=settings.SAWT_COUNTRY,
        )


def gather_sections(version: Version, language: str) -> list[ExportedSection]:
    """Read the sections of a version in one language (2 queries)."""
    return [_section(row) for row in read_version(version, language)]


def languages_of(version: Version) -> list[str]:
    """List the languages in which the version says anything (1 query)."""
    said = version.placements.values_list("texts__language", flat=True).distinct()
    return [code for code in LANGUAGES if code in set(said)]


def _section(row: SectionReading) -> ExportedSection:
    summary = row.summary
    return ExportedSection(
        kind=row.kind,
        number=row.number,
        level=row.level,
        heading=str(row.heading),
        text=str(row.text),
        key=row.public_id,
        summary="" if summary.is_fallback else str(summary),
        language=row.language,
        is_fallback=row.is_fallback,
    )


def _address(version: Version) -> str:
    """Where everyone reads the text, as a whole address."""
    home = home_of(version.draft.thread)
    path = home.url.partition("#")[0] if home else "/"
    return f"{settings.SAWT_BASE_URL}{path}"
