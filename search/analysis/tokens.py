"""Text to tokens: where each word stands, and the three forms it is found by."""

import functools
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import snowballstemmer  # type: ignore[import-untyped]

from search.analysis import arabic
from search.analysis.folding import WORD, folded_words

MOST_WORDS = 20_000
"""Words of one text that are indexed; what stands after them is not searched."""

_ARABIC = re.compile("[\u0621-\u064a]")
# Vowel letters come and go between the forms of a word (شارع، شوارع); so do these
# affixes, which light stemming leaves because they may as well be part of a root.
_WEAK = re.compile("[اويءتن]")
_LOOSE_PREFIXES = "بلكفينتم"
_LONG_STEM = 4
_LATIN_ROOT = 5
_english = snowballstemmer.stemmer("english")


class Forms(NamedTuple):
    """A word folded but whole, its stem, and the letters that carry its root."""

    word: str
    stem: str
    root: str


class Token(NamedTuple):
    """One word of a text with its place: `text[start:end]` is how it was written."""

    start: int
    end: int
    forms: Forms


def tokens(text: str) -> Iterator[Token]:
    """Give the words of `text` in order; a ligature of words gives several."""
    for match in islice(WORD.finditer(text), MOST_WORDS):
        for forms in forms_of(match.group()):
            yield Token(match.start(), match.end(), forms)


def all_forms(text: str) -> list[Forms]:
    """Give the forms of every word of `text`, without their places."""
    found = islice(WORD.finditer(text), MOST_WORDS)
    return [forms for match in found for forms in forms_of(match.group())]


@functools.lru_cache(maxsize=131_072)
def forms_of(written: str) -> tuple[Forms, ...]:
    """Give the forms that one written word is found by; none when it folds away."""
    return tuple(_forms(word) for word in folded_words(written))


def _forms(word: str) -> Forms:
    stem = _stem(word)
    return Forms(word, stem, _root(stem))


def _stem(word: str) -> str:
    if _ARABIC.search(word):
        return arabic.stem(word)
    # An empty stem would be found by every text that holds such a word.
    return str(_english.stemWord(word)) or word


def _root(stem: str) -> str:
    if not _ARABIC.search(stem):
        return stem[:_LATIN_ROOT]
    shorter = len(stem) > _LONG_STEM and stem[0] in _LOOSE_PREFIXES
    root = _WEAK.sub("", stem[1:] if shorter else stem)
    return root if len(root) > 1 else stem
