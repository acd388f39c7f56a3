"""The words of a section with passages marked in them, as links to what was said."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from drafts.documents.rendering import html_of, length_of_sign

# Letters that no text has stand for the marks while the text becomes HTML.
_FIRST, _LAST, _CLOSE = 0xE000, 0xF8FE, "\uf8ff"
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_ENDS_A_LINE = " \t.:؛;،,؟?!»)”|…"  # a line that ends with these goes on in no other
_MOST_MARKS = _LAST - _FIRST
_CELL = re.compile(r"[^\n|]+")


class Mark(NamedTuple):
    """A stretch of a text, in code points, and where it leads.

    `step` is 1 to 4: how strong the mark is; `label` says what was said there.
    """

    start: int
    end: int
    url: str
    label: str
    step: int = 1


def marked_html(text: str, marks: Sequence[Mark]) -> SafeString:
    """Show the words of a section with marks, which do not overlap; escaped."""
    pieces = [piece for mark in marks for piece in _pieces(text, mark)]
    if not pieces or len(pieces) > _MOST_MARKS or _PRIVATE.search(text):
        return html_of(text)
    said: list[str] = []
    at = 0
    for number, (start, end, _mark) in enumerate(pieces):
        said += [text[at:start], chr(_FIRST + number), text[start:end], _CLOSE]
        at = end
    html: str = html_of("".join([*said, text[at:]]))
    tags = [_tags(mark) for _start, _end, mark in pieces]
    for number, (opening, closing) in enumerate(tags):
        html = html.replace(chr(_FIRST + number), opening, 1)
        html = html.replace(_CLOSE, closing, 1)
    return mark_safe(html)  # noqa: S308 — the text and every mark were escaped


def _pieces(text: str, mark: Mark) -> Iterator[tuple[int, int, Mark]]:
    """Cut a mark at lines and cells, clear of the signs of clauses."""
    for found in _CELL.finditer(text, mark.start, mark.end):
        start, end = found.span()
        line = text.rfind("\n", 0, start) + 1
        start = max(start, _words_at(text, line))
        if end == len(text) or text[end] in "\n|":
            end = start + len(text[start:end].rstrip(_ENDS_A_LINE))
        start += len(text[start:end]) - len(text[start:end].lstrip())
        if any(map(str.isalnum, text[start:end])):
            yield start, end, mark


def _words_at(text: str, line: int) -> int:
    """Where the words of a line begin, after its sign and the space before it."""
    end = text.find("\n", line)
    said = text[line:] if end < 0 else text[line:end]
    bare = said.lstrip()
    return line + len(said) - len(bare) + length_of_sign(bare)


def _tags(mark: Mark) -> tuple[SafeString, SafeString]:
    """The tags that open and close a mark."""
    step = f"passage__mark passage__mark--{mark.step}"
    return (
        format_html('<a class="{}" href="{}">', step, mark.url),
        format_html('<span class="unseen"> ({})</span></a>', mark.label),
    )
