"""Questions asked of draft texts."""

from drafts.queries.editing import (
    authorities_to_edit_for,
    draft_titled,
    drafts_of,
    open_attempts_of,
    outline_of,
    outline_of_import,
    unpublished_version,
)
from drafts.queries.places import SectionPlace, places_of_threads, thread_ids_of
from drafts.queries.reading import (
    SectionReading,
    SectionWords,
    api_sections,
    latest_published,
    read_version,
    sections_for_search,
    table_of_contents,
    versions_of,
)

__all__ = [
    "SectionPlace",
    "SectionReading",
    "SectionWords",
    "api_sections",
    "authorities_to_edit_for",
    "draft_titled",
    "drafts_of",
    "latest_published",
    "open_attempts_of",
    "outline_of",
    "outline_of_import",
    "places_of_threads",
    "read_version",
    "sections_for_search",
    "table_of_contents",
    "thread_ids_of",
    "unpublished_version",
    "versions_of",
]
