"""The index on PostgreSQL: a tsvector of our own tokens, ranked by BM25.

`ts_rank` knows nothing of how rare a word is, so candidates that the GIN index finds
are ranked by BM25 over `frequencies`, which stands beside each entry; how many entries
hold a word is counted through the same index, at each question.
"""

import math
from collections.abc import Sequence

from django.core.cache import cache
from django.db import connection
from django.db.models import (
    Avg,
    Count,
    Expression,
    ExpressionWrapper,
    F,
    FloatField,
    QuerySet,
    Value,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from search.analysis.questions import Phrase, Question
from search.engines.base import Mode, Request
from search.engines.relational import RelationalEngine
from search.engines.terms import EXACT_MARK, ROOT_MARK, terms_of
from search.models import Entry

K1 = 1.2
B = 0.75
LARGE = 10_000
SIZE_SECONDS = 60
"""How long the size of a large index is remembered: it moves the ranks very little."""

_HOLDERS = """
SELECT term, (
    SELECT count(*) FROM search_entry
    WHERE vector @@ ('''' || replace(term, '''', '''''') || '''')::tsquery
) FROM unnest(%s::text[]) AS term
"""


class PostgreSQLEngine(RelationalEngine):
    """Full text by `tsvector` and BM25."""

    def fill(self, entry: Entry) -> None:
        """Fill the weighted frequencies, of which the database makes the vector."""
        terms = terms_of(entry)
        entry.frequencies = terms.frequencies()
        entry.exact_terms = f" {terms.exact} "
        entry.length = len(terms.all)

    def matching(self, request: Request) -> "QuerySet[Entry]":
        """Select by the GIN index; phrases are then looked for as written."""
        rows, question = Entry.objects.all(), request.question
        if question.asks:
            rows = rows.extra(
                where=["vector @@ %s::tsquery"],
                params=[expression(question, request.mode)],
            )
        for phrase in question.phrases:
            rows = rows.extra(
                where=["strpos(exact_terms, %s) > 0"], params=[_as_written(phrase)]
            )
        return _without(rows, question)

    def relevance(self, request: Request) -> Expression:
        """BM25 (Robertson and Zaragoza, 2009) over the weighted frequencies."""
        ranked = _ranked_terms(request.question)
        size, average = _size()
        norm = Value(K1 * (1 - B)) + F("length") * Value(K1 * B / max(average, 1.0))
        holders = _holders(ranked)
        score: Expression = Value(0.0)
        for term in ranked:
            held = Coalesce(
                Cast(KeyTextTransform(term, "frequencies"), FloatField()), Value(0.0)
            )
            rarity = (K1 + 1) * _rarity(size, holders.get(term, 0))
            # f / (f + norm), written so that the frequency is read once.
            score = score + Value(rarity) * (Value(1.0) - norm / (norm + held))
        return ExpressionWrapper(score, output_field=FloatField())


def expression(question: Question, mode: Mode) -> str:
    """Write a question as `tsquery` reads it, every token in quotation marks."""
    joint = " & " if mode is Mode.ALL else " | "
    must = [_all_words(phrase) for phrase in question.phrases]
    if question.words:
        must.append(joint.join(_quoted(form.stem) for form in question.words))
    return " & ".join(f"({part})" for part in must)


def _without(rows: "QuerySet[Entry]", question: Question) -> "QuerySet[Entry]":
    if question.excluded:
        words = " | ".join(_quoted(form.stem) for form in question.excluded)
        rows = rows.extra(where=["NOT vector @@ %s::tsquery"], params=[words])
    for phrase in question.excluded_phrases:
        rows = rows.extra(
            where=["strpos(exact_terms, %s) = 0"], params=[_as_written(phrase)]
        )
    return rows


def _ranked_terms(question: Question) -> list[str]:
    terms = [
        term
        for form in question.ranking
        for term in (form.stem, EXACT_MARK + form.word, ROOT_MARK + form.root)
    ]
    return list(dict.fromkeys(terms))


def _rarity(size: int, holders: int) -> float:
    return math.log(1 + (size - holders + 0.5) / (holders + 0.5))


def _holders(terms: Sequence[str]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(_HOLDERS, [list(terms)])
        return dict(cursor.fetchall())


def _size() -> tuple[int, float]:
    """Count the entries and their average length."""
    known: tuple[int, float] | None = cache.get("search.size")
    if known is None:
        counted = Entry.objects.aggregate(size=Count("pk"), average=Avg("length"))
        known = (counted["size"], float(counted["average"] or 1))
        if known[0] >= LARGE:
            cache.set("search.size", known, SIZE_SECONDS)
    return known


def _all_words(phrase: Phrase) -> str:
    return " & ".join(_quoted(EXACT_MARK + form.word) for form in phrase)


def _as_written(phrase: Phrase) -> str:
    return f" {' '.join(form.word for form in phrase)} "


def _quoted(term: str) -> str:
    escaped = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
