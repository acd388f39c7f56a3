"""Every public page for search engines, in each language of the site."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import Page

from consultations.pages.queries.addresses import address_of


class PageSitemap(Sitemap[Any]):
    """The pages of the CMS."""

    i18n = True
    alternates = True
    x_default = True

    def items(self) -> "QuerySet[Page]":
        """List the pages that visitors may see."""
        rows: QuerySet[Page] = Page.objects.live().public().filter(depth__gt=1)
        return rows.order_by("path")

    def location(self, item: Page) -> str:
        """Return the path of a page in the active language."""
        return address_of(item)

    def lastmod(self, item: Page) -> datetime | None:
        """Return when the page last went live."""
        moment: datetime | None = item.last_published_at
        return moment


class ListSitemap(Sitemap[Any]):
    """The lists that lead to everything else."""

    i18n = True
    alternates = True
    x_default = True

    def items(self) -> list[str]:
        """Name the lists."""
        return ["pages:consultations", "pages:projects", "pages:decisions"]

    def location(self, item: str) -> str:
        """Return the path of a list in the active language."""
        return reverse(item)
