"""Names of people in a text, behind an @, and where they stand in its HTML."""

import re
from collections.abc import Collection, Iterator
from html import escape

# A letter of an address before the @ makes it one; an Arabic «و» does not.
BEFORE = r"(?<![A-Za-z0-9_.+@-])"
AT = re.compile(BEFORE + r"@(?=\w)")
WORDS_OF_A_NAME = 6
LONGEST_NAME = 80
MOST_NAMES = 10
TAG = re.compile(r"(<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>)")
MARKED = r'<strong class="user-text__mention">\g<0></strong>'
APART = re.compile(r"<(/?)(?:a|code|pre)\b")


def possible_names(text: str) -> list[str]:
    """List what could be a name behind each @ of the first ten, the longest first.

    A name may have spaces in it, so it is every run of words that begins there.
    """
    found: dict[str, None] = {}
    for place, at in enumerate(AT.finditer(text)):
        if place == MOST_NAMES:
            break
        for name in _runs(text[at.end() : at.end() + LONGEST_NAME]):
            found.setdefault(name)
    return sorted(found, key=len, reverse=True)


def named_in(text: str, names: Collection[str]) -> list[str]:
    """List those of `names` that stand behind an @; of two that fit, the longer."""
    if not names:
        return []
    pattern = _pattern(names)
    return list(dict.fromkeys(found[1] for found in pattern.finditer(text)))


def mark_names(html: str, names: Collection[str]) -> str:
    """Set names behind an @ in bold, in text alone: not in links, code or tags.

    `html` is safe, and stays so: what is added are our own tags.
    """
    if not names:
        return html
    pattern = _pattern([escape(name, quote=False) for name in names])
    depth, parts = 0, []
    for piece in TAG.split(html):
        if apart := APART.match(piece):
            depth += -1 if apart[1] else 1
        is_text = not depth and not piece.startswith("<")
        parts.append(pattern.sub(MARKED, piece) if is_text else piece)
    return "".join(parts)


def _runs(rest: str) -> Iterator[str]:
    line = rest.split("\n", 1)[0]
    ends = [found.end() for found in re.finditer(r"[\w.'’-]*\w\)?", line)]
    for end in ends[:WORDS_OF_A_NAME]:
        yield line[:end]


def _pattern(names: Collection[str]) -> re.Pattern[str]:
    """Match an @ and the longest name behind it, which ends where a word does."""
    longest = sorted(names, key=len, reverse=True)
    either = "|".join(re.escape(name) for name in longest)
    return re.compile(rf"{BEFORE}@({either})(?!\w)")
