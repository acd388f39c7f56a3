"""A text made comparable, with the way back to the code points of the original.

Folding is for finding words only. What is shown, stored and counted is the original.
"""

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category, normalize

from drafts.splitting.letters import fold

# Signs that sit on the letter before them: Latin accents, Arabic vowels, Koranic signs.
MARKS = (
    "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4"
    "\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff\u1ab0-\u1aff\u20d0-\u20ff"
    "\ufe20-\ufe2f"
)
_TOKEN = re.compile(r"\s+|\S+")
_UNIT = re.compile(rf"\s+|\S[{MARKS}]*")
_VOWELS = re.compile("[\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06ed]")
_TATWEEL = "\N{ARABIC TATWEEL}"
_SIGNS = str.maketrans(
    dict.fromkeys(map(ord, "\u00ab\u00bb\u201c\u201d\u201e\u201f"), '"')
    | dict.fromkeys(map(ord, "\u2039\u203a\u2018\u2019\u201a\u201b`\u00b4"), "'")
    | dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
)


class Level(IntEnum):
    """How much of the writing is overlooked; each level overlooks what those before do.

    `SPACED` white space; `PLAIN` ways to encode the same letters, hidden marks and
    tatweel; `BARE` vowel marks; `FOLDED` forms of hamza, alef, ya and ta marbuta, case,
    accents, either digits, forms of quotation marks; `WORDS` all punctuation.
    """

    SPACED = 0
    PLAIN = 1
    BARE = 2
    FOLDED = 3
    WORDS = 4


class Normalised(NamedTuple):
    """A normalised text and where each of its characters stands in the original."""

    text: str
    starts: list[int]
    ends: list[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Give the stretch of the original that a stretch of this came from."""
        return self.starts[start], self.ends[end - 1]


def normalise(text: str, level: Level) -> Normalised:
    """Normalise a text; white space at its ends is dropped."""
    said: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    spaced = True
    for token in _TOKEN.finditer(text):
        at = token.start()
        normal = _normal_token(token[0], level)
        skipped = 1 if spaced and normal.text.startswith(" ") else 0
        said.append(normal.text[skipped:])
        starts += [at + place for place in normal.starts[skipped:]]
        ends += [at + place for place in normal.ends[skipped:]]
        spaced = normal.text.endswith(" ") if normal.text else spaced
    whole = "".join(said)
    return Normalised(whole.removesuffix(" "), starts, ends)


def plain_words(text: str) -> str:
    """Give a text as its very words: white space runs as one space, none at the ends.

    Two passages say the same words exactly when these are equal.
    """
    return " ".join(text.split())


def is_joined(character: str) -> bool:
    """Whether a character is part of a word rather than between words."""
    return character.isalnum() or category(character) == "Mn"


@lru_cache(maxsize=65536)
def _normal_token(token: str, level: Level) -> Normalised:
    """Normalise one run of letters or of white space; words come again and again."""
    said: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for character, start, end in _characters(token, level):
        if not character and ends:
            ends[-1] = end  # what is overlooked belongs to the letter before it
        elif character and (character != " " or said[-1:] != [" "]):
            said.append(character)
            starts.append(start)
            ends.append(end)
    return Normalised("".join(said), starts, ends)


def _characters(text: str, level: Level) -> Iterator[tuple[str, int, int]]:
    for unit in _UNIT.finditer(text):
        start, end = unit.span()
        original = unit[0]
        normal = _normal(original, level)
        if len(normal) == end - start:
            yield from zip(
                normal, range(start, end), range(start + 1, end + 1), strict=True
            )
        else:
            for character in normal or ("",):
                yield character, start, end


@lru_cache(maxsize=16384)
def _normal(unit: str, level: Level) -> str:
    """Normalise one letter with its marks, or one run of white space."""
    if unit.isspace():
        return " "
    if level is Level.SPACED:
        return unit
    said = _plain(unit)
    if level >= Level.BARE:
        said = _VOWELS.sub("", said)
    if level >= Level.FOLDED:
        said = fold(said.translate(_SIGNS)).translate(_SIGNS)
    if level is Level.WORDS:
        said = "".join(c if c.isalnum() else " " for c in said)
    return said


def _plain(unit: str) -> str:
    shown = "".join(c for c in unit if category(c) != "Cf" and c != _TATWEEL)
    return normalize("NFKC", shown)
