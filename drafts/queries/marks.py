"""What people commented on, marked in the texts and quoted on cards."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from drafts.documents.marking import Mark, marked_html
from drafts.models import Version
from drafts.queries.addresses import passage_url
from drafts.queries.passages import Highlight, PassageReading, highlights_of
from drafts.queries.reading import SectionReading
from foundation.core.redline import redline
from frontend.nouns import counted


class MarkedTexts(NamedTuple):
    """Sections with marks, by public id; `lost` passages have no place any more."""

    html: dict[str, SafeString]
    lost: int


def marked_texts(version: Version, sections: Iterable[SectionReading]) -> MarkedTexts:
    """Mark what people commented on (1 query); `version.draft` is loaded."""
    found = highlights_of(version)
    marked: dict[str, SafeString] = {}
    for section in sections:
        marks = found.by_text.get((section.section_id, section.text.language))
        if marks and section.text:
            marked[section.public_id] = marked_html(
                str(section.text), [_mark(each, version) for each in marks]
            )
    return MarkedTexts(marked, found.lost)


def ways_to_quote(draft: str, section: SectionReading) -> tuple[str, str]:
    """Give the addresses of a section's sentences and of quoting selected words."""
    names, named = [draft, section.public_id], {"language": section.text.language}
    query = urlencode(named)
    return (
        f"{reverse('texts:sentences', args=names)}?{query}",
        f"{reverse('texts:quote', args=names)}?{query}",
    )


def passage_card(reading: PassageReading, *, with_link: bool = True) -> dict[str, Any]:
    """Lay a passage out for its component: the words quoted, and those of now."""
    return {
        "was": reading.was,
        "runs": redline(reading.was, " ".join(reading.words.split()))
        if reading.is_changed
        else [],
        "is_lost": reading.is_lost,
        "is_by_hand": reading.is_by_hand,
        "language": reading.passage.language,
        "direction": reading.direction,
        "count": reading.comment_count,
        "url": passage_url(reading.passage) if with_link else "",
    }


def _mark(each: Highlight, version: Version) -> Mark:
    names = [version.draft.public_id, each.passage]
    url = reverse("texts:passage", args=names)
    said = counted(each.count, "comments")
    return Mark(each.start, each.end, url, said, each.step)
