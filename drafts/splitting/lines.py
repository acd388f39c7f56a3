"""A text as lines, with what its file said about them."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

_LINE_ENDS = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_ATX = re.compile(r"[ ]{0,3}(#{1,6})(?:[ \t]+|$)")


class Line(NamedTuple):
    """One line. `mark` is its heading level in the source (1 to 6), 0 for none.

    `quoted` lines stand in a quotation and are never headings of this text. `strong`
    is how many characters at the start are in bold type: «**المادة 1:** يعمل بهذا».
    """

    text: str
    mark: int = 0
    quoted: bool = False
    strong: int = 0

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to read on this line."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class SplitSection:
    """One section; its place in the tree follows from `level` alone.

    `identity` is the public id that the file gives it, where it was written by us.
    """

    kind: str
    number: str | None
    heading: str
    level: int
    text: str
    identity: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class MarkedText:
    """What a reader makes of a file: lines, and a title when its head names one.

    A file that says itself what its sections are gives `sections` as well, and the
    language (`ar` or `en`) when it names one; nothing is then guessed from the lines.
    """

    lines: tuple[Line, ...]
    title: str | None = None
    language: str | None = None
    sections: tuple[SplitSection, ...] = ()


def lines_of(text: str) -> tuple[Line, ...]:
    """Lines of a plain text; a Markdown heading (`## …`) is taken as a mark."""
    return tuple(mark_line(line) for line in break_lines(text))


def break_lines(text: str) -> list[str]:
    """Cut at every kind of line end, keeping all else."""
    return _LINE_ENDS.split(text)


def mark_line(text: str) -> Line:
    """Turn `## Heading` into a marked line without its signs."""
    match = _ATX.match(text) if "#" in text[:10] else None
    if match is None:
        return Line(text)
    heading = text[match.end() :].rstrip()
    unclosed = heading.rstrip("#")
    closed = unclosed.endswith((" ", "\t")) or not unclosed
    return Line(unclosed.rstrip() if closed else heading, mark=len(match.group(1)))
