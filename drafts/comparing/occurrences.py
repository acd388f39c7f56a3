"""Where given words stand in a text, however they are written there."""

import re
from collections.abc import Iterator

from drafts.comparing.normalising import Level, Normalised, is_joined, normalise
from drafts.comparing.sentences import Span

_CLITICS = "وف"  # «and», «so»: words of their own that are written onto the next
_ENOUGH_TO_FOLLOW_A_CLITIC = 3  # words
_SIGN_AND_SPACE = re.compile(r"(?:^|\s|\d)[-–—•*▪●)\]:][^\S\n]$")
_CLOSING = re.compile(r"[^\w\s([{«“‘]+|[^\S\n]?[.؟?!…؛;:,،»”\")\]}]+")


class Reading:
    """A text with its normalised forms, each made once, when it is asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._levels: dict[Level, Normalised] = {}

    def at(self, level: Level) -> Normalised:
        """Give the text at one level."""
        if level not in self._levels:
            self._levels[level] = normalise(self.text, level)
        return self._levels[level]


class Sought:
    """Words to look for: a stretch of a text, normalised as the texts are.

    A stretch that cuts a word in two may be found within a word, others may not.
    """

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        stop = len(text) if end is None else end
        self.text = text[start:stop]
        self.cuts_first = _cuts(text, start)
        self.cuts_last = _cuts(text, stop)
        self._reading = Reading(self.text)
        self.words = self.at(Level.WORDS).split()

    def at(self, level: Level) -> str:
        """Give the words at one level."""
        return self._reading.at(level).text


def find_occurrences(text: str, words: str) -> list[Span]:
    """Find every stretch that says these words, at the first level where any does."""
    reading, sought = Reading(text), Sought(words)
    for level in Level:
        if found := occurrences_at(level, reading, sought):
            return found
    return []


def occurrences_at(level: Level, reading: Reading, sought: Sought) -> list[Span]:
    """Find the words at one level, as stretches of the original text."""
    if not sought.at(level) or not may_stand(reading, sought):
        return []
    if level is Level.SPACED and (found := _verbatim(reading.text, sought)):
        return found
    return _at(level, reading, sought)


def may_stand(reading: Reading, sought: Sought) -> bool:
    """Whether the words stand in a text at all, whatever is between them."""
    return sought.at(Level.WORDS) in reading.at(Level.WORDS).text


def _verbatim(text: str, sought: Sought) -> list[Span]:
    """Find the words written code point for code point the same, margins included."""
    said = sought.text if sought.text in text else sought.text.strip()
    margin = len(sought.text) - len(sought.text.lstrip()) if said == sought.text else 0
    bare = sought.text.strip()
    end = margin + len(bare)
    return [
        Span(at, at + len(said))
        for at in _all(text, said)
        if _stands(text, Span(at + margin, at + end), sought)
    ]


def _at(level: Level, reading: Reading, sought: Sought) -> list[Span]:
    normal = reading.at(level)
    said = sought.at(level)
    found = (Span(at, at + len(said)) for at in _all(normal.text, said))
    spans = [
        Span(*normal.original(*span))
        for span in found
        if _stands(normal.text, span, sought)
    ]
    if level is Level.WORDS:
        before, after = begins_with_sign(sought.text), ends_with_sign(sought.text)
        return [
            with_signs(reading.text, span, before=before, after=after) for span in spans
        ]
    return spans


def _all(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _stands(text: str, span: Span, sought: Sought) -> bool:
    """Whether a stretch begins and ends with whole words, or as the sought one does."""
    if not sought.cuts_last and _cuts(text, span.end):
        return False
    if sought.cuts_first or not _cuts(text, span.start):
        return True
    clitic = text[span.start - 1] in _CLITICS and not _cuts(text, span.start - 1)
    return clitic and len(sought.words) >= _ENOUGH_TO_FOLLOW_A_CLITIC


def _cuts(text: str, at: int) -> bool:
    """Whether a cut here would part a word."""
    return 0 < at < len(text) and is_joined(text[at - 1]) and is_joined(text[at])


def with_signs(text: str, span: Span, *, before: bool, after: bool) -> Span:
    """Take in the signs just before and just after a stretch of a text."""
    start, end = span
    closing = _CLOSING.match(text, end) if after else None
    if closing:
        end = closing.end()
    if before and _SIGN_AND_SPACE.search(text[max(0, start - 3) : start]):
        start -= 1
    while before and start and _is_sign(text[start - 1]):
        start -= 1
    return Span(start, end)


def begins_with_sign(words: str) -> bool:
    """Whether the first that is seen of some words is no letter or digit."""
    said = normalise(words, Level.PLAIN).text
    return bool(said) and not is_joined(said[0])


def ends_with_sign(words: str) -> bool:
    """Whether the last that is seen of some words is no letter or digit."""
    said = normalise(words, Level.PLAIN).text
    return bool(said) and not is_joined(said[-1])


def _is_sign(character: str) -> bool:
    return not is_joined(character) and not character.isspace()
