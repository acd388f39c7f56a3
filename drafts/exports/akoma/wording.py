"""The words of a section as paragraphs, lists of clauses and tables.

Structure is written only where the same lines are read from it again; every other block
is a paragraph with its lines as they stand.
"""

from collections.abc import Sequence
from typing import NamedTuple

from drafts.documents import Block, blocks_of
from drafts.exports.akoma.elements import (
    Element,
    Names,
    add,
    add_words,
    name_of,
)
from drafts.readers.akoma import BARRED, RULE, SPACED, TIGHT, lines_of_blocks


class _Piece(NamedTuple):
    """A block with its lines as the source has them, and the empty ones before it."""

    block: Block
    lines: tuple[str, ...]
    gap: int


def add_text(parent: Element, text: str, names: Names, *, above: str) -> None:
    """Put the words of a section below `parent`, so that they can be read again."""
    here = len(parent)
    wording = _Wording(parent, names, above)
    for piece in _pieces(text):
        wording.write(piece)
    if len(parent) > here and _read_again(parent, here) == text:
        return
    for child in parent[here:]:
        parent.remove(child)
    for line in text.split("\n"):
        wording.add_paragraph((line,))


def _read_again(parent: Element, here: int) -> str:
    return "\n".join(lines_of_blocks(parent[here:], exact=True))


def _pieces(text: str) -> list[_Piece]:
    """Give each block the lines that it was made of."""
    lines = text.split("\n")
    pieces: list[_Piece] = []
    at = 0
    for block in blocks_of(text):
        start = _next_said(lines, at)
        end = _end_of(block, lines, start)
        pieces.append(_Piece(block, tuple(lines[start:end]), start - at))
        at = end
    return pieces


def _next_said(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _end_of(block: Block, lines: Sequence[str], start: int) -> int:
    if block.kind != "table":
        return start + len(block.lines)
    end = start
    while end < len(lines) and (not lines[end].strip() or "|" in lines[end]):
        end += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return end


class _Wording:
    """Writes pieces below an element; lists open and close as clauses go deeper."""

    def __init__(self, parent: Element, names: Names, above: str) -> None:
        self._parent, self._names, self._above = parent, names, above
        self._lists: list[Element] = []  # the open ones, the outermost first

    def write(self, piece: _Piece) -> None:
        """Write one piece, and the empty lines before it."""
        for _empty in range(piece.gap - 1):
            self.add_paragraph(("",))
        tokens = (SPACED,) if piece.gap else ()
        if piece.block.kind == "clause" and _sign_gap(piece) is not None:
            self._add_clause(piece, tokens)
        elif not self._add_table(piece, tokens):
            self.add_paragraph(piece.lines, tokens)

    def add_paragraph(self, lines: Sequence[str], tokens: Sequence[str] = ()) -> None:
        """Write lines as they stand; no clause after them goes on with a list."""
        self._lists.clear()
        marks = _marks(self._names.counted(self._above, "p"), tokens)
        add_words(self._parent, "p", "\n".join(lines), attributes=marks)

    def _add_clause(self, piece: _Piece, tokens: Sequence[str]) -> None:
        depth = min(piece.block.depth, len(self._lists))
        del self._lists[depth + 1 :]
        if depth == len(self._lists):
            self._open_list()
        clauses = self._lists[-1]
        name = self._names.numbered(name_of(clauses), "item", piece.block.sign)
        tight = (TIGHT,) if _sign_gap(piece) == "" else ()
        item = add(clauses, "item", _marks(name, (*tokens, *tight)))
        add_words(item, "num", piece.block.sign)
        add_words(item, "p", "\n".join(piece.block.lines))

    def _open_list(self) -> None:
        """Begin a list below the last clause of the one around it."""
        host = self._lists[-1][-1] if self._lists else self._parent
        above = name_of(host) if self._lists else self._above
        name = self._names.counted(above, "blockList")
        self._lists.append(add(host, "blockList", {"eId": name}))

    def _add_table(self, piece: _Piece, tokens: Sequence[str]) -> bool:
        """Write a table, if its lines can be told from its cells again."""
        if piece.block.kind != "table":
            return False
        self._lists.clear()
        here = len(self._parent)
        wanted = "\n".join([*([""] if piece.gap else []), *piece.lines])
        for bars in ((), (BARRED,)):
            table = self._table(piece, (*tokens, *bars))
            if _read_again(self._parent, here) == wanted:
                return True
            self._parent.remove(table)
        return False

    def _table(self, piece: _Piece, tokens: Sequence[str]) -> Element:
        marks = _marks(self._names.counted(self._above, "table"), tokens)
        if piece.block.has_head:
            marks[RULE] = piece.lines[1]
        table = add(self._parent, "table", marks)
        for index, cells in enumerate(piece.block.rows):
            row = add(table, "tr")
            is_head = piece.block.has_head and index == 0
            for cell in cells:
                add_words(add(row, "th" if is_head else "td"), "p", cell)
        return table


def _marks(name: str, tokens: Sequence[str]) -> dict[str, str]:
    return {"eId": name, **({"class": " ".join(tokens)} if tokens else {})}


def _sign_gap(piece: _Piece) -> str | None:
    """What parts the sign of a clause from its words: a space, nothing, or None.

    None when the lines cannot be told from sign and words.
    """
    for gap in (" ", ""):
        first, *others = piece.block.lines
        if (f"{piece.block.sign}{gap}{first}", *others) == piece.lines:
            return gap
    return None
