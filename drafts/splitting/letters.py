"""Letters as they are compared: one form for what people write in many ways."""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

_ALIKE = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ئ": "ي",
        "ک": "ك",
        "ة": "ه",
        "ۀ": "ه",
        "ؤ": "و",
        "\N{ARABIC TATWEEL}": "",
    }
)


class Folded(NamedTuple):
    """A folded text and, for each of its characters, its place in the original."""

    text: str
    places: list[int]

    def place(self, index: int, *, end: int) -> int:
        """The place in the original of one folded character; `end` past the last."""
        return self.places[index] if index < len(self.places) else end


def fold(text: str) -> str:
    """Lower case, Western digits, no diacritics, tatweel or direction marks."""
    return "".join(map(fold_character, text))


def fold_with_places(text: str) -> Folded:
    """Fold, remembering where each character came from."""
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        alike = fold_character(character)
        folded.append(alike)
        places.extend([place] * len(alike))
    return Folded("".join(folded), places)


@lru_cache(maxsize=4096)
def fold_character(character: str) -> str:
    """One character as it is compared: often itself, sometimes nothing."""
    if character.isascii():
        return character.lower()
    if character.isspace():
        return " "
    return "".join(map(_plain, unicodedata.normalize("NFKD", character))).lower()


def _plain(character: str) -> str:
    if unicodedata.category(character) in {"Mn", "Cf"}:  # diacritics, direction marks
        return ""
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    return character.translate(_ALIKE)
