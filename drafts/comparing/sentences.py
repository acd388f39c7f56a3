"""Where the sentences of a legal text begin and end, in Arabic, English and French."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from drafts.splitting.letters import fold

_WIDEST_PAGE, _NARROWEST_PAGE = 110, 55  # letters a line, where lines were broken
_SLACK, _MOSTLY = 4, 0.75
_LONGEST_QUOTATION = 400
_CLOSERS = "»\"”’')\\]}"
_STOP = re.compile(rf"[.؟?!…]+[{_CLOSERS}]*(?=\s|$)")
_ARABIC_STOP = re.compile(rf"(?:[.؟?!…]+[{_CLOSERS}]*|؛)(?=\s|$)")
_LINE = re.compile(r"[^\n]+")
_INSIDE = re.compile(
    rf"«[^«»\n]{{1,{_LONGEST_QUOTATION}}}»|“[^“”\n]{{1,{_LONGEST_QUOTATION}}}”"
    rf"|\([^()\n]{{1,{_LONGEST_QUOTATION}}}\)|\[[^\[\]\n]{{1,{_LONGEST_QUOTATION}}}\]"
)
_SIGN = re.compile(  # what stands before a clause: «1-», «(أ)», «ثانياً:», “b.”, «-»
    r"\s*(?:[-–—•*▪●ـ]+|[([]?\s*(?:\d{1,3}|[^\W\d_]{1,2}|[ivxlcIVXLC]{1,6})\s*"
    r"(?:[)\]]\s*[-–—.:/]?|[-–—.:/]+))(?:\s+|$)"
)
_ONLY_SIGN = re.compile(rf"(?:{_SIGN.pattern})+$")
_ENDS_LINE = re.compile(rf"[.؟?!…؛;:][{_CLOSERS}]*\s*$")
_LAST_WORD = re.compile(r"[^\s«»\"“”()\[\]]+$")
_ABBREVIATION = re.compile(
    r"[A-ZÀ-Ü]|arts?|nos?|n°|nr|secs?|paras?|ch|pt|vol|pp?|figs?|eds?|mrs?|ms|dr|prof"
    r"|hon|gen|st|jr|sr|inc|ltd|co|corp|dept|cf|vs|viz|etc|e\.?g|i\.?e|al|mme?|mlle"
    r"|u\.[skn]|[ap]\.m|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|ق\.م|[صجدأم]"
)


class Span(NamedTuple):
    """A stretch of a text, in code points; `end` is the first one after it."""

    start: int
    end: int


def sentences_of(text: str, language: str) -> list[Span]:
    """Cut a text into sentences that together hold all of it but white space.

    Lines end sentences, unless the text was broken into lines of one width. The sign of
    a clause belongs to the sentence that it numbers.
    """
    stop = _ARABIC_STOP if language == "ar" else _STOP
    spans = [
        span
        for paragraph in _paragraphs(text)
        for span in _cut(text, paragraph, _stops(text, paragraph, stop))
    ]
    return _with_signs_joined(text, spans)


def _paragraphs(text: str) -> Iterator[Span]:
    """Lines, with those put together again that a page's width parted."""
    for lines in _blocks(text):
        width = max(line.end - line.start for line in lines)
        is_page = _is_page(lines, width)
        start = lines[0].start
        for line, after in pairwise(lines):
            if not _runs_on(text, line, after, width=width, is_page=is_page):
                yield Span(start, line.end)
                start = after.start
        yield Span(start, lines[-1].end)


def _blocks(text: str) -> Iterator[list[Span]]:
    """Lines that follow one another without an empty one between them."""
    lines: list[Span] = []
    for found in _LINE.finditer(text):
        line = Span(*found.span())
        if lines and line.start - lines[-1].end > 1:
            yield lines
            lines = []
        if found[0].strip():
            lines.append(line)
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def _is_page(lines: Sequence[Span], width: int) -> bool:
    """Whether most of several lines are about as wide as the widest."""
    *above, _ = lines
    wide = sum(line.end - line.start > _MOSTLY * width for line in above)
    return len(above) > 1 and wide * 2 > len(above)


def _runs_on(text: str, line: Span, after: Span, *, width: int, is_page: bool) -> bool:
    """Whether a line broke off only because its next word did not fit any more."""
    here, below = text[line.start : line.end], text[after.start : after.end].lstrip()
    if not _NARROWEST_PAGE <= width <= _WIDEST_PAGE:
        return False
    if _ENDS_LINE.search(here) or _SIGN.match(below):
        return False
    first = below.split(maxsplit=1)[0]
    full = len(here.rstrip()) + 1 + len(first) > width - _SLACK
    return below[0].islower() or (full and is_page)


def _stops(text: str, paragraph: Span, stop: re.Pattern[str]) -> Iterator[int]:
    """Where sentences end inside a paragraph."""
    start, end = paragraph
    inside = [found.span() for found in _INSIDE.finditer(text, start, end)]
    for found in stop.finditer(text, start, end):
        within = any(a < found.start() and found.end() <= b for a, b in inside)
        if not within and _is_end(text, start, found):
            yield found.end()


def _is_end(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether a stop ends a sentence rather than an abbreviation or a sign."""
    if not found[0].startswith("."):
        return True
    after = text[found.end() :].lstrip()[:1]
    if after.islower():
        return False
    before = text[max(start, found.start() - 12) : found.start()]
    word = _LAST_WORD.search(before)
    return word is None or not _is_abbreviation(word[0])


def _is_abbreviation(word: str) -> bool:
    return any(_ABBREVIATION.fullmatch(said) for said in (word, word.lower()))


def _cut(text: str, paragraph: Span, stops: Iterator[int]) -> Iterator[Span]:
    start = paragraph.start
    for end in [*stops, paragraph.end]:
        said = text[start:end]
        if said.strip():
            before = len(said) - len(said.lstrip())
            yield Span(start + before, start + len(said.rstrip()))
        start = end


def _with_signs_joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """Put a sign that stands alone with what it numbers («1.») or ends («;»)."""
    joined: list[Span] = []
    for span in spans:
        above = joined[-1] if joined else None
        if above and (_is_sign(text, above) or not _says(text, span)):
            joined[-1] = Span(above.start, span.end)
        else:
            joined.append(span)
    return joined


def _is_sign(text: str, span: Span) -> bool:
    said = fold(text[span.start : span.end])
    return bool(_ONLY_SIGN.match(said)) or not _says(text, span)


def _says(text: str, span: Span) -> bool:
    return any(map(str.isalnum, text[span.start : span.end]))
