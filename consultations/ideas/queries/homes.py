"""Where the threads and audiences of ideas live."""

from collections.abc import Collection

from django.db.models import QuerySet

from consultations.ideas.models import Idea
from foundation.core.homes import Home


def homes_of_threads(pks: Collection[int]) -> dict[int, Home]:
    """Find the ideas that own these threads, in one query."""
    return {idea.thread_id: _home(idea) for idea in _ideas().filter(thread__in=pks)}


def homes_of_audiences(pks: Collection[int]) -> dict[int, Home]:
    """Find the ideas that own these audiences, in one query."""
    return {idea.audience_id: _home(idea) for idea in _ideas().filter(audience__in=pks)}


def _ideas() -> QuerySet[Idea]:
    return Idea.objects.only(
        "public_id", "title", "language", "thread_id", "audience_id"
    )


def _home(idea: Idea) -> Home:
    url = idea.get_absolute_url()
    return Home(url=url, title=idea.title, kind="idea", language=idea.language)
