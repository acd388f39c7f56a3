"""Two texts section by section, their alignment, and what speaks for a place."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple, Protocol

from drafts.comparing.approximating import Runs
from drafts.comparing.correspondence import NONE, Correspondence, SectionText, Weights
from drafts.comparing.normalising import Level
from drafts.comparing.occurrences import Sought, may_stand, occurrences_at
from drafts.comparing.quoting import TextQuote, context_likeness, quote_of
from drafts.comparing.sentences import Span
from drafts.splitting.language import guess_language

_MARGIN = " \t"
_ENDS = ".؟?!…؛;:\n"
_NEAR = 50


class AlignedPair(Protocol):
    """Sections of two texts that stand for each other, by position."""

    @property
    def old(self) -> Sequence[int]:
        """Positions in the old text."""

    @property
    def new(self) -> Sequence[int]:
        """Positions in the new text."""


class Found(NamedTuple):
    """A place in the new text."""

    section: int
    span: Span


class Asked:
    """A passage of the old text that is looked for in the new one."""

    def __init__(self, section: int, text: SectionText, span: Span) -> None:
        self.section = section
        self.text = text
        self.span = span
        self.sought = Sought(text.text, span.start, span.end)

    @property
    def words(self) -> list[str]:
        """Its words, folded."""
        return self.sought.words

    @cached_property
    def quote(self) -> TextQuote:
        """Its words with those around them."""
        return quote_of(self.text.text, self.span.start, self.span.end)

    @cached_property
    def is_clause(self) -> bool:
        """Whether it is a sentence or a line of its own."""
        text, (start, end) = self.text.text, self.span
        before = text[max(0, start - _NEAR) : start].rstrip(_MARGIN)
        after = text[end : end + _NEAR].lstrip(_MARGIN)
        said = text[start:end].rstrip()
        begins = not before or before[-1] in _ENDS
        return begins and (not after or after[0] in _ENDS or said[-1:] in _ENDS)


class Comparison:
    """Two texts and their alignment; everything is made when it is first needed."""

    def __init__(
        self, old: Sequence[str], new: Sequence[str], pairs: Sequence[AlignedPair]
    ) -> None:
        language = guess_language([*old, *new])
        self.old = [SectionText(text, language) for text in old]
        self.new = [SectionText(text, language) for text in new]
        self._pairs = pairs
        self._pair_of_old = {i: n for n, pair in enumerate(pairs) for i in pair.old}
        self._pair_of_new = {i: n for n, pair in enumerate(pairs) for i in pair.new}
        self._compared: dict[int, Correspondence] = {}

    @cached_property
    def weights(self) -> Weights:
        """How much each word of the old text tells."""
        return Weights(self.old)

    @cached_property
    def runs(self) -> Runs:
        """Where every few words of the new text stand."""
        return Runs(self.new)

    @cached_property
    def words(self) -> str:
        """All words of the new text."""
        return "\n".join(section.at(Level.WORDS).text for section in self.new)

    def homes(self, section: int) -> Sequence[int]:
        """Give the new sections that an old one became."""
        pair = self._pair_of_old.get(section)
        return () if pair is None else self._pairs[pair].new

    def origins(self, section: int) -> Sequence[int]:
        """Give the old sections whose pair an old section is in, itself included."""
        return self._pairs[self._pair_of_old[section]].old

    def around_old(self, section: int) -> Correspondence | None:
        """Give the words of an old section's pair side by side."""
        pair = self._pair_of_old.get(section)
        return None if pair is None else self._compare(pair)

    def around_new(self, section: int) -> Correspondence:
        """Give the words of a new section's pair side by side."""
        return self._compare(self._pair_of_new[section])

    def occurrences(
        self, level: Level, sections: Iterable[int], asked: Asked
    ) -> list[Found]:
        """Find the passage's words in some of the new sections."""
        return [
            Found(section, span)
            for section in sections
            for span in occurrences_at(level, self.new[section], asked.sought)
        ]

    def may_hold(self, asked: Asked) -> list[int]:
        """List the new sections in which all of the words stand in a row."""
        if asked.sought.at(Level.WORDS) not in self.words:
            return []
        return [i for i, text in enumerate(self.new) if may_stand(text, asked.sought)]

    def shares(self, place: Found, asked: Asked) -> tuple[float, float]:
        """Say how much of a place came from the passage, and how much from elsewhere.

        What came from neither is new.
        """
        compared = self.around_new(place.section)
        positions = compared.new.positions(place.section, place.span)
        own = self.positions(compared, asked)
        sources = [compared.came_from[at] for at in positions]
        ours = sum(source in own for source in sources)
        theirs = sum(source != NONE and source not in own for source in sources)
        return ours / (len(sources) or 1), theirs / (len(sources) or 1)

    def positions(self, compared: Correspondence, asked: Asked) -> range:
        """Give the positions of the passage's words, if they stand in that pair."""
        if asked.section not in compared.old.first:
            return range(0)
        return compared.old.positions(asked.section, asked.span)

    def context(self, place: Found, asked: Asked) -> float:
        """Say how much of what stood around the passage stands around a place."""
        text = self.new[place.section].text
        return context_likeness(text, place.span, asked.quote)

    def distance(self, place: Found, asked: Asked) -> float:
        """Say how far apart they stand in their sections, each measured as 1."""
        was = asked.span.start / (len(asked.text.text) or 1)
        now = place.span.start / (len(self.new[place.section].text) or 1)
        return abs(was - now)

    def _compare(self, pair: int) -> Correspondence:
        if pair not in self._compared:
            self._compared[pair] = Correspondence(
                [(i, self.old[i]) for i in self._pairs[pair].old],
                [(i, self.new[i]) for i in self._pairs[pair].new],
            )
        return self._compared[pair]
