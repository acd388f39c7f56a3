"""The words of a section as HTML that keeps the lines and numbers of the source.

Laws are cited by their clauses («الفقرة (ب) من المادة الرابعة»), so a clause keeps the
very sign it was written with; nothing is numbered anew.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

_UNSEEN = "\u200b-\u200f\u061c\u2066-\u2069"
_CLAUSE = re.compile(
    rf"""^(?P<sign>[{_UNSEEN}«“"]*(?:
        (?P<number>[0-9]{{1,3}}|[٠-٩]{{1,3}})[{_UNSEEN}]*(?:\s?[-–)ـ]|[./](?=\s))
      | (?P<compound>[0-9٠-٩]{{1,3}}(?:/[0-9٠-٩]{{1,3}})+)[{_UNSEEN}]*\s?[-–)]
      | (?P<letter>[ء-ي]ـ?|[A-Za-z])[{_UNSEEN}]*(?:\s?[-–)]|ـ(?=\s)|[./](?=\s))
      | (?P<roman>[ivxlIVXL]{{2,5}})[.)](?=\s)
      | (?P<bracketed>\([0-9٠-٩]{{1,3}}\)|\([ء-يA-Za-z]ـ?\))\s?[-–]?
      | (?P<ordinal>(?:أول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر)
        \u064b?ا\u064b?)\s?[:.-]
      | (?P<bullet>[-–•*·▪])(?=\s)
    ))\s*(?P<words>\S.*)$""",
    re.VERBOSE,
)
_RULE = re.compile(r"^\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)*\|?$")
_ENDS_A_LINE = (*".:؛;،,؟?!»)”|", "…")
_FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a clause with its sign, or a table of rows of cells.

    `depth` of a clause counts from 0; `lines` of a table are its rows, cells apart.
    """

    kind: Literal["paragraph", "clause", "table"]
    lines: tuple[str, ...]
    sign: str = ""
    depth: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    has_head: bool = False


def blocks_of(text: str) -> list[Block]:
    """Cut the words of a section into paragraphs, clauses and tables, in order."""
    blocks: list[Block] = []
    signs: list[str] = []
    for lines in _groups(text.split("\n")):
        if _is_table(lines):
            blocks.append(_table(lines))
            signs.clear()
        else:
            blocks += _written(lines, signs)
    return blocks


def html_of(text: str) -> SafeString:
    """Show the words of a section; everything in them is escaped."""
    return _html_of(str(text))


def length_of_sign(line: str) -> int:
    """Count the letters of a clause's sign and the space after it; 0 without one."""
    match = _CLAUSE.match(line)
    return match.start("words") if match else 0


# The same words always give the same HTML, so nothing stale is ever kept.
@lru_cache(maxsize=2000)
def _html_of(text: str) -> SafeString:
    parts: list[str] = []
    depth = -1
    for block in blocks_of(text):
        if block.kind == "clause":
            parts += _step(depth, block.depth)
            depth = block.depth
            parts.append(_clause_html(block))
        else:
            parts += _step(depth, -1)
            depth = -1
            parts.append(_paragraph_html(block) if block.lines else _table_html(block))
    parts += _step(depth, -1)
    return mark_safe("".join(parts))  # noqa: S308 — every part was escaped


def _groups(lines: Iterable[str]) -> Iterator[list[str]]:
    """Gather lines that stand together; the rows of a table even over empty lines."""
    group: list[str] = []
    gap = False
    for line in lines:
        if not line.strip():
            gap = True
            continue
        in_table = bool(group) and "|" in group[-1]
        if (group and in_table != ("|" in line)) or (gap and not in_table and group):
            yield group
            group = []
        gap = False
        group.append(line.strip())
    if group:
        yield group


def _is_table(lines: list[str]) -> bool:
    rows = [_cells(line) for line in lines if not _RULE.match(line)]
    return (
        len(rows) >= _FEWEST_ROWS
        and len({len(row) for row in rows}) == 1
        and len(rows[0]) > 1
    )


def _table(lines: list[str]) -> Block:
    rows = tuple(_cells(line) for line in lines if not _RULE.match(line))
    has_head = len(lines) > 1 and bool(_RULE.match(lines[1]))
    return Block("table", (), rows=rows, has_head=has_head)


def _cells(line: str) -> tuple[str, ...]:
    inner = line.removeprefix("|").removesuffix("|")
    return tuple(cell.strip() for cell in inner.split("|"))


def _written(lines: list[str], signs: list[str]) -> Iterator[Block]:
    """Tell clauses from plain lines; `signs` are the sorts of sign that are open."""
    open_lines: list[str] = []
    clause: Block | None = None
    for line in lines:
        match = _CLAUSE.match(line)
        if match is None and _goes_on(clause, open_lines):
            open_lines.append(line)
            continue
        yield from _finished(clause, open_lines, signs)
        clause = _clause(match, signs) if match else None
        open_lines = [match["words"]] if match else [line]
    yield from _finished(clause, open_lines, signs)


def _goes_on(clause: Block | None, lines: list[str]) -> bool:
    """Whether the next unsigned line belongs to what is open now."""
    if not lines:
        return False
    return clause is None or not lines[-1].endswith(_ENDS_A_LINE)


def _finished(
    clause: Block | None, lines: list[str], signs: list[str]
) -> Iterator[Block]:
    if clause is not None:
        yield Block("clause", tuple(lines), sign=clause.sign, depth=clause.depth)
    elif lines:
        signs.clear()
        yield Block("paragraph", tuple(lines))


def _clause(match: re.Match[str], signs: list[str]) -> Block:
    """Place a clause: a new sort of sign goes one deeper, a known one back out."""
    found = match.groupdict()
    sort = next(name for name in found if name != "sign" and found[name])
    if sort in signs:
        del signs[signs.index(sort) + 1 :]
    else:
        signs.append(sort)
    return Block("clause", (), sign=match["sign"].strip(), depth=len(signs) - 1)


def _step(depth: int, wanted: int) -> list[str]:
    """Open or close the lists between two depths; -1 is outside every list."""
    if wanted > depth:
        return ['<ul class="legal-text__clauses" role="list">'] * (wanted - depth)
    closed = ["</li></ul>"] * (depth - wanted)
    return [*closed, "</li>"] if wanted >= 0 else closed


def _clause_html(block: Block) -> str:
    return format_html(
        '<li class="legal-text__clause"><p class="legal-text__words">'
        '<span class="legal-text__sign">{}</span> {}</p>',
        block.sign,
        _broken(block.lines),
    )


def _paragraph_html(block: Block) -> str:
    return format_html("<p>{}</p>", _broken(block.lines))


def _broken(lines: tuple[str, ...]) -> SafeString:
    escaped = "<br>".join(str(conditional_escape(line)) for line in lines)
    return mark_safe(escaped)  # noqa: S308 — every line was escaped


def _table_html(block: Block) -> str:
    rows = list(block.rows)
    head = ""
    if block.has_head:
        cells = _row(rows.pop(0), '<th scope="col">{}</th>')
        head = f"<thead><tr>{cells}</tr></thead>"
    body = "".join(f"<tr>{_row(row, '<td>{}</td>')}</tr>" for row in rows)
    return f'<table class="legal-text__table">{head}<tbody>{body}</tbody></table>'


def _row(cells: Iterable[str], cell: str) -> str:
    return "".join(format_html(cell, words) for words in cells)
