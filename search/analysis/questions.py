"""What a person typed into the search box, understood.

Words, "phrases in quotation marks" and -excluded words or -"phrases"; nothing else
has a meaning, so that no text can be a syntax error.
"""

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from search.analysis.lexicon import STOP_WORDS
from search.analysis.tokens import Forms, all_forms

MOST_WORDS_ASKED = 32
LONGEST_QUESTION = 400

Phrase = tuple[Forms, ...]

_QUOTES = '"«»“”„‟\uff02'
_PART = re.compile(
    rf"(?P<minus>(?<!\S)[-\u2212\u2013])?"
    rf"(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]|(?P<word>[^\s{_QUOTES}]+))"
)


@dataclass(frozen=True, slots=True)
class Question:
    """Words, phrases and exclusions; empty when nothing in the text can be found."""

    words: tuple[Forms, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    excluded: tuple[Forms, ...] = ()
    excluded_phrases: tuple[Phrase, ...] = ()
    typed: str = field(default="", compare=False)

    @property
    def asks(self) -> bool:
        """Whether something must be found, not only left out."""
        return bool(self.words or self.phrases)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked and nothing left out."""
        return not (self.asks or self.excluded or self.excluded_phrases)

    @property
    def ranking(self) -> tuple[Forms, ...]:
        """Every word that makes a text a better answer, each once."""
        said = [form for phrase in self.phrases for form in phrase]
        return tuple(dict.fromkeys([*self.words, *_content(said)]))

    @property
    def loosened(self) -> "Question":
        """The same words without quotation marks; exclusions stay."""
        return replace(self, words=self.ranking, phrases=())


class _Part(NamedTuple):
    forms: list[Forms]
    is_phrase: bool
    is_excluded: bool


def understand(typed: str) -> Question:
    """Read the text of a search box; words without matter are dropped if others remain.

    >>> [form.stem for form in understand('الحدائق -"رسوم الدخول"').words]
    ['حديق']
    """
    parts = [_part(match) for match in _PART.finditer(typed[:LONGEST_QUESTION])]
    words = [
        form for part in parts if _kind(part) == (False, False) for form in part.forms
    ]
    excluded = [
        form for part in parts if _kind(part) == (False, True) for form in part.forms
    ]
    return Question(
        words=tuple(dict.fromkeys(_content(words)))[:MOST_WORDS_ASKED],
        phrases=_phrases(parts, excluded=False),
        excluded=tuple(dict.fromkeys(excluded))[:MOST_WORDS_ASKED],
        excluded_phrases=_phrases(parts, excluded=True),
        typed=typed,
    )


def _part(match: re.Match[str]) -> _Part:
    phrase = match["phrase"]
    text = match["word"] if phrase is None else phrase
    return _Part(all_forms(text), phrase is not None, match["minus"] is not None)


def _kind(part: _Part) -> tuple[bool, bool]:
    return part.is_phrase, part.is_excluded


def _phrases(parts: list[_Part], *, excluded: bool) -> tuple[Phrase, ...]:
    said = [part for part in parts if part.forms and _kind(part) == (True, excluded)]
    return tuple(tuple(part.forms[:MOST_WORDS_ASKED]) for part in said)[
        :MOST_WORDS_ASKED
    ]


def _content(words: list[Forms]) -> list[Forms]:
    return [form for form in words if form.word not in STOP_WORDS] or words
