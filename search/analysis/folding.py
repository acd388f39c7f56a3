"""One word, many spellings: folding gives them all the same form.

Arabic is typed with and without hamza, with a final ya or an alef maqsura, with ta
marbuta or ha, stretched, vocalised, in shaped letters copied out of a PDF and with
the digits of three scripts. Latin letters lose case and accents.
"""

import functools
import re
import unicodedata

_LAST_BMP = 0x10000


def _marks() -> str:
    """Character class of what stands inside a word without being a letter."""
    ranges: list[list[int]] = []
    for code in range(_LAST_BMP):
        if unicodedata.category(chr(code)) not in {"Mn", "Mc", "Me", "Cf"}:
            continue
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\u{low:04x}-\\u{high:04x}" for low, high in ranges)


MARKS = _marks()
IDEOGRAPH = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTER = rf"[^\W_{IDEOGRAPH}]"
_PART = rf"{_LETTER}+(?:[{MARKS}]+{_LETTER}*)*"
WORD = re.compile(
    r"(?<!\d)\d{1,3}(?:[,\u066c]\d{3})+(?!\d)"  # a number with its thousands grouped
    rf"|[{IDEOGRAPH}]"  # written without spaces: each one is a word
    rf"|{_PART}(?:['\u2019]{_PART})*"
)
"""One word of a text, as written."""

_POSSESSIVE = re.compile("['\u2019]s$", re.IGNORECASE)
_DROPPED = re.compile(
    "[\u0300-\u036f"  # Latin, Greek and Cyrillic accents
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff"
    "\u0640"  # tatweel
    "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "'\u2019,\u066c]"
)
# A hamza's seat follows the vowel next to it (بناؤه، بنائه), so all seats are one.
_SEATS = str.maketrans({"ؤ": "ء", "ئ": "ء", "ۓ": "ء"})
_LETTERS = str.maketrans(
    {
        "ٱ": "ا",
        "ٲ": "ا",
        "ٳ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ے": "ي",
        "ة": "ه",
        "ھ": "ه",
        "ہ": "ه",
        "ۀ": "ه",
        "ە": "ه",
        "ک": "ك",
        "ڪ": "ك",
    }
)
LONGEST_WORD = 64
"""Letters of a word that are kept: longer ones are no words of a language."""


def fold(word: str) -> str:
    """Give the one spelling of `word`; may be empty, and may hold spaces (ﷺ)."""
    word = _POSSESSIVE.sub("", word)
    if word.isascii():
        return word.lower().replace("'", "").replace(",", "")[:LONGEST_WORD]
    text = unicodedata.normalize("NFKC", word).casefold().translate(_SEATS)
    text = _DROPPED.sub("", unicodedata.normalize("NFD", text))
    text = unicodedata.normalize("NFC", text).translate(_LETTERS)
    return _western_digits(text)[:LONGEST_WORD]


@functools.lru_cache(maxsize=65_536)
def folded_words(word: str) -> tuple[str, ...]:
    """Give the folded words that one written word stands for, mostly one."""
    folded = fold(word)
    if folded.isalnum():
        return (folded,)
    return tuple(part for part in _split(folded) if part)


def _split(folded: str) -> list[str]:
    return [fold(match.group()) for match in WORD.finditer(folded)]


def _western_digits(text: str) -> str:
    if not any(letter.isdecimal() and not letter.isascii() for letter in text):
        return text
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in text
    )
