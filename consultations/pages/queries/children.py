"""Pages below a page, as lists show them."""

from dataclasses import dataclass
from datetime import datetime

from wagtail.models import Page

from consultations.pages.models import BilingualPage
from consultations.pages.queries.addresses import address_of
from foundation.core.translated import Wording

MOST = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A page in a plain list."""

    title: Wording
    lead: Wording
    url: str
    published_at: datetime | None


def children_of(page: Page, kind: type[BilingualPage]) -> list[Line]:
    """List the live pages of one kind below a page, newest first (1 query)."""
    rows = kind.objects.child_of(page).live().order_by("-first_published_at", "-pk")
    return [
        Line(row.heading, row.lead, address_of(row), row.first_published_at)
        for row in rows[:MOST]
    ]
