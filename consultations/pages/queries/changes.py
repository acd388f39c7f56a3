"""What a version of a draft changed, as the draft's page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from drafts.models import Version
from drafts.queries import (
    FormerSection,
    former_sections,
    news_of_sections,
    version_before,
)
from drafts.queries.changing import (
    change_in_words,
    changes_url,
    counts_in_words,
    counts_of_news,
    what_became,
)
from drafts.states import SectionChange, SectionKind, VersionState
from frontend.nouns import counted
from frontend.numerals import number


@dataclass(frozen=True, slots=True)
class WhatChanged:
    """The change since the version before in a sentence; empty in a first version.

    `gone` are sections without a place that people wrote to, each with its sentence;
    `former_ids` name all that stand no more.
    """

    said: str = ""
    url: str = ""
    gone: list[dict[str, str]] = field(default_factory=list)
    former_ids: frozenset[str] = frozenset()


def read_changes(version: Version, cards: Sequence[Any]) -> WhatChanged:
    """Tell the cards of sections what became of them (at most 8 queries)."""
    news = news_of_sections(version)
    if not news:
        return WhatChanged()
    before = version_before(version)
    is_published = version.state == VersionState.PUBLISHED
    url = changes_url(before, version) if before and is_published else ""
    former = former_sections(version)
    for card in cards:
        told = news.get(card.section.public_id)
        if told and told.change != SectionChange.UNCHANGED:
            card.change_label = change_in_words(told, version, card.label)
            card.change_url = f"{url}#change-{card.section.public_id}" if url else ""
    return WhatChanged(
        said=counts_in_words(
            counts_of_news(
                news,
                [
                    c.section.public_id
                    for c in cards
                    if c.section.kind == SectionKind.ARTICLE
                ],
                removed=sum(_ended_here(row, version) for row in former),
            )
        ),
        url=url,
        gone=_placed(former, version, cards),
        former_ids=frozenset(row.public_id for row in former),
    )


def _ended_here(row: FormerSection, version: Version) -> bool:
    return row.ended_in == version.number and row.change == SectionChange.REMOVED


def _placed(
    former: Sequence[FormerSection], version: Version, cards: Sequence[Any]
) -> list[dict[str, str]]:
    """Show former sections under those they went into; return the ones left over."""
    by_key = {card.section.public_id: card for card in cards}
    gone: list[dict[str, str]] = []
    for row in former:
        address = reverse(
            "texts:section", args=[version.draft.public_id, row.public_id]
        )
        line = {"url": address, "label": counted(row.comment_count, "comments")}
        for key in row.heirs:
            by_key[key].former.append({**line, "said": _went_into(row)})
        if not row.heirs and row.comment_count:
            gone.append({**line, "said": what_became(row)})
    return gone


def _went_into(row: FormerSection) -> str:
    named = {"section": row.name, "number": number(row.last_number)}
    return _("%(section)s of version %(number)s went into this one.") % named
