"""The number in a heading, whatever the source wrote it in."""

import re
from typing import NamedTuple

from drafts.splitting.english import parse_roman, read_english
from drafts.splitting.letters import Folded
from drafts.splitting.ordinals import parse_ordinal, read_misspelt_ordinal, read_ordinal

_DASH = re.compile("[\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}]")
_DIGITS = re.compile(
    r"(?:[lrda]\.?\s?\*?\s?)?\d{1,9}"
    r"(?:[-\u2010\u2011\u2013/.]\d{1,9}){0,6}(?:[a-z](?![a-z]))?"
)
_DIGIT_ENDING = re.compile(r"(?:er|re|ere|eme|e|st|nd|rd|th)(?![a-z])")
_WORDS = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"[\s-]*")
_LATIN_WORD = re.compile(r"[a-z]+(?![^\W\d_])")
_LETTER = re.compile(r"[^\W\d_](?![^\W_])")
_REPEATED = re.compile(
    r"[\s)\]-]*[(\[]?\s*(?P<latin>bis|ter|quater|quinquies|sexies|septies|octies|novies"
    r"|decies)(?![^\W_])|[\s)\]-]*[(\[]?\s*(?P<arabic>مكررا?ه?)(?![^\W_])"
)
_WHICH = re.compile(
    r"[\s)\]]{0,3}[(\[]?\s?(?P<which>\d{1,3}(?!\d)|[^\W\d_](?![^\W_])"
    r"|(?:ثان|ثالث|رابع|خامس|سادس)[^\W\d_]{0,2}(?![^\W_]))\s?[)\]]?"
)
_AGAIN_IN_DIGITS = re.compile(r"\s*[(\[]\s*(\d{1,9})\s*[)\]]")
_UNNUMBERED = re.compile(
    r"(?:ال)?(?:تمهيدي|ختامي|اخير|وحيد)ه?(?![^\W_])|(?:preliminary|final|sole|unique)\b"
)
_MAX_WORDS = 8


class Number(NamedTuple):
    """A heading's number in Western digits, and where it ends in the folded text.

    It is not `sure` when a word of it had to be mended.
    """

    text: str | None
    end: int
    sure: bool = True


def read_number(folded: Folded, start: int, original: str) -> Number | None:
    """Read the number that begins exactly at `start`, with its «مكرر» if it has one."""
    found = (
        _read_digits(folded.text, start)
        or _read_arabic(folded.text, start)
        or _read_latin(folded.text, start)
    )
    if found is None:
        return _read_unnumbered(folded.text, start)
    return _read_repeated(folded, _skip_digits_again(folded.text, found), original)


def read_letter(folded: Folded, start: int, original: str) -> Number | None:
    """A letter that stands for a number, as in «ملحق (أ)» and `Annex B`."""
    match = _LETTER.match(folded.text, start)
    if match is None:
        return None
    return Number(original[folded.places[start]].upper(), match.end())


def leading_integer(number: str | None) -> int | None:
    """The whole number that a heading's number starts with: «4 bis» → 4."""
    match = re.match(r"\d+", number or "")
    return int(match.group()) if match else None


def _read_digits(text: str, start: int) -> Number | None:
    match = _DIGITS.match(text, start)
    if match is None:
        return None
    number = _DASH.sub("-", re.sub(r"\s", "", match.group()))
    ending = _DIGIT_ENDING.match(text, match.end())
    if ending is None and number[-1:] == "e":  # the French «2e»
        number = number[:-1]
    return Number(number.upper(), ending.end() if ending else match.end())


def _read_arabic(text: str, start: int) -> Number | None:
    words, ends = _words_from(text, start)
    value, used = read_ordinal(words)
    guess, mended = read_misspelt_ordinal(words) if words else (None, 0)
    if mended > used:
        return Number(str(guess), ends[mended - 1], sure=False)
    return Number(str(value), ends[used - 1]) if used else None


def _read_latin(text: str, start: int) -> Number | None:
    match = _LATIN_WORD.match(text, start)
    if match is None:
        return None
    roman = parse_roman(match.group())
    if roman is not None:
        return Number(str(roman), match.end())
    words, ends = _words_from(text, start)
    value, used = read_english(words)
    return Number(str(value), ends[used - 1]) if used else None


def _read_unnumbered(text: str, start: int) -> Number | None:
    match = _UNNUMBERED.match(text, start)
    return Number(None, match.end()) if match else None


def _words_from(text: str, start: int) -> tuple[list[str], list[int]]:
    """Words from `start` on, as long as only spaces and hyphens part them."""
    words: list[str] = []
    ends: list[int] = []
    match = _WORDS.match(text, start)
    while match and len(words) < _MAX_WORDS:
        words.append(match.group())
        ends.append(match.end())
        gap = _GAP.match(text, match.end())
        match = _WORDS.match(text, gap.end() if gap else match.end())
    return words, ends


def _skip_digits_again(text: str, number: Number) -> Number:
    """Pass over digits that only repeat the words: «الأولى (1)»."""
    match = _AGAIN_IN_DIGITS.match(text, number.end)
    if match and match.group(1) == number.text:
        return number._replace(end=match.end())
    return number


def _read_repeated(folded: Folded, number: Number, original: str) -> Number:
    """Add «مكرر» as `bis`, and the letter or number that tells several apart."""
    match = _REPEATED.match(folded.text, number.end)
    if match is None:
        return number
    text = f"{number.text} {match.group('latin') or 'bis'}"
    which = _WHICH.match(folded.text, match.end())
    if which is None:
        return number._replace(text=text, end=match.end())
    place = folded.places[which.start("which")]
    text = f"{text} {_which(which['which'], original[place])}"
    return number._replace(text=text, end=which.end())


def _which(written: str, first_letter: str) -> str:
    if written.isdigit():
        return str(int(written))
    ordinal = parse_ordinal(written) if len(written) > 1 else None
    return str(ordinal) if ordinal else first_letter
