"""Passages as quotations: their words, and the words around them.

W3C Web Annotation Data Model, section 4.2.4 (TextQuoteSelector).
"""

from typing import NamedTuple

from drafts.comparing.normalising import Level, normalise, plain_words
from drafts.comparing.occurrences import find_occurrences
from drafts.comparing.sentences import Span, sentences_of

__all__ = [
    "Span",
    "TextQuote",
    "context_likeness",
    "find_quote",
    "quote_of",
    "sentences_of",
]

CONTEXT_LENGTH = 48


class TextQuote(NamedTuple):
    """What a passage says and what stands around it; white space runs are one space."""

    exact: str
    prefix: str = ""
    suffix: str = ""


def quote_of(text: str, start: int, end: int) -> TextQuote:
    """Quote a stretch of a text; the context ends with whole words."""
    return TextQuote(
        exact=plain_words(text[start:end]),
        prefix=_last_words(text[max(0, start - 2 * CONTEXT_LENGTH) : start]),
        suffix=_first_words(text[end : end + 2 * CONTEXT_LENGTH]),
    )


def find_quote(text: str, quote: TextQuote) -> Span | None:
    """Find a quotation in a text, by its context where its words stand several times.

    White space, hidden marks, vowel marks and forms of letters need not agree, words
    must; None where they do not stand.
    """
    found = find_occurrences(text, quote.exact)
    return max(
        found, key=lambda span: context_likeness(text, span, quote), default=None
    )


def context_likeness(text: str, span: Span, quote: TextQuote) -> float:
    """How much of a quotation's context stands around a stretch of a text, 0 to 1."""
    before = normalise(
        text[max(0, span.start - 3 * CONTEXT_LENGTH) : span.start], Level.WORDS
    )
    after = normalise(text[span.end : span.end + 3 * CONTEXT_LENGTH], Level.WORDS)
    prefix = normalise(quote.prefix, Level.WORDS).text
    suffix = normalise(quote.suffix, Level.WORDS).text
    alike = _common_start(before.text[::-1], prefix[::-1]) + _common_start(
        after.text, suffix
    )
    return (alike + 1) / (len(prefix) + len(suffix) + 1)


def _common_start(text: str, other: str) -> int:
    pairs = zip(text, other, strict=False)
    return next(
        (i for i, (a, b) in enumerate(pairs) if a != b), min(len(text), len(other))
    )


def _last_words(text: str) -> str:
    words = plain_words(text)[-CONTEXT_LENGTH - 1 :]
    return words.strip() if len(words) <= CONTEXT_LENGTH else words.partition(" ")[2]


def _first_words(text: str) -> str:
    words = plain_words(text)[: CONTEXT_LENGTH + 1]
    return words.strip() if len(words) <= CONTEXT_LENGTH else words.rpartition(" ")[0]
