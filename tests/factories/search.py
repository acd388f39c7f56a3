"""Entries for tests, put into the index as their rooms would."""

from datetime import UTC, datetime
from typing import Any

from search.documents import Document
from search.models import Entry, Kind
from search.services import index_documents

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def document(object_id: str, text: str = "", **changes: Any) -> Document:
    """A page in the index, as its room would describe it."""
    language = changes.pop("language", "ar")
    title = changes.pop("title", "")
    heading = changes.pop("heading", "")
    wording = {"title": title, "heading": heading, "text": text}
    defaults: dict[str, Any] = {
        "kind": Kind.PAGE,
        "object_id": object_id,
        "wordings": {language: wording},
        "urls": {"ar": f"/ar/{object_id}/", "en": f"/en/{object_id}/"},
        "published_at": NOW,
    }
    return Document(**{**defaults, **changes})


def indexed(*documents: Document) -> dict[str, Entry]:
    """Index documents and give their entries by the id of the object."""
    index_documents(documents, now=NOW)
    wanted = [document.object_id for document in documents]
    return {
        entry.object_id: entry
        for entry in Entry.objects.filter(object_id__in=wanted).order_by("pk")
    }
