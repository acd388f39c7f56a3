"""Which words of the old text became which words of the new, section by section."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from math import log2
from typing import NamedTuple

from drafts.comparing.normalising import Level
from drafts.comparing.occurrences import Reading
from drafts.comparing.sentences import Span, sentences_of
from foundation.core.redline.matching import blocks_in_common

NONE = -1


class Word(NamedTuple):
    """A folded word and where it stands in its section."""

    text: str
    start: int
    end: int


class SectionText(Reading):
    """One section's text, read as words and as sentences."""

    def __init__(self, text: str, language: str) -> None:
        super().__init__(text)
        self._language = language

    @cached_property
    def words(self) -> list[Word]:
        """The words in order, folded."""
        normal = self.at(Level.WORDS)
        words, at = [], 0
        for said in normal.text.split():
            words.append(Word(said, *normal.original(at, at + len(said))))
            at += len(said) + 1
        return words

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences in order."""
        return sentences_of(self.text, self._language)

    @cached_property
    def sentence_words(self) -> list[range]:
        """The positions of the words of each sentence."""
        return [self.words_in(sentence) for sentence in self.sentences]

    def sentence_around(self, at: int) -> range:
        """Give the positions of the words of the sentence that a word stands in."""
        found = bisect_right(self.sentence_words, at, key=lambda words: words.start)
        return self.sentence_words[found - 1]

    def words_in(self, span: Span) -> range:
        """Give the positions of the words that a stretch touches."""
        first = bisect_right(self.words, span.start, key=lambda word: word.end)
        last = bisect_left(self.words, span.end, key=lambda word: word.start)
        return range(first, max(first, last))


class Weights:
    """How much a word tells: one that a text repeats on and on tells little."""

    def __init__(self, sections: Iterable[SectionText]) -> None:
        self._counts = Counter(w.text for section in sections for w in section.words)
        self._sums: dict[SectionText, list[float]] = {}

    def of(self, words: Iterable[str]) -> float:
        """Add up what the words tell."""
        return sum(1 / (1 + log2(self._counts[word] or 1)) for word in words)

    def sums(self, words: Iterable[str]) -> list[float]:
        """Give what the first none, one, two … words tell together."""
        return list(accumulate((self.of([word]) for word in words), initial=0.0))

    def sums_of(self, section: SectionText) -> list[float]:
        """Give the same for all words of a section."""
        if section not in self._sums:
            self._sums[section] = self.sums(word.text for word in section.words)
        return self._sums[section]


class Correspondence:
    """The sections of one aligned pair side by side, word by word.

    `became` gives for each old word the new one that it became, -1 for none;
    `came_from` the same the other way.
    """

    def __init__(
        self,
        old: Sequence[tuple[int, SectionText]],
        new: Sequence[tuple[int, SectionText]],
    ) -> None:
        self.old, self.new = _Joined(old), _Joined(new)
        self.became = [NONE] * len(self.old.words)
        self.came_from = [NONE] * len(self.new.words)
        for block in blocks_in_common(self.old.words, self.new.words):
            for step in range(block.length):
                self.became[block.old + step] = block.new + step
                self.came_from[block.new + step] = block.old + step


class _Joined:
    """The words of several sections as one run."""

    def __init__(self, sections: Sequence[tuple[int, SectionText]]) -> None:
        self.words: list[str] = []
        self.first: dict[int, int] = {}
        self.sections = dict(sections)
        for index, section in sections:
            self.first[index] = len(self.words)
            self.words += [word.text for word in section.words]

    def positions(self, index: int, span: Span) -> range:
        """Give the positions of the words that a stretch of a section touches."""
        inside = self.sections[index].words_in(span)
        first = self.first[index]
        return range(first + inside.start, first + inside.stop)

    def section_at(self, position: int) -> int:
        """Give the section in which the word at a position stands."""
        return max(
            index
            for index, first in self.first.items()
            if first <= position and self.sections[index].words
        )
