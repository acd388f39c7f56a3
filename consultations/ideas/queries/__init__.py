"""Questions asked of ideas."""

from consultations.ideas.queries.calls import find_call, open_calls
from consultations.ideas.queries.debts import (
    AuthorityDebt,
    debts_by_authority,
    list_debts,
    owed,
    waiting_for,
)
from consultations.ideas.queries.homes import homes_of_audiences, homes_of_threads
from consultations.ideas.queries.listing import (
    ORDERS,
    IdeaFilters,
    authorities_with_ideas,
    districts_with_ideas,
    list_ideas,
    topics_in_use,
)
from consultations.ideas.queries.reading import (
    IdeaReading,
    Step,
    author_of,
    find_idea,
    has_supported,
    read_idea,
    supported_by,
)
from consultations.ideas.queries.similar import similar_ideas

__all__ = [
    "ORDERS",
    "AuthorityDebt",
    "IdeaFilters",
    "IdeaReading",
    "Step",
    "author_of",
    "authorities_with_ideas",
    "debts_by_authority",
    "districts_with_ideas",
    "find_call",
    "find_idea",
    "has_supported",
    "homes_of_audiences",
    "homes_of_threads",
    "list_debts",
    "list_ideas",
    "open_calls",
    "owed",
    "read_idea",
    "similar_ideas",
    "supported_by",
    "topics_in_use",
    "waiting_for",
]
