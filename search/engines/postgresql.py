"""The index on PostgreSQL: a tsvector of our own tokens, ranked by BM25.

`ts_rank` knows nothing of how rare a word is, so the candidates that the GIN index
finds are ranked by BM25 over the weights of their words, which stand beside the vector
as two lists of numbers (small enough to stay in the row: reading them from a larger
value kept apart took 20 times as long). How many entries hold a word is counted through
the same index, at each question.
"""

import math
import zlib
from collections.abc import Sequence
from typing import cast

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
from django.db.models.expressions import RawSQL

from search.analysis.questions import Phrase, Question
from search.engines.base import Mode, Request
from search.engines.relational import RelationalEngine
from search.engines.terms import EXACT_MARK, ROOT_MARK, terms_of
from search.models import Entry

K1 = 1.2
B = 0.75
UNIT = 0.1
"""Weights are kept as whole numbers of this."""
LARGE = 10_000
SIZE_SECONDS = 60
"""How long the size of a large index is remembered: it moves the ranks very little."""

_HOLDERS = "SELECT term, entries FROM search_holders(%s)"


class PostgreSQLEngine(RelationalEngine):
    """Full text by `tsvector` and BM25."""

    def fill(self, entry: Entry) -> None:
        """Fill the words of the vector, and beside it how much each of them weighs."""
        terms = terms_of(entry)
        weights = terms.weights()
        entry.text_terms = " ".join(
            term for term in weights if not term.startswith(ROOT_MARK)
        )
        entry.exact_terms = f" {terms.exact} "
        entry.term_hashes = [_hash(term) for term in weights]
        entry.term_weights = [round(weight / UNIT) for weight in weights.values()]
        entry.length = len(terms.all)

    def matching(self, request: Request) -> QuerySet[Entry]:
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
        """BM25 (Robertson and Zaragoza, 2009) over the weights beside the vector."""
        words = request.question.ranking
        size, average = _size()
        norm = Value(K1 * (1 - B)) + F("length") * Value(K1 * B / max(average, 1.0))
        holders = _holders([form.stem for form in words])
        score: Expression = Value(0.0)
        for form in words:
            rarity = Value((K1 + 1) * _rarity(size, holders.get(form.stem, 0)))
            # A word as written and its root are told apart by the stem's rarity.
            for term in (form.stem, EXACT_MARK + form.word, ROOT_MARK + form.root):
                # f / (f + norm), written so that the weight is read once.
                held = norm / (norm + _weight_of(term))
                score = cast("Expression", score + rarity * (Value(1.0) - held))
        return ExpressionWrapper(score, output_field=FloatField())


def expression(question: Question, mode: Mode) -> str:
    """Write a question as `tsquery` reads it, every token in quotation marks."""
    joint = " & " if mode is Mode.ALL else " | "
    must = [_all_words(phrase) for phrase in question.phrases]
    if question.words:
        must.append(joint.join(_quoted(form.stem) for form in question.words))
    return " & ".join(f"({part})" for part in must)


def _without(rows: QuerySet[Entry], question: Question) -> QuerySet[Entry]:
    if question.excluded:
        words = " | ".join(_quoted(form.stem) for form in question.excluded)
        rows = rows.extra(where=["NOT vector @@ %s::tsquery"], params=[words])
    for phrase in question.excluded_phrases:
        rows = rows.extra(
            where=["strpos(exact_terms, %s) = 0"], params=[_as_written(phrase)]
        )
    return rows


def _weight_of(term: str) -> Expression:
    return RawSQL(
        "0.1::float8 * coalesce(term_weights[array_position(term_hashes, %s)], 0)",
        [_hash(term)],
        output_field=FloatField(),
    )


def _hash(term: str) -> int:
    """Stand for a term in 32 bits; two that share them are a rank apart at most."""
    return zlib.crc32(term.encode()) - 0x80000000


def _rarity(size: int, holders: int) -> float:
    return math.log(1 + (size - holders + 0.5) / (holders + 0.5))


def _holders(terms: Sequence[str]) -> dict[str, int]:
    """Count the entries that hold each term."""
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
