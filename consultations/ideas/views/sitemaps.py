"""Ideas for search engines."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from consultations.ideas.models import Idea
from consultations.ideas.states import IdeaState


class IdeaSitemap(Sitemap[Any]):
    """Every idea that stands by itself, in each language of the site."""

    i18n = True
    alternates = True
    x_default = True
    limit = 10_000

    def items(self) -> QuerySet[Idea]:
        """List the ideas; merged ones are read where they were merged into."""
        return Idea.objects.exclude(state=IdeaState.MERGED).order_by("pk")

    def location(self, item: Idea) -> str:
        """Return the path of an idea in the active language."""
        return reverse("ideas:idea", args=[item.public_id])

    def lastmod(self, item: Idea) -> datetime:
        """Return when the idea last moved."""
        return item.moved_at
