"""Versions of a draft, and what changed between two of them."""

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from consultations.pages.models import DraftDecisionPage
from consultations.pages.queries.listing import live_consultations
from drafts.models import Draft, Version
from drafts.queries import (
    ComparedPair,
    compare_versions,
    redlines_of,
    version_before,
    versions_of,
)
from drafts.queries.changing import changes_url, said_in_short, version_url
from foundation.core.redline import Run
from outlets.api.schemas import ChangesOut, Listing, PairOut, RunOut, VersionOut
from outlets.api.views.asking import found

router = Router(tags=["consultations"])


class Compared(Schema):
    """Which two versions; without `to` the newest, without `from` the one before it."""

    model_config = ConfigDict(populate_by_name=True)

    older: int | None = Field(None, alias="from")
    newer: int | None = Field(None, alias="to")
    only_changed: bool = False


@router.get("/drafts/{draft_id}/versions", response=Listing[VersionOut])
def versions(request: HttpRequest, draft_id: str) -> Listing[VersionOut]:
    """List the published versions of a draft, the newest first, all at once."""
    rows = _published(_public_draft(draft_id))
    items = [
        VersionOut.of(row, url=request.build_absolute_uri(version_url(row)))
        for row in rows
    ]
    return Listing(items=items, count=len(items))


@router.get("/drafts/{draft_id}/compare", response=ChangesOut)
def compare(request: HttpRequest, draft_id: str, asked: Query[Compared]) -> ChangesOut:
    """Compare two published versions: every section with its change and its redline."""
    rows = {row.number: row for row in _published(_public_draft(draft_id))}
    newer = found(rows.get(asked.newer or max(rows, default=0)))
    older = _older(rows, newer, asked.older)
    comparison = compare_versions(older, newer)
    pairs = comparison.changed if asked.only_changed else comparison.pairs
    return ChangesOut(
        old_version=older.number,
        new_version=newer.number,
        summary=said_in_short(comparison),
        counts={str(change): n for change, n in comparison.counts.items() if n},
        pairs=[
            _pair(pair, runs)
            for pair, runs in zip(pairs, redlines_of(pairs), strict=True)
        ],
        url=request.build_absolute_uri(changes_url(older, newer)),
    )


def _older(rows: dict[int, Version], newer: Version, asked: int | None) -> Version:
    """Find the version to compare with; it stands before the newer one.

    Raises:
        NotFoundError: there is none of that number, or none before.

    """
    before = found(version_before(newer)).number if asked is None else asked
    return found(rows.get(before) if before < newer.number else None)


def _public_draft(public_id: str) -> Draft:
    """Find a draft whose page visitors may see.

    Raises:
        NotFoundError: there is none.

    """
    condition = {"draftdecisionpage__draft__public_id": public_id}
    page = found(live_consultations().filter(**condition).first())
    row: DraftDecisionPage = page.draftdecisionpage
    draft: Draft = row.draft
    return draft


def _published(draft: Draft) -> list[Version]:
    rows = list(versions_of(draft, only_published=True))
    for row in rows:
        row.draft = draft
    return rows


def _pair(pair: ComparedPair, runs: list[Run]) -> PairOut:
    return PairOut(
        old=[part.key for part in pair.old],
        new=[part.key for part in pair.new],
        old_numbers=[part.number or None for part in pair.old],
        new_numbers=[part.number or None for part in pair.new],
        change=str(pair.change),
        language=pair.language,
        runs=[RunOut(kind=run.kind, text=run.text) for run in runs],
    )
