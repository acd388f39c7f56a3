"""Excerpts of the original text with the words that were found marked in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import NamedTuple

from search.analysis.questions import Phrase, Question
from search.analysis.tokens import Token, tokens

SNIPPET_LENGTH = 240
LONGEST_READ = 200_000
"""Letters of one text that are looked through for an excerpt."""

_LEAD = 60
_ELLIPSIS = "…"


class Piece(NamedTuple):
    """A stretch of text, marked or not."""

    text: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a text, in pieces."""

    pieces: tuple[Piece, ...]
    marks: int = 0

    @property
    def html(self) -> str:
        """The text escaped, with <mark> around what was found."""
        return "".join(
            f"<mark>{escape(piece.text)}</mark>"
            if piece.is_marked
            else escape(piece.text)
            for piece in self.pieces
        )

    @property
    def text(self) -> str:
        """The text without marks."""
        return "".join(piece.text for piece in self.pieces)


class Span(NamedTuple):
    """A found stretch of the text, and the stem or phrase that it answers."""

    start: int
    end: int
    answers: str


def mark(text: str, question: Question) -> Excerpt:
    """Mark what was found in the whole of `text`."""
    return _excerpt(text, find(text, question), (0, len(text)))


def snippet(text: str, question: Question, *, length: int = SNIPPET_LENGTH) -> Excerpt:
    """Cut some `length` letters out of `text` where most of the question stands."""
    spans = find(text[:LONGEST_READ], question)
    return _excerpt(text, spans, _window(text, spans, length))


def find(text: str, question: Question) -> list[Span]:
    """Give the stretches of `text` that the question asks for, in order, not nested."""
    words = list(tokens(text))
    spans = [*_found_words(words, question)]
    for phrase in question.phrases:
        spans += _found_phrases(words, phrase)
    return _joined(text, spans)


def _found_words(words: Sequence[Token], question: Question) -> list[Span]:
    stems = {form.stem for form in question.words}
    return [
        Span(start, end, forms.stem)
        for start, end, forms in words
        if forms.stem in stems
    ]


def _found_phrases(words: Sequence[Token], phrase: Phrase) -> list[Span]:
    wanted = [form.word for form in phrase]
    written = [token.forms.word for token in words]
    size, said = len(wanted), " ".join(wanted)
    return [
        Span(words[place].start, words[place + size - 1].end, said)
        for place in range(len(words) - size + 1)
        if written[place] == wanted[0] and written[place : place + size] == wanted
    ]


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Join what overlaps or is parted by a space alone."""
    joined: list[Span] = []
    for span in sorted(spans):
        last = joined[-1] if joined else None
        if last and (span.start <= last.end or text[last.end : span.start] == " "):
            answers = f"{last.answers} {span.answers}"
            joined[-1] = Span(last.start, max(last.end, span.end), answers)
        else:
            joined.append(span)
    return joined


def _window(text: str, spans: Sequence[Span], length: int) -> tuple[int, int]:
    if len(text) <= length:
        return 0, len(text)
    first = max(spans, key=lambda span: _richness(spans, span, length), default=None)
    start = max(0, first.start - _LEAD) if first else 0
    return _at_words(text, start, min(len(text), start + length))


def _richness(spans: Sequence[Span], first: Span, length: int) -> tuple[int, int, int]:
    """Rank a window by the different words in it, then all of them, then earliness."""
    limit = first.start + length - _LEAD
    inside = [span for span in spans if first.start <= span.start and span.end <= limit]
    different = {word for span in inside for word in span.answers.split()}
    return len(different), len(inside), -first.start


def _at_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Move both ends to where words end, if that is near."""
    if start:
        space = text.find(" ", start, start + _LEAD // 2)
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", end - _LEAD // 2, end)
        end = space if space > start else end
    return start, end


def _excerpt(text: str, spans: Sequence[Span], window: tuple[int, int]) -> Excerpt:
    start, end = window
    inside = [span for span in spans if span.end > start and span.start < end]
    pieces = [Piece(_ELLIPSIS, is_marked=False)] if start else []
    place = start
    for span in inside:
        low, high = max(span.start, start), min(span.end, end)
        pieces += [Piece(text[place:low], is_marked=False)]
        pieces.append(Piece(text[low:high], is_marked=True))
        place = high
    tail = text[place:end] + (_ELLIPSIS if end < len(text) else "")
    return Excerpt(_tidy([*pieces, Piece(tail, is_marked=False)]), len(inside))


def _tidy(pieces: list[Piece]) -> tuple[Piece, ...]:
    groups = groupby(
        (piece for piece in pieces if piece.text), lambda piece: piece.is_marked
    )
    return tuple(
        Piece("".join(piece.text for piece in group), is_marked)
        for is_marked, group in groups
    )
