"""The words by which one idea resembles another, in Arabic and in Latin script.

Plain on purpose: it compares titles while somebody types. The search of the whole
site stands above the ideas and reads texts with far more care.
"""

import re
import unicodedata
from collections.abc import Iterable

LONGEST_WORD = 40
SHORTEST_WORD = 2
WORD = re.compile(r"[^\W_]+")
MARKS = re.compile(r"[\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
FOLDED = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **{chr(0x660 + n): str(n) for n in range(10)},
        **{chr(0x6F0 + n): str(n) for n in range(10)},
        "ى": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ک": "ك",
        "ی": "ي",
    }
)
PREFIXES = ("وال", "بال", "كال", "فال", "لل", "ال", "و")
SUFFIXES = ("ات", "ان", "ين", "ون", "ها", "يه", "ه", "ي")
SHORTEST_STEM = 3
COMMON = frozenset(
    word.translate(FOLDED)
    for line in (
        "في من الى علي عن مع هذا هذه ذلك التي الذي ان او ثم كل لا ما لم لن قد هو هي",
        "كان بين بعد قبل عند غير حتي اي كما",
        "the an and or of to in on for with at by from is are be that this it as we",
        "our you your not all more should can",
    )
    for word in line.split()
)


def fold_word(word: str) -> str:
    """Write a word as it is compared: no marks, one form a letter, stemmed."""
    plain = MARKS.sub("", unicodedata.normalize("NFKC", word)).casefold()
    return _stem(plain.translate(FOLDED))[:LONGEST_WORD]


def words_of(text: str, *, most: int) -> list[str]:
    """List the different telling words of a text in their order, `most` at most."""
    found: dict[str, None] = {}
    for match in WORD.finditer(MARKS.sub("", unicodedata.normalize("NFKC", text))):
        _take(found, match.group())
        if len(found) == most:
            break
    return list(found)


def weigh_words(title: str, text: str) -> dict[str, int]:
    """Weigh the words of an idea: those of the title count three times."""
    weights = dict.fromkeys(words_of(text, most=40), 1)
    return {**weights, **dict.fromkeys(words_of(title, most=20), 3)}


def overlap(wanted: Iterable[str], weights: dict[str, int]) -> int:
    """Add up the weights of the wanted words that an idea has."""
    return sum(weights.get(word, 0) for word in wanted)


def _take(found: dict[str, None], raw: str) -> None:
    folded = fold_word(raw)
    telling = len(folded) >= SHORTEST_WORD and folded not in COMMON
    if telling and raw.casefold().translate(FOLDED) not in COMMON:
        found.setdefault(folded)


def _stem(word: str) -> str:
    """Take off one Arabic prefix and one suffix, while a stem is left."""
    for prefix in PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST_STEM:
            word = word[len(prefix) :]
            break
    for suffix in (*SUFFIXES, "s"):
        if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST_STEM:
            return word[: -len(suffix)]
    return word
