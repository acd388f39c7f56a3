"""What a file says of itself: work, expression and manifestation, life, sources.

Source of the addresses: Akoma Ntoso Naming Convention 1.0, section 4 (IRIs).
"""

from datetime import date

from drafts.exports.akoma.elements import Element, add, add_words
from drafts.exports.texts import ExportedText
from drafts.readers.akoma import ABOUT

LANGUAGES = {"ar": "ara", "en": "eng"}
_AUTHORITY, _PLATFORM = "authority", "sawt"


def add_meta(document: Element, text: ExportedText) -> Element:
    """Put `meta` first in the document."""
    meta = add(document, "meta")
    identification = add(meta, "identification", {"source": f"#{_PLATFORM}"})
    _add_work(identification, text)
    _add_expression(identification, text)
    _add_manifestation(identification, text)
    published = _day(text.published_at.date())
    add(
        meta,
        "publication",
        {"date": published, "name": _PLATFORM, "showAs": text.authority},
    )
    _add_life(meta, text)
    _add_references(meta, text)
    return meta


def add_summaries(meta: Element, summaries: list[tuple[str, str]]) -> None:
    """Put summaries outside the text: (identifier of a section, plain words)."""
    if not summaries:
        return
    notes = add(meta, "notes", {"source": f"#{_AUTHORITY}"})
    for index, (section, words) in enumerate(summaries, start=1):
        attributes = {
            "eId": f"summary_{index}",
            "class": "summary",
            ABOUT: section,
        }
        note = add(notes, "note", attributes)
        for line in words.split("\n"):
            add_words(note, "p", line)


def _work(text: ExportedText) -> str:
    made = _day(text.created_at.date())
    return f"/akn/{text.country}/bill/{text.authority_slug}/{made}/{text.draft_id}"


def _expression(text: ExportedText) -> str:
    language = LANGUAGES[text.language]
    return f"{_work(text)}/{language}@{_day(text.published_at.date())}"


def _add_work(parent: Element, text: ExportedText) -> None:
    work = add(parent, "FRBRWork")
    _add_addresses(work, _work(text))
    add(work, "FRBRalias", {"value": text.title, "name": "title"})
    add(work, "FRBRalias", {"value": text.address, "name": "address"})
    _add_origin(work, text.created_at.date(), "created")
    add(work, "FRBRcountry", {"value": text.country})
    add(work, "FRBRnumber", {"value": text.draft_id})
    add(work, "FRBRprescriptive", {"value": "false"})
    add(work, "FRBRauthoritative", {"value": "false"})


def _add_expression(parent: Element, text: ExportedText) -> None:
    expression = add(parent, "FRBRExpression")
    _add_addresses(expression, _expression(text))
    _add_origin(expression, text.published_at.date(), "published")
    add(expression, "FRBRversionNumber", {"value": str(text.number)})
    add(expression, "FRBRlanguage", {"language": LANGUAGES[text.language]})


def _add_manifestation(parent: Element, text: ExportedText) -> None:
    manifestation = add(parent, "FRBRManifestation")
    _add_addresses(manifestation, _expression(text), ending=".akn")
    _add_origin(manifestation, text.published_at.date(), "published")
    add(manifestation, "FRBRformat", {"value": "application/akn+xml"})


def _add_addresses(parent: Element, address: str, *, ending: str = "") -> None:
    add(parent, "FRBRthis", {"value": f"{address}/!main{ending}"})
    add(parent, "FRBRuri", {"value": f"{address}{ending}"})


def _add_origin(parent: Element, day: date, name: str) -> None:
    add(parent, "FRBRdate", {"date": _day(day), "name": name})
    add(parent, "FRBRauthor", {"href": f"#{_AUTHORITY}"})


def _add_life(meta: Element, text: ExportedText) -> None:
    life = add(meta, "lifecycle", {"source": f"#{_PLATFORM}"})
    events = ((text.created_at, "generation"), (text.published_at, "amendment"))
    for index, (moment, kind) in enumerate(events, start=1):
        attributes = {
            "eId": f"event_{index}",
            "date": _day(moment.date()),
            "source": f"#{_AUTHORITY}",
            "type": kind,
        }
        add(life, "eventRef", attributes)


def _add_references(meta: Element, text: ExportedText) -> None:
    references = add(meta, "references", {"source": f"#{_PLATFORM}"})
    organisations = (
        (_AUTHORITY, text.authority_slug, text.authority),
        (_PLATFORM, _PLATFORM, "Sawt"),
    )
    for name, slug, shown in organisations:
        attributes = {
            "eId": name,
            "href": f"/akn/ontology/organization/{text.country}/{slug}",
            "showAs": shown,
        }
        add(references, "TLCOrganization", attributes)


def _day(day: date) -> str:
    return day.isoformat()
