"""English and Roman numbers as headings write them."""

import re
from collections.abc import Sequence

_SMALL = (
    "one first premier premiere",
    "two second",
    "three third",
    "four fourth",
    "five fifth",
    "six sixth",
    "seven seventh",
    "eight eighth",
    "nine ninth",
    "ten tenth",
    "eleven eleventh",
    "twelve twelfth",
    "thirteen thirteenth",
    "fourteen fourteenth",
    "fifteen fifteenth",
    "sixteen sixteenth",
    "seventeen seventeenth",
    "eighteen eighteenth",
    "nineteen nineteenth",
)
_TENS = (
    "twenty twentieth",
    "thirty thirtieth",
    "forty fortieth fourty",
    "fifty fiftieth",
    "sixty sixtieth",
    "seventy seventieth",
    "eighty eightieth",
    "ninety ninetieth",
)
_BELOW_TWENTY = {
    word: value for value, words in enumerate(_SMALL, 1) for word in words.split()
}
_ROUND = {
    word: value * 10 for value, words in enumerate(_TENS, 2) for word in words.split()
}
_TEN = 10
_HUNDRED = {"hundred", "hundredth"}
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN = re.compile(
    r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.ASCII
)


def read_english(tokens: Sequence[str]) -> tuple[int | None, int]:
    """Read the longest number at the start of lower-case words: (value, words used)."""
    hundreds, used = _read_hundreds(tokens)
    start = used + 1 if used and tokens[used : used + 1] == ["and"] else used
    below, more = _read_below_hundred(tokens[start:])
    if below:
        return hundreds + below, start + more
    return (hundreds, used) if used else (None, 0)


def _read_hundreds(tokens: Sequence[str]) -> tuple[int, int]:
    if tokens and tokens[0] in _HUNDRED:
        return 100, 1
    if len(tokens) > 1 and tokens[1] in _HUNDRED and tokens[0] in _BELOW_TWENTY:
        return _BELOW_TWENTY[tokens[0]] * 100, 2
    return 0, 0


def _read_below_hundred(tokens: Sequence[str]) -> tuple[int, int]:
    if not tokens:
        return 0, 0
    if tokens[0] in _BELOW_TWENTY:
        return _BELOW_TWENTY[tokens[0]], 1
    tens = _ROUND.get(tokens[0], 0)
    unit = _BELOW_TWENTY.get(tokens[1], 0) if tens and len(tokens) > 1 else 0
    if 0 < unit < _TEN:
        return tens + unit, 2
    return tens, 1 if tens else 0


def parse_roman(word: str) -> int | None:
    """The value of a well-formed Roman numeral in lower case, else None."""
    if not word or not _ROMAN.fullmatch(word):
        return None
    values = [_ROMAN_VALUES[letter] for letter in word]
    following = [*values[1:], 0]
    return sum(
        -value if value < after else value
        for value, after in zip(values, following, strict=True)
    )
