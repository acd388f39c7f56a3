"""One search: the question understood, asked of the engine, and its page of hits.

The number of database queries does not depend on what is found: counts (once more when
no text has all the words), names of the facets, keys of the hits, the hits; PostgreSQL
adds the size of the index and the rarity of the words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from foundation.core.keyset import read_cursor, write_cursor
from search.analysis.questions import Question, understand
from search.analysis.tokens import tokens
from search.engines import engine
from search.engines.base import Filters, Found, Group, Mode, Order, Request
from search.models import Kind
from search.queries.facets import Facet, Names, facets_of, names_of, passing
from search.queries.hits import Hit, hits_of

MOST_HITS = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person or program asks for, by slugs and codes, as in addresses."""

    text: str = ""
    kinds: frozenset[str] = frozenset()
    authorities: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    order: Order = Order.RELEVANCE
    cursor: str | None = None
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits; `count` is of all that pass, `next_cursor` None at the end.

    `is_loosened`: no text had all the words, so these have some of them. `words` are
    the typed words that were looked for in all their forms, `dropped` those that were
    not, being too common.
    """

    hits: list[Hit]
    count: int
    facets: list[Facet]
    next_cursor: str | None
    is_loosened: bool
    words: tuple[str, ...]
    dropped: tuple[str, ...]


def search(asked: Asked, *, now: datetime, language: str) -> Results:
    """Find what answers, described in `language` where it can be.

    Raises:
        BadCursorError: the cursor belongs to another list.

    """
    asked = _readable(asked)
    request = _request(asked, now)
    request, groups = _counted(request)
    names = names_of(groups, asked.authorities, asked.districts)
    request = replace(request, filters=_filters(asked, names))
    found = engine().search(request)
    return _results(asked, request, _Answer(groups, names, found, language))


def as_rows(results: Results) -> list[dict[str, Any]]:
    """Give the hits as the API lists them."""
    return [
        {
            "kind": hit.kind,
            "id": hit.id,
            "title": hit.title.text,
            "url": hit.url,
            "draft": hit.draft or None,
            "number": hit.number or None,
            "highlight": hit.highlight.html,
        }
        for hit in results.hits
    ]


@dataclass(frozen=True, slots=True)
class _Answer:
    groups: Sequence[Group]
    names: Names
    found: Sequence[Found]
    language: str


def _readable(asked: Asked) -> Asked:
    """Drop values that no name has and that a database would not take."""
    return replace(
        asked,
        kinds=asked.kinds & set(Kind.values),
        authorities=_printable(asked.authorities),
        topics=_printable(asked.topics),
        districts=_printable(asked.districts),
        languages=_printable(asked.languages),
    )


def _printable(values: frozenset[str]) -> frozenset[str]:
    return frozenset(value for value in values if value.isprintable())


def _request(asked: Asked, now: datetime) -> Request:
    limit = max(1, min(asked.limit, MOST_HITS))
    question = understand(asked.text)
    order = asked.order if question.asks else Order.NEWEST
    return Request(
        question=question,
        now=now,
        order=order,
        after=_place(asked.cursor, order),
        limit=limit + 1,
    )


def _counted(request: Request) -> tuple[Request, list[Group]]:
    """Count what answers; if nothing does, ask for any of the words, quoted or not."""
    groups, question = engine().counts(request), request.question
    if groups or not (question.phrases or len(question.words) > 1):
        return request, groups
    loose = replace(request, mode=Mode.ANY, question=question.loosened)
    return loose, engine().counts(loose)


def _place(cursor: str | None, order: Order) -> tuple[float | datetime, int] | None:
    if not cursor:
        return None
    key, entry_id = read_cursor(cursor, [order.value])
    return key, entry_id


def _filters(asked: Asked, names: Names) -> Filters:
    return Filters(
        kinds=asked.kinds,
        authorities=names.authority_ids(asked.authorities),
        topics=asked.topics,
        statuses=asked.statuses,
        districts=names.district_ids(asked.districts),
        languages=asked.languages,
    )


def _results(asked: Asked, request: Request, answer: _Answer) -> Results:
    shown = answer.found[: request.limit - 1]
    has_more = len(answer.found) > len(shown)
    last = (shown[-1].key, shown[-1].entry_id) if has_more else None
    words, dropped = _read_words(asked.text, request.question)
    return Results(
        hits=hits_of(shown, request, answer.language),
        count=sum(g.hits for g in passing(answer.groups, request.filters)),
        facets=facets_of(answer.groups, request.filters, answer.names),
        next_cursor=write_cursor(last, [request.order.value]) if last else None,
        is_loosened=request.mode is Mode.ANY,
        words=words,
        dropped=dropped,
    )


def _read_words(
    typed: str, question: Question
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tell the typed words that were looked for from those that were not."""
    said = {form for phrase in question.phrases for form in phrase}
    left_out = {form for phrase in question.excluded_phrases for form in phrase}
    known = {*question.words, *question.excluded, *said, *left_out}
    found = [(typed[start:end], forms) for start, end, forms in tokens(typed[:400])]
    words = [word for word, forms in found if forms in question.words]
    dropped = [word for word, forms in found if forms not in known]
    return tuple(dict.fromkeys(words)), tuple(dict.fromkeys(dropped))
