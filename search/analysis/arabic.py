"""Light stemming of Arabic: what is put before and after a word is taken off.

The rules are those of Lucene's `ArabicStemmer` (after Larkey, Ballesteros and
Connell, "Light stemming for Arabic information retrieval", 2007), written anew from
their description. Words whose first or last letters only look like an affix, and
broken plurals, are looked up in `search.analysis.lexicon` before.
"""

from search.analysis.lexicon import KNOWN

PREFIXES = ("ال", "وال", "بال", "كال", "فال", "لل", "و")
SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي")
_SHORTEST_AFTER_WAW = 3
_SHORTEST = 2

# What may stand before a word that the lexicon knows; the shortest reading wins.
KNOWN_PREFIXES = (
    *("ال", "و", "ب", "ل", "ف", "ك", "وال", "بال", "لل", "فال", "كال"),
    *("ولل", "وبال", "وب", "ول", "فلل", "فب", "وك", "وكال"),
)


def stem(word: str) -> str:
    """Give the stem of a folded Arabic word.

    >>> stem("والمشاركات") == stem("مشاركه")
    True
    """
    return known_stem(word) or light_stem(word)


def known_stem(word: str) -> str:
    """Give the stem of a word that the lexicon knows, with what stands before it."""
    if word in KNOWN:
        return KNOWN[word]
    for prefix in KNOWN_PREFIXES:
        if word.startswith(prefix) and word[len(prefix) :] in KNOWN:
            return KNOWN[word[len(prefix) :]]
    return ""


def light_stem(word: str) -> str:
    """Take one prefix and every suffix off, by Lucene's rules and in its order."""
    return _without_suffixes(_without_prefix(word))


def _without_prefix(word: str) -> str:
    for prefix in PREFIXES:
        shortest = _SHORTEST_AFTER_WAW if len(prefix) == 1 else _SHORTEST
        if word.startswith(prefix) and len(word) >= len(prefix) + shortest:
            return word[len(prefix) :]
    return word


def _without_suffixes(word: str) -> str:
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) >= len(suffix) + _SHORTEST:
            word = word[: -len(suffix)]
    return word
