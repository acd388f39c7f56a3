"""A text as words, signs and white space; joined they are the text again."""

import re
import unicodedata
from functools import lru_cache

# One letter stands for what a character is: l letter, d digit, m mark or joiner,
# z zero width joiner, c mark between digits, e picture, s white space, p any other.
_MARKED = "[mz]"
_WORD = "[ldmz]"
_TOKEN = re.compile(
    rf"{_MARKED}*[ld](?:{_WORD}|(?<=d)c(?=d))*|s+|e[emz]*|[pc]{_MARKED}*|{_MARKED}+"
)
_BETWEEN_DIGITS = frozenset(".,٫٬،")
_JOINER = "\N{ZERO WIDTH JOINER}"


def tokens_of(text: str) -> list[str]:
    """Cut a text into words, runs of white space and single signs.

    Diacritics, tatweel, joiners and direction marks stay with their word, the marks
    inside a number with the number, and neighbouring pictures together.
    """
    shape = text.translate({ord(sign): _shape_of(sign) for sign in set(text)})
    return [text[found.start() : found.end()] for found in _TOKEN.finditer(shape)]


def is_word(token: str) -> bool:
    """Whether the token says something: a letter, a digit or a picture is in it."""
    return any(_shape_of(sign) in "lde" for sign in token)


def words_in(text: str) -> int:
    """Count the words of a text."""
    return sum(map(is_word, tokens_of(text)))


@lru_cache(maxsize=8192)
def _shape_of(sign: str) -> str:
    if sign.isspace():
        return "s"
    if sign == _JOINER:
        return "z"
    if sign in _BETWEEN_DIGITS:
        return "c"
    return _shape_by_category(unicodedata.category(sign))


def _shape_by_category(category: str) -> str:
    if category == "Nd":
        return "d"
    if category in {"Cf", "Sk"} or category.startswith("M"):
        return "m"
    if category[0] in "LN" or category == "Pc":
        return "l"
    return "e" if category == "So" else "p"
