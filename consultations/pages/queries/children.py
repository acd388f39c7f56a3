"""Pages below a page, as lists show them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Subquery
from wagtail.models import Page

from consultations.pages.models import BilingualPage, HomePage, StandardPage
from consultations.pages.queries.addresses import address_of
from foundation.core.translated import Wording, columns

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


def footer_lines() -> list[Line]:
    """List the standing pages of the whole site, in the order of the tree (1 query)."""
    below_home = HomePage.objects.values("depth")[:1]
    rows = StandardPage.objects.live().filter(depth=Subquery(below_home) + 1)
    rows = rows.only("url_path", *columns("heading")).order_by("path")
    return [
        Line(row.heading, row.heading, address_of(row), None) for row in rows[:MOST]
    ]
