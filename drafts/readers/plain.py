"""Plain text and Markdown as lines with marks."""

import re
from collections.abc import Sequence

from drafts.readers.decoding import decode
from drafts.splitting import Line, MarkedText, lines_of
from drafts.splitting.lines import break_lines, mark_line

_HEAD = re.compile(
    r"\A\s{0,20}---[ \t]*\r?\n(.{0,50000}?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_TITLE = re.compile(r"^title[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_QUOTE = re.compile(r"[ ]{0,3}(?:>[ ]?)+")
_BOLD = re.compile(r"\*\*([^*]{1,300})\*\*")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:={3,}|-{3,})\s*$")


def read_plain(content: bytes) -> MarkedText:
    """Lines of a plain text file.

    Raises:
        UnreadableFileError: the encoding is none that is known.
    """
    return MarkedText(lines_of(decode(content)))


def read_markdown(content: bytes) -> MarkedText:
    """Lines of a Markdown file: headings marked, quotations known, head taken off.

    Raises:
        UnreadableFileError: the encoding is none that is known.
    """
    text = decode(content)
    head = _HEAD.match(text)
    body = text[head.end() :] if head else text
    return MarkedText(tuple(_markdown_lines(body)), _title_in(head[1] if head else ""))


def _title_in(head: str) -> str | None:
    match = _TITLE.search(head)
    return match[1].strip().strip("\"'").strip() or None if match else None


def _markdown_lines(body: str) -> list[Line]:
    lines: list[Line] = []
    fenced = False
    for text in break_lines(body):
        fence = bool(_FENCE.match(text))
        fenced ^= fence
        if not fenced and _underlines(text, lines):
            lines[-1] = lines[-1]._replace(mark=1 if "=" in text else 2)
        else:
            quoted = fenced or fence
            lines.append(Line(text, quoted=True) if quoted else _markdown_line(text))
    return lines


def _underlines(text: str, above: Sequence[Line]) -> bool:
    """Whether a line of dashes makes the one line above it a heading."""
    if not _UNDERLINE.match(text) or not above or above[-1].is_blank:
        return False
    alone = len(above) == 1 or above[-2].is_blank
    return alone and not above[-1].mark and not above[-1].quoted


def _markdown_line(text: str) -> Line:
    quote = _QUOTE.match(text)
    if quote:
        return Line(_without_emphasis(text[quote.end() :]), quoted=True)
    line = mark_line(text)
    bold = _BOLD.match(line.text)
    strong = len(bold[1]) if bold else 0
    return Line(_without_emphasis(line.text), mark=line.mark, strong=strong)


def _without_emphasis(text: str) -> str:
    return text.replace("**", "")
