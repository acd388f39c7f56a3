"""Telling a heading from a sentence, one line at a time."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from drafts.splitting.english import read_english
from drafts.splitting.letters import Folded, fold, fold_with_places
from drafts.splitting.lines import Line
from drafts.splitting.numbering import Number, read_letter, read_number

LONGEST_LOOKED_AT = 400  # characters of a line; no heading's number stands further on
_LONGEST_ORDINAL_FIRST = 60


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


class Kind(StrEnum):
    """What a section is; the values are part of the public interface."""

    PREAMBLE = "preamble"
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    ANNEX = "annex"
    NOTE = "note"


class Rank(NamedTuple):
    """A word that heads sections: the kind it makes, and how deep it stands."""

    kind: Kind
    depth: int


ANNEX_DEPTH, SECTION_DEPTH, ARTICLE_DEPTH = 0, 40, 90
CONTAINERS = frozenset({Kind.PART, Kind.CHAPTER, Kind.SECTION})
_RANKS = {
    Rank(Kind.ANNEX, ANNEX_DEPTH): "(?:ال)?ملحق|(?:ال)?مرفق|annexe?|appendix|schedule",
    Rank(Kind.PART, 10): "(?:ال)?كتاب|book|livre",
    Rank(Kind.PART, 20): "(?:ال)?باب|(?:ال)?جزء|العنوان|part|partie|title|titre|door",
    Rank(Kind.CHAPTER, 30): "(?:ال)?فصل|chapter|chapitre",
    Rank(Kind.SECTION, SECTION_DEPTH): "(?:ال)?قسم|section",
    Rank(Kind.SECTION, 50): "(?:ال)?فرع|(?:ال)?مبحث|subsection",
    Rank(Kind.SECTION, 60): "(?:ال)?مطلب",
    Rank(Kind.ARTICLE, ARTICLE_DEPTH): r"(?:ال)?ماده|املاده|article|art\.|amendment",
}
_RANK_LIST = tuple(_RANKS)
_WORD = re.compile(
    # «المادة المادة الأولى» is a slip that a published collection makes often.
    "(?:"
    + "|".join(rf"({words})(?:\s+(?:{words}))?" for words in _RANKS.values())
    + r")(?:(?![^\W\d_])|(?=ال))"
)
_LEAD = re.compile(r"[\s.*_:(\[{\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]*")
_MARKED_LEAD = re.compile(r"[\W_]*")
_TO_NUMBER = re.compile(
    r"[\s*_.]*(?:(?:رقم|no\.?|n°|number|num\.?)(?![^\W\d_]))?[\s:*_–-]{0,4}[(\[{«\"]?\s*"
)
_CLOSING = re.compile(r"[\s)\]}»\"”*_]*")
_SEPARATOR = re.compile(r"\s*[:.|/–—-][:.|/–—\-\s*_]*")
_BRACKETED = re.compile(r"\s*[(\[{][^()\[\]{}]{0,200}[)\]}][\s*_]*")
_LEADERS = ("...", "…", "\t", "___")
_ORDINAL_FIRST = re.compile(
    r"(?:the\s+)?([a-z]+(?:[\s-][a-z]+){0,4})\s+(door|part|chapter|section|title|book)"
    r"[\s:.*_-]*"
)
_PREAMBLE = re.compile(
    r"(?:ال)?(?:ديباجه|مقدمه|توطيه|تمهيد)|preamble|preambule|foreword"
)
_NOTE = re.compile(r"(?:ال)?(?:ملاحظه|ملاحظات)|تعديلات|notes?|amendments?")
_REFERENCE = _words(
    "من في علي الي عن او ان التي الذي هذه هذا ذلك تلك اعلاه ادناه المذكوره المشار"
    " السابقه السابق انفه سالفه بشان تنص نصت لا لم فان ثم كما مع حيث بموجب وفق وفقا"
    " وما وفي ومن وعلي ولا وذلك وهي فقره الفقره فقرتها المعدله بعد قبل"
    " of and or to in under with by shall is are was were above below which that for"
    " from may must paragraph applies apply hereof"
)
_LEADS_ON = _words(
    "من في علي الي عن او ان هذه بموجب احكام لاحكام باحكام وفق وفقا لنص بنص حكم"
    " لحكم بحكم و تلك احدي"
    " of in under to with by and or the see from per article"
)
_SENTENCE_END = re.compile(r"[.؛!?؟]\W*$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that may head a section.

    `weak` headings have a caption that nothing parts from the number; they count
    only where they continue the numbering. `body_at` is where on the line a body
    would begin if the line carries one («الفصل 1: تونس دولة حرة»).
    """

    index: int
    rank: Rank
    number: str | None
    marked: bool
    weak: bool = False
    body_at: int | None = None

    @property
    def kind(self) -> Kind:
        """What kind of section this heading opens."""
        return self.rank.kind


def read_heading(line: Line, index: int) -> Heading | None:
    """Recognise a heading on one line, or None when the line is body."""
    if line.quoted:
        return None
    text = line.text[:LONGEST_LOOKED_AT]
    lead = (_MARKED_LEAD if line.mark else _LEAD).match(text)
    start = lead.end() if lead else 0
    if not _WORD.match(fold(text[start : start + 24])):
        return _read_wordy(line, index, fold(text[start : start + 120]).strip())
    return _read_numbered(_Candidate(line, index, fold_with_places(text), start))


def leads_on(text: str) -> bool:
    """Whether a line breaks off where a reference would follow: «وفقًا لأحكام»."""
    words = fold(text[-60:]).split()
    return bool(words) and words[-1] in _LEADS_ON


def is_sentence(text: str) -> bool:
    """Whether a caption reads as a sentence of the body rather than a caption."""
    return bool(_SENTENCE_END.search(text[-8:]))


class _Candidate(NamedTuple):
    """A line that begins with a heading word."""

    line: Line
    line_index: int
    folded: Folded
    start: int

    @property
    def marked(self) -> bool:
        return self.line.mark > 0


def _read_numbered(candidate: _Candidate) -> Heading | None:
    folded = candidate.folded
    at = next(
        (i for i, place in enumerate(folded.places) if place >= candidate.start), 0
    )
    word = _WORD.match(folded.text, at)
    if word is None:
        return None
    rank = _RANK_LIST[(word.lastindex or 1) - 1]
    number = _number_after(candidate, rank, word.end())
    if number is None:
        return _read_bare(candidate, rank, folded.text[word.end() :])
    if number.text is None and rank.kind is Kind.ANNEX:
        return None
    return _judge_rest(candidate, rank, number)


def _number_after(candidate: _Candidate, rank: Rank, end: int) -> Number | None:
    gap = _TO_NUMBER.match(candidate.folded.text, end)
    start = gap.end() if gap else end
    number = read_number(candidate.folded, start, candidate.line.text)
    if number is None and rank.kind in CONTAINERS | {Kind.ANNEX}:
        return read_letter(candidate.folded, start, candidate.line.text)
    return number


def _read_bare(candidate: _Candidate, rank: Rank, rest: str) -> Heading | None:
    """A heading word that stands alone: «المادة» as a marked heading, «الملحق:»."""
    alone = not re.search(r"[^\W_]", rest)
    if alone and (candidate.marked or rank.kind is Kind.ANNEX):
        return Heading(candidate.line_index, rank, None, candidate.marked)
    if candidate.marked and rank.kind is Kind.ANNEX:
        return Heading(candidate.line_index, rank, None, marked=True)
    return None


def _judge_rest(candidate: _Candidate, rank: Rank, number: Number) -> Heading | None:
    """Decide by what follows the number whether the line heads anything."""
    text = candidate.folded.text
    closing = _CLOSING.match(text, number.end)
    end = closing.end() if closing else number.end
    heading = Heading(
        candidate.line_index,
        rank,
        number.text,
        candidate.marked,
        weak=not number.sure and not candidate.marked,
    )
    if candidate.marked or not re.search(r"[^\W_]", text[end:]):
        return heading
    if _is_contents_line(candidate.line.text):
        return None
    separator = _SEPARATOR.match(text, end)
    if separator:
        place = candidate.folded.place(separator.end(), end=LONGEST_LOOKED_AT)
        return replace(heading, body_at=place)
    return _judge_unparted(candidate, heading, end)


def _is_contents_line(text: str) -> bool:
    """A line of a table of contents: leaders or a tab, then a page number."""
    caption = text[-LONGEST_LOOKED_AT:].rstrip().rstrip("0123456789٠١٢٣٤٥٦٧٨٩")
    gap = caption[len(caption.rstrip(" .…_\t\u00a0")) :]
    return caption != text[-LONGEST_LOOKED_AT:].rstrip() and any(
        leader in gap for leader in _LEADERS
    )


def _judge_unparted(
    candidate: _Candidate, heading: Heading, number_end: int
) -> Heading | None:
    """A caption that follows the number at once, in brackets or without."""
    text = candidate.folded.text
    bracketed = _BRACKETED.match(text, number_end)
    end = bracketed.end() if bracketed else number_end
    if _is_reference(candidate, end):
        return None
    parted = _SEPARATOR.match(text, end)
    if parted and re.search(r"[^\W_]", text[parted.end() :]):
        end = parted.end()
    has_rest = bool(re.search(r"[^\W_]", text[end:]))
    place = candidate.folded.place(end, end=LONGEST_LOOKED_AT)
    return replace(
        heading,
        weak=heading.weak or not bracketed,
        body_at=place if has_rest else None,
    )


def _is_reference(candidate: _Candidate, end: int) -> bool:
    """Whether the words after the number make it a reference in a sentence."""
    rest = candidate.folded.text[end:].strip()
    if not re.search(r"[^\W_]", rest):
        return False
    if rest[0] in ",،؛;)]":
        return True
    first = re.split(r"[\s,،:.()]", rest, maxsplit=1)[0]
    if first in _REFERENCE or first.startswith("وال"):
        return True
    place = candidate.folded.place(end, end=LONGEST_LOOKED_AT)
    original = candidate.line.text[place:].lstrip()
    return original[:1].islower()


def _read_wordy(line: Line, index: int, folded: str) -> Heading | None:
    """Headings without a number after their word: a preamble, a note, `First Part`."""
    alone = folded.rstrip(" :.*_-–—)]")
    if _PREAMBLE.fullmatch(alone):
        return Heading(index, Rank(Kind.PREAMBLE, ARTICLE_DEPTH), None, line.mark > 0)
    if line.mark and _NOTE.match(folded):
        return Heading(index, Rank(Kind.NOTE, ARTICLE_DEPTH), None, marked=True)
    if len(folded) > _LONGEST_ORDINAL_FIRST:
        return None
    match = _ORDINAL_FIRST.fullmatch(folded)
    return _read_ordinal_first(match, line, index) if match else None


def _read_ordinal_first(match: re.Match[str], line: Line, index: int) -> Heading | None:
    words = re.split(r"[\s-]+", match.group(1))
    value, used = read_english(words)
    if used != len(words) and not re.fullmatch(r"[a-z]+th", match.group(1)):
        return None
    word = _WORD.match(match.group(2))
    rank = _RANK_LIST[((word.lastindex if word else None) or 1) - 1]
    number = str(value) if used == len(words) else None
    return Heading(index, rank, number, line.mark > 0)


def caption_of(heading: str) -> str:
    """What a heading says besides its word and number.

    «: تعريفات» of «المادة 1: تعريفات»; the whole of a heading that begins with no word
    that heads sections.
    """
    text = heading[:LONGEST_LOOKED_AT]
    lead = _MARKED_LEAD.match(text)
    start = lead.end() if lead else 0
    folded = fold_with_places(text[start:])
    word = _WORD.match(folded.text)
    if word is None:
        return heading
    rank = _RANK_LIST[(word.lastindex or 1) - 1]
    number = _number_after(
        _Candidate(Line(text[start:]), 0, folded, 0), rank, word.end()
    )
    end = number.end if number else word.end()
    return heading[start + folded.place(end, end=len(heading)) :]
