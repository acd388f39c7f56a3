"""What an editor does to the parts of a text; each returns a new outline.

Identity stays with a part wherever it goes; of a split part, with what comes first.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from drafts.documents.parts import Outline, Part, Words
from drafts.errors import (
    BadSplitLineError,
    NothingAboveError,
    NothingBelowError,
    UnknownPartError,
)
from drafts.splitting import split


def change_part(outline: Sequence[Part], changed: Part) -> Outline:
    """Put new words, number, kind or level in the place of the part with that key.

    Raises:
        UnknownPartError: no part has the key.

    """
    index = place_of(outline, changed.key)
    return [*outline[:index], changed, *outline[index + 1 :]]


def merge_up(outline: Sequence[Part], key: str) -> Outline:
    """Join a part to the one before it; its heading stays as a line of the text.

    Raises:
        UnknownPartError: no part has the key.
        NothingAboveError: it is the first part.

    """
    index = place_of(outline, key)
    if index == 0:
        raise NothingAboveError
    above, below = outline[index - 1], outline[index]
    words = {
        code: Words(
            above.says(code).heading,
            _joined(above.says(code).text, below, code),
            _explained(above, below, code),
        )
        for code in {**above.words, **below.words}
    }
    return [*outline[: index - 1], replace(above, words=words), *outline[index + 1 :]]


def split_part(outline: Sequence[Part], key: str, lines: Mapping[str, int]) -> Outline:
    """Cut a part in two; in each language the second begins with the line given.

    Lines count from 1. A language that is not in `lines` stays whole with the first
    part. Where the first line of the second part is a heading, it is read as one.

    Raises:
        UnknownPartError: no part has the key.
        BadSplitLineError: no language is cut, or at a line that would leave nothing.

    """
    index = place_of(outline, key)
    part = outline[index]
    cuts = {code: _cut(part.says(code), at) for code, at in lines.items()}
    if not cuts:
        raise BadSplitLineError
    kept = {**part.words, **{code: first for code, (first, _rest) in cuts.items()}}
    rest = {code: second for code, (_first, second) in cuts.items()}
    first = replace(part, words=kept)
    return [*outline[:index], first, _second(part, rest), *outline[index + 1 :]]


def unmark(outline: Sequence[Part], key: str) -> Outline:
    """Say that a heading is none: it becomes the first line of the part's text.

    Raises:
        UnknownPartError: no part has the key.

    """
    part = outline[place_of(outline, key)]
    words = {
        code: Words("", _joined("", part, code), said.summary)
        for code, said in part.words.items()
    }
    return change_part(outline, replace(part, number="", words=words))


def drop(outline: Sequence[Part], key: str) -> Outline:
    """Leave a part out of the text.

    Raises:
        UnknownPartError: no part has the key.

    """
    index = place_of(outline, key)
    return [*outline[:index], *outline[index + 1 :]]


def move_up(outline: Sequence[Part], key: str) -> Outline:
    """Let a part change places with the one before it.

    Raises:
        UnknownPartError: no part has the key.
        NothingAboveError: it is the first part.

    """
    index = place_of(outline, key)
    if index == 0:
        raise NothingAboveError
    above, part = outline[index - 1], outline[index]
    return [*outline[: index - 1], part, above, *outline[index + 1 :]]


def move_down(outline: Sequence[Part], key: str) -> Outline:
    """Let a part change places with the one after it.

    Raises:
        UnknownPartError: no part has the key.
        NothingBelowError: it is the last part.

    """
    index = place_of(outline, key)
    if index + 1 == len(outline):
        raise NothingBelowError
    return move_up(outline, outline[index + 1].key)


def add_below(outline: Sequence[Part], key: str, *, new: Part) -> Outline:
    """Put a new part after the one with that key; without a key, before all others.

    Raises:
        UnknownPartError: no part has the key.

    """
    index = place_of(outline, key) + 1 if key else 0
    return [*outline[:index], new, *outline[index:]]


CORRECTIONS: Mapping[str, Callable[[Sequence[Part], str], Outline]] = {
    "merge": merge_up,
    "unmark": unmark,
    "up": move_up,
    "down": move_down,
}


def place_of(outline: Sequence[Part], key: str) -> int:
    """Find where the part with that key stands, from 0.

    Raises:
        UnknownPartError: no part has the key.

    """
    for index, part in enumerate(outline):
        if key and part.key == key:
            return index
    raise UnknownPartError


def _joined(text: str, below: Part, language: str) -> str:
    said = below.says(language)
    return "\n".join(words for words in (text, said.heading, said.text) if words)


def _explained(above: Part, below: Part, language: str) -> str:
    summaries = (above.says(language).summary, below.says(language).summary)
    return "\n".join(filter(None, summaries))


def _cut(said: Words, at: int) -> tuple[Words, str]:
    lines = said.text.split("\n")
    # The first line may only go over to the new part when a heading stays behind.
    lowest = 1 if said.heading else 2
    if not lowest <= at <= len(lines) or not "".join(lines[at - 1 :]).strip():
        raise BadSplitLineError
    kept = "\n".join(lines[: at - 1]).strip()
    return said._replace(text=kept), "\n".join(lines[at - 1 :]).strip()


def _second(part: Part, rest: Mapping[str, str]) -> Part:
    """Make the part that a split leaves behind; read its heading, if it has one."""
    second = Part(kind=part.kind, level=part.level)
    for code, text in rest.items():
        found = split(text, language=code, title="").sections
        headed = len(found) == 1 and bool(found[0].heading)
        if headed:
            said = Words(found[0].heading, found[0].text)
            number = found[0].number or second.number
            second = replace(second, kind=str(found[0].kind), number=number)
        else:
            said = Words("", text)
        second = replace(second, words={**second.words, code: said})
    return second
