"""What every engine can do, and how it is asked."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import NamedTuple

from search.analysis.questions import Question
from search.models import Entry


class Mode(Enum):
    """How many of the words must stand in what is found."""

    ALL = "all"
    ANY = "any"


class Order(Enum):
    """What comes first."""

    RELEVANCE = "relevance"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the hits are narrowed to: values of one facet widen, facets narrow."""

    kinds: frozenset[str] = frozenset()
    authorities: frozenset[int] = frozenset()
    topics: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    districts: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Request:
    """One question to an engine; `after` is where the last page of hits ended."""

    question: Question
    now: datetime
    mode: Mode = Mode.ALL
    filters: Filters = field(default_factory=Filters)
    order: Order = Order.RELEVANCE
    after: tuple[float | datetime, int] | None = None
    limit: int = 20


class Found(NamedTuple):
    """An entry that answers, and what the list is ordered by."""

    entry_id: int
    key: float | datetime


class Group(NamedTuple):
    """How many entries that answer share every facet value."""

    kind: str
    authority_id: int | None
    topics: tuple[str, ...]
    status: str
    district_id: int | None
    languages: tuple[str, ...]
    hits: int


# What a word weighs by the column it stands in; with these BM25 counts occurrences. The
# last two only order what the stems have found: the word as written, and its root.
TITLE_WEIGHT = 3.0
HEADING_WEIGHT = 2.0
TEXT_WEIGHT = 1.0
EXACT_WEIGHT = 0.1
ROOT_WEIGHT = 0.4
OPEN_BOOST = 1.25
"""What can still be taken part in comes before what is over."""


class Engine(ABC):
    """An index that stores, matches and ranks the tokens of entries."""

    @abstractmethod
    def index(self, entries: Sequence[Entry]) -> None:
        """Store `entries`, replacing what is known of the same things."""

    @abstractmethod
    def remove(self, entry_ids: Sequence[int]) -> None:
        """Forget entries and what is part of them."""

    @abstractmethod
    def search(self, request: Request) -> list[Found]:
        """Give the entries that answer, best or newest first."""

    @abstractmethod
    def counts(self, request: Request) -> list[Group]:
        """Count all that answers by facet values; filters and pages apart."""
