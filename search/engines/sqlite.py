"""The index on SQLite: an FTS5 table beside the entries, kept in step by triggers.

SQLite, "FTS5 Extension": external content tables, `bm25()` with column weights. The
tokenizer is `ascii`, which takes whatever is not ASCII for a letter: our tokens are
plain words already. Every token in a query stands in quotation marks, so that nothing
a person types is syntax.
"""

from collections.abc import Iterable

from django.db.models import Expression, FloatField, QuerySet
from django.db.models.expressions import RawSQL

from search.analysis.questions import Phrase, Question
from search.engines.base import Mode, Request
from search.engines.relational import RelationalEngine
from search.engines.terms import stems, terms_of
from search.models import Entry

_STEMS = "{title_terms heading_terms text_terms}"


class SQLiteEngine(RelationalEngine):
    """Full text by FTS5."""

    def fill(self, entry: Entry) -> None:
        """Fill a column of words for each column of the FTS5 table."""
        terms = terms_of(entry)
        entry.title_terms = stems(terms.title)
        entry.heading_terms = stems(terms.heading)
        entry.text_terms = stems(terms.text)
        entry.exact_terms = terms.exact
        entry.root_terms = terms.roots
        entry.length = len(terms.all)

    def matching(self, request: Request) -> QuerySet[Entry]:
        """Join the FTS5 table, read first; exclusions are looked up beside it."""
        rows, question = Entry.objects.all(), request.question
        if question.asks:
            # The plus keeps the planner from trying every entry against the words.
            rows = rows.extra(
                tables=["search_words"],
                where=[
                    "search_entry.id = +search_words.rowid",
                    "search_words MATCH %s",
                ],
                params=[expression(question, request.mode)],
            )
        excluded = exclusion(question)
        if excluded:
            rows = rows.extra(
                where=[
                    """search_entry.id NOT IN
                    (SELECT rowid FROM search_words WHERE search_words MATCH %s)"""
                ],
                params=[excluded],
            )
        return rows

    def relevance(self, request: Request) -> Expression:
        """FTS5's own BM25, which is negative, turned round."""
        del request  # the cursor of the join knows what was asked
        return RawSQL(
            "-bm25(search_words, 3.0, 2.0, 1.0, 0.1, 0.4)",
            [],
            output_field=FloatField(),
        )


def expression(question: Question, mode: Mode) -> str:
    """Write a question as FTS5 reads it: what must match, and what only ranks."""
    joint = " AND " if mode is Mode.ALL else " OR "
    must = [_phrase(phrase) for phrase in question.phrases]
    if question.words:
        words = joint.join(_quoted(form.stem) for form in question.words)
        must.append(f"{_STEMS} : ({words})")
    return f"({' AND '.join(must)}) AND ({_ranking(question)})"


def exclusion(question: Question) -> str:
    """Write what must not match; empty when nothing is excluded."""
    words = [f"{_STEMS} : {_quoted(form.stem)}" for form in question.excluded]
    phrases = [_phrase(phrase) for phrase in question.excluded_phrases]
    return " OR ".join(words + phrases)


def _ranking(question: Question) -> str:
    """What every match holds anyway, so that it only adds to the rank."""
    stem = _any(form.stem for form in question.ranking)
    exact = _any(form.word for form in question.ranking)
    root = _any(form.root for form in question.ranking)
    said = f"{_STEMS} : ({stem}) OR " if question.phrases else ""
    return f"{said}exact_terms : ({exact}) OR root_terms : ({root})"


def _any(terms: Iterable[str]) -> str:
    return " OR ".join(_quoted(term) for term in dict.fromkeys(terms))


def _phrase(phrase: Phrase) -> str:
    return f"exact_terms : {_quoted(' '.join(form.word for form in phrase))}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
