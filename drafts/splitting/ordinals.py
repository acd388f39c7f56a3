"""Arabic ordinal numbers in words, read and written.

Built from the grammar of Arabic ordinals (unit, ten and hundred, joined by «و»
or «بعد»), not from a list of whole numbers, so that «الخامسة والعشرون» and
«الأولى بعد المائتين» need no entry of their own.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from drafts.splitting.letters import fold

_COUNTS = {
    "ثلاث": 3,
    "اربع": 4,
    "خمس": 5,
    "ست": 6,
    "سبع": 7,
    "ثمان": 8,
    "ثماني": 8,
    "تسع": 9,
}
_UNITS = {
    "اولي": 1,
    "اول": 1,
    "واحد": 1,
    "حادي": 1,
    "احدي": 1,
    "ثاني": 2,
    "اثنا": 2,
    "اثنتا": 2,
    "اثني": 2,
    "اثنتي": 2,
    "ثالث": 3,
    "رابع": 4,
    "خامس": 5,
    "سادس": 6,
    "سابع": 7,
    "ثامن": 8,
    "تاسع": 9,
    "عاشر": 10,
    # Cardinals, as in «المادة مائة وثلاثة وعشرون».
    **_COUNTS,
    **dict.fromkeys(("اثنان", "اثنين", "اثنتان", "اثنتين"), 2),
}
_TENS = {
    stem + ending: value
    for stem, value in {
        "عشر": 20,
        "ثلاث": 30,
        "اربع": 40,
        "خمس": 50,
        "ست": 60,
        "سبع": 70,
        "ثمان": 80,
        "تسع": 90,
    }.items()
    for ending in ("ون", "ين")
}
_HUNDRED = ("مايه", "ميه", "ماه", "ماءه", "مءه")
_HUNDREDS = {
    **dict.fromkeys(_HUNDRED, 100),
    **{stem + ending: 200 for stem in ("مايت", "ميت") for ending in ("ان", "ين")},
    **{
        count + hundred: value * 100
        for count, value in _COUNTS.items()
        for hundred in _HUNDRED
    },
}
_THOUSANDS = {"الف": 1000, "الفان": 2000, "الفين": 2000}
_MENDABLE = frozenset(
    [word for word in _UNITS if len(word) > 3 and word not in _COUNTS]  # noqa: PLR2004
    + list(_TENS)
)
_SHORTEST_MENDED, _LONGEST_MENDED = 4, 8
_JOINING = ("بعد", "و")
_LIGATED = frozenset("امحخج")


# Bits, so that one number says which parts have been read already.
_SIZE_UNIT, _SIZE_TEN, _SIZE_HUNDRED, _SIZE_THOUSAND = 1, 2, 4, 8
_TEEN = ("عشر", "عشره")
_TEN = 10


class _Word(NamedTuple):
    size: int
    value: int
    joined: bool  # written with «و» before it


def parse_ordinal(words: str) -> int | None:
    """The number that Arabic ordinal words name, or None when they name none.

    Every word must belong to the number: «الثالثة عشرة» is 13, «الثالثة من» None.
    """
    tokens = fold(words).split()
    value, used = read_ordinal(tokens)
    return value if tokens and used == len(tokens) else None


def read_ordinal(tokens: Sequence[str]) -> tuple[int | None, int]:
    """Read the longest number at the start of folded words: (value, words used)."""
    value, used, seen = 0, 0, 0
    while used < len(tokens):
        step = _next_part(tokens, used, seen)
        if step is None:
            break
        part, used = step
        value += part.value
        seen |= part.size
    return (value, used) if used else (None, 0)


def read_misspelt_ordinal(tokens: Sequence[str]) -> tuple[int | None, int]:
    """Read a number of which one letter in a word is wrong: «الخامية والتسعون».

    Only the first word, and words joined with «و», are taken for misspelt ones.
    """
    return read_ordinal(
        [
            _mended(token) if index == 0 or token.startswith("وال") else token
            for index, token in enumerate(tokens)
        ]
    )


@lru_cache(maxsize=4096)
def _mended(token: str) -> str:
    """The one ordinal that is a letter away from the word, or the word itself."""
    joined = token.startswith("وال")
    bare = _without_article(token[1:] if joined else token).removesuffix("ه")
    if not _SHORTEST_MENDED <= len(bare) <= _LONGEST_MENDED or not _has_article(token):
        return token
    near = {word for word in _MENDABLE if is_one_letter_off(bare, word)}
    # «السادية» may miss a letter of two words; people get the first one right.
    near = {word for word in near if word[0] == bare[0]} or near
    return ("وال" if joined else "ال") + near.pop() if len(near) == 1 else token


def _has_article(token: str) -> bool:
    return token.startswith(("ال", "وال"))


def is_one_letter_off(word: str, other: str) -> bool:
    """Whether one letter added, lost, changed or moved by one makes the words alike."""
    if word == other or abs(len(word) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    left, right = word[start:], other[start:]
    return (
        left[1:] == right
        or left == right[1:]
        or left[1:] == right[1:]
        or (left[1::-1] == right[:2] and left[2:] == right[2:])
    )


def _next_part(tokens: Sequence[str], at: int, seen: int) -> tuple[_Word, int] | None:
    """Give the next word of the number and the place after it, if it belongs there."""
    joined = seen > 0 and tokens[at] in _JOINING and at + 1 < len(tokens)
    word, end = _read_word(tokens, at + 1 if joined else at)
    if word is None or word.size & seen or not _may_follow(word, seen, joined=joined):
        return None
    return word, end


def _may_follow(word: _Word, seen: int, *, joined: bool) -> bool:
    if seen == 0:
        return not word.joined
    # «الخامسة الثلاثون» leaves its «و» out often enough to be accepted.
    return word.joined or joined or (word.size == _SIZE_TEN and seen == _SIZE_UNIT)


def _read_word(tokens: Sequence[str], at: int) -> tuple[_Word | None, int]:
    for bare, joined in _bare_forms(tokens[at]):
        found = _read_round(tokens, at, bare) or _read_unit(tokens, at, bare)
        if found:
            size, value, end = found
            return _Word(size, value, joined), end
    return None, at


def _bare_forms(token: str) -> list[tuple[str, bool]]:
    """Give the word without «ال», and without «و» before it: «والعشرون» → «عشرون»."""
    # «الف» is a thousand and no article with a lonely «ف».
    forms = [(token, False), (_without_article(token), False)]
    if token.startswith("و"):
        forms += [(token[1:], True), (_without_article(token[1:]), True)]
    return forms


def _without_article(word: str) -> str:
    # Text taken from a PDF often has the letters of a ligature the wrong way round:
    # «اخلامسة» for «الخامسة», «األولى» for «الأولى».
    if word[:1] == "ا" and word[1:2] in _LIGATED and word[2:3] == "ل":
        word = f"ال{word[1]}{word[3:]}"
    return word.removeprefix("ال")


def _read_unit(
    tokens: Sequence[str], at: int, bare: str
) -> tuple[int, int, int] | None:
    value = _UNITS.get(bare) or _UNITS.get(bare.removesuffix("ه").removesuffix("ا"))
    if value is None:
        return None
    following = tokens[at + 1] if at + 1 < len(tokens) else ""
    if following.removeprefix("ال") in _TEEN and value < _TEN:
        return _SIZE_UNIT | _SIZE_TEN, value + _TEN, at + 2
    size = _SIZE_UNIT | _SIZE_TEN if value == _TEN else _SIZE_UNIT
    return size, value, at + 1


def _read_round(
    tokens: Sequence[str], at: int, bare: str
) -> tuple[int, int, int] | None:
    if bare in _TENS:
        return _SIZE_TEN, _TENS[bare], at + 1
    if bare in _HUNDREDS:
        return _SIZE_HUNDRED, _HUNDREDS[bare], at + 1
    if bare in _THOUSANDS:
        return _SIZE_THOUSAND, _THOUSANDS[bare], at + 1
    if bare in _COUNTS and at + 1 < len(tokens) and tokens[at + 1] in _HUNDRED:
        return _SIZE_HUNDRED, _COUNTS[bare] * 100, at + 2
    return None


_SPOKEN_UNITS = (
    "",
    "الأولى",
    "الثانية",
    "الثالثة",
    "الرابعة",
    "الخامسة",
    "السادسة",
    "السابعة",
    "الثامنة",
    "التاسعة",
    "العاشرة",
)
_SPOKEN_TENS = (
    "",
    "",
    "العشرون",
    "الثلاثون",
    "الأربعون",
    "الخمسون",
    "الستون",
    "السبعون",
    "الثمانون",
    "التسعون",
)
_SPOKEN_HUNDREDS = (
    "",
    "المائة",
    "المائتان",
    "الثلاثمائة",
    "الأربعمائة",
    "الخمسمائة",
    "الستمائة",
    "السبعمائة",
    "الثمانمائة",
    "التسعمائة",
)
LARGEST_SPOKEN = 999


def ordinal_words(number: int) -> str:
    """The feminine ordinal as an article heading has it: 121 → «… بعد المائة».

    Raises:
        ValueError: `number` is not between 1 and 999.
    """
    if not 1 <= number <= LARGEST_SPOKEN:
        message = f"Only 1 to {LARGEST_SPOKEN} have words here, not {number}."
        raise ValueError(message)
    hundreds, below = divmod(number, 100)
    if not below:
        return _SPOKEN_HUNDREDS[hundreds]
    if not hundreds:
        return _words_below_hundred(below)
    # After «بعد» the dual stands in the genitive.
    hundred = _SPOKEN_HUNDREDS[hundreds].replace("المائتان", "المائتين")
    return f"{_words_below_hundred(below)} بعد {hundred}"


def _words_below_hundred(number: int) -> str:
    tens, unit = divmod(number, 10)
    if number <= _TEN:
        return _SPOKEN_UNITS[number]
    spoken = "الحادية" if unit == 1 else _SPOKEN_UNITS[unit]
    if tens == 1:
        return f"{spoken} عشرة"
    return f"{spoken} و{_SPOKEN_TENS[tens]}" if unit else _SPOKEN_TENS[tens]
