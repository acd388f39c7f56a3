"""Words as they may be stored."""

from collections.abc import Iterable
from dataclasses import replace

from drafts.documents import DEEPEST_LEVEL, Outline, Part, Words
from drafts.errors import TextTooLargeError
from drafts.states import SectionKind
from foundation.core.errors import InvalidInputError
from foundation.core.text import TextTooLongError, clean_text
from foundation.core.translated import LANGUAGES

LONGEST_HEADING = 1000
LONGEST_NUMBER = 40
LONGEST_TEXT = 400_000


def clean_outline(outline: Iterable[Part]) -> Outline:
    """Trim every word of a text and leave out parts that say nothing.

    Raises:
        TextTooLargeError: a heading, number or text is longer than its column.
        InvalidInputError: a kind, level or language does not exist, or a NUL was sent.

    """
    cleaned = [clean_part(part) for part in outline]
    return [part for part in cleaned if not part.is_empty]


def clean_part(part: Part) -> Part:
    """Trim the words of one part; line ends become LF.

    Raises:
        TextTooLargeError: a heading, number or text is longer than its column.
        InvalidInputError: a kind, level or language does not exist, or a NUL was sent.

    """
    known = part.kind in SectionKind.values and 1 <= part.level <= DEEPEST_LEVEL
    if not known or not set(part.words) <= set(LANGUAGES):
        raise InvalidInputError
    words = {
        code: Words(
            " ".join(_clean(said.heading, LONGEST_HEADING).split("\n")),
            _clean(said.text, LONGEST_TEXT),
            _clean(said.summary, LONGEST_TEXT),
        )
        for code, said in part.words.items()
    }
    words = {code: said for code, said in words.items() if any(said)}
    return replace(part, number=_clean(part.number, LONGEST_NUMBER), words=words)


def _clean(text: str, longest: int) -> str:
    try:
        return clean_text(text, longest=longest, required=False)
    except TextTooLongError as error:
        raise TextTooLargeError from error
