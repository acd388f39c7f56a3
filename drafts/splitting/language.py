"""Which of the two languages a text is in."""

from collections.abc import Iterable

_ENOUGH_CHARACTERS = 20_000


def guess_language(lines: Iterable[str]) -> str:
    """`ar` or `en`, by which letters are more; Arabic where there are none."""
    arabic = latin = seen = 0
    for line in filter(None, lines):
        part = line[: _ENOUGH_CHARACTERS - seen]
        arabic += sum("\u0600" <= character <= "\u06ff" for character in part)
        latin += sum(character.isascii() and character.isalpha() for character in part)
        seen += len(part)
        if seen >= _ENOUGH_CHARACTERS:
            break
    return "en" if latin > arabic else "ar"
