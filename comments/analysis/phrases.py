"""Blocked phrases: the one spelling in which they and the texts are compared.

Phrases are plain words, never patterns, so no list can make a page wait. They are
compared word by word, after letters are folded: Arabic without marks, tatweel and
forms of hamza, Latin without case and accents, hidden characters gone, digits that
stand in for letters read as these, spaced-out letters joined. An Arabic word is also
recognised behind the article and the prefixes that are written with it.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+")
HIDDEN = re.compile(
    "[\u0640\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
LETTERS = str.maketrans(
    {
        **dict.fromkeys("أإآٱٲٳ", "ا"),
        **dict.fromkeys("ىیېےئ", "ي"),
        **dict.fromkeys("ةھہۀە", "ه"),
        **dict.fromkeys("کڪ", "ك"),
        "ؤ": "و",
        "ڤ": "ف",
        "پ": "ب",
        "چ": "ج",
        "گ": "ك",
        **{chr(0x660 + n): str(n) for n in range(10)},
        **{chr(0x6F0 + n): str(n) for n in range(10)},
    }
)
AS_LATIN = str.maketrans("0134578@$", "oieastbas")
AS_ARABIC = str.maketrans("23567", "اعخطح")
STAND_INS = str.maketrans({"@": "a", "$": "s"})
IN_A_WORD = re.compile(r"(?<=[A-Za-z])[@$!*](?=[A-Za-z])")
ARABIC = re.compile(r"[\u0620-\u064a]")
LATIN = re.compile(r"[a-z]")
REPEATED = re.compile(r"(.)\1{2,}")
ARTICLES = ("ال", "وال", "فال", "بال", "كال", "لل", "ولل", "فلل")
CLITICS = ("و", "ف", "ب", "ك", "ل", "يا", "ول", "وب", "فب", "فل")
SHORT_WORD = 3
"""Words of so many letters or fewer are recognised behind the article alone: «فرق» is
no «رق» with a prefix."""
FEWEST_SPACED = 3


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry of a list: its key, and its words as they are compared."""

    key: int
    words: tuple[str, ...]


def fold_phrase(phrase: str) -> str:
    """Give the spelling by which a phrase is stored and compared; may be empty."""
    return " ".join(_words(phrase))


def first_blocked(text: str, phrases: Iterable[tuple[int, str]]) -> int | None:
    """Return the key of the first phrase, in their order, that stands in the text.

    `phrases` are keys with phrases as `fold_phrase` gives them.
    """
    known = [Phrase(key, tuple(folded.split())) for key, folded in phrases if folded]
    if not known:
        return None
    texts = list(_readings(text))
    starts: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, words in enumerate(texts):
        for place, word in enumerate(words):
            starts[word].append((number, place))
    return next((p.key for p in known if _stands(p.words, texts, starts)), None)


def _stands(
    phrase: Sequence[str],
    texts: Sequence[Sequence[str]],
    starts: dict[str, list[tuple[int, int]]],
) -> bool:
    rest = list(phrase[1:])
    return any(
        list(texts[number][place + 1 : place + 1 + len(rest)]) == rest
        for first in _behind_prefixes(phrase[0])
        for number, place in starts.get(first, ())
    )


def _behind_prefixes(word: str) -> Iterator[str]:
    """Name the forms in which a word begins a phrase in running text."""
    yield word
    if ARABIC.search(word):
        yield from (prefix + word for prefix in ARTICLES)
        if len(word) > SHORT_WORD:
            yield from (prefix + word for prefix in CLITICS)


def _readings(text: str) -> Iterator[list[str]]:
    """Read the words as they stand, and again with long repetitions shortened."""
    words = _words(text)
    yield words
    if any(REPEATED.search(word) for word in words):
        yield [REPEATED.sub(r"\1", word) for word in words]
        yield [REPEATED.sub(r"\1\1", word) for word in words]


def _words(text: str) -> list[str]:
    plain = HIDDEN.sub("", unicodedata.normalize("NFKC", text))
    plain = IN_A_WORD.sub(lambda found: found[0].translate(STAND_INS), plain)
    plain = plain.translate(LETTERS)
    decomposed = unicodedata.normalize("NFD", plain.casefold())
    bare = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
    return _joined([_spelt(word) for word in WORD.findall(bare.translate(LETTERS))])


def _spelt(word: str) -> str:
    """Read digits between letters as the letters that they stand in for."""
    if LATIN.search(word):
        return word.translate(AS_LATIN)
    if ARABIC.search(word):
        return word.translate(AS_ARABIC)
    return word


def _joined(words: Sequence[str]) -> list[str]:
    """Join letters that stand alone, three or more in a row, into a word."""
    found: list[str] = []
    letters: list[str] = []
    for word in [*words, ""]:
        if len(word) == 1 and not word.isdigit():
            letters.append(word)
            continue
        found += ["".join(letters)] if len(letters) >= FEWEST_SPACED else letters
        letters = []
        if word:
            found.append(word)
    return found
