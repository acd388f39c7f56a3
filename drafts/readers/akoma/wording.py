"""The words below an element as lines: paragraphs, clauses with their sign, rows."""

import re
import sys
from collections.abc import Iterable, Iterator

from drafts.readers.akoma.marks import (
    BARRED,
    CODE,
    HEADING,
    IMPLIED,
    RULE,
    SPACED,
    TIGHT,
)
from drafts.readers.akoma.parsing import Element, local_name


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LABELS = _names("num heading subheading")
_BREAKS = _names("br eol eop")
_UNSEEN = _names("meta noteRef toc")
_LISTS = _names("ol ul")
# Everything that begins a line of its own; what is not named here stands in a line.
BLOCKS = _names(
    "p block blockContainer blockList item listIntroduction listWrapUp table tr ol ul"
    " li intro content wrapUp container hcontainer recitals recital citations citation"
    " formula longTitle tblock foreign caption crossHeading interstitial toc"
    " quotedStructure embeddedStructure portionStructure"
    " part chapter section article book title tome division subpart subchapter subtitle"
    " subdivision subsection paragraph subparagraph clause subclause list sublist point"
    " indent alinea level rule subrule proviso transitional"
    " preface preamble body mainBody conclusions coverPage attachments attachment"
    " components component doc bill act statement signatures collectionBody"
    " componentRef num heading subheading"
)


def words_in(element: Element, *, exact: bool = False) -> str:
    """All words below an element, without its own number and heading, as lines.

    `exact` takes white space as it stands, as our own exports mean it.
    """
    return "\n".join(_Wording(exact=exact).below(element))


def lines_of_blocks(blocks: Iterable[Element], *, exact: bool) -> list[str]:
    """The lines of several elements in order."""
    wording = _Wording(exact=exact)
    return [line for block in blocks for line in wording.of(block)]


def inline_text(element: Element, *, exact: bool = False) -> str:
    """The words of an element that stands in a line; breaks are line ends."""
    text = "".join(_pieces(element, exact=exact))
    if exact:
        return text
    return "\n".join(filter(None, (squeezed(line) for line in text.split("\n"))))


def squeezed(text: str) -> str:
    """Words with single spaces between them."""
    return " ".join(text.split())


def label_of(element: Element, name: str, *, exact: bool = False) -> str:
    """The number or heading of an element, in one line."""
    for child in element:
        if local_name(child) == name and IMPLIED not in classes_of(child):
            text = inline_text(child, exact=exact)
            return text if exact else squeezed(text)
    return ""


def classes_of(element: Element) -> list[str]:
    """The tokens of `class`."""
    return (element.get("class") or "").split()


def character_of(code: str) -> str:
    """A character by its hexadecimal code; nothing where it is none, or NUL."""
    known = re.fullmatch("[0-9a-f]{4,6}", code)
    number = int(code, 16) if known else 0
    text = chr(number) if 0 < number <= sys.maxunicode else ""
    return text.encode(errors="ignore").decode()  # no half of a surrogate pair


def joined(*labels: str) -> str:
    """Labels in one line."""
    return " ".join(filter(None, labels))


class _Wording:
    def __init__(self, *, exact: bool) -> None:
        self.exact = exact

    def below(self, element: Element) -> list[str]:
        """The lines of what stands below an element."""
        lines: list[str] = []
        if not self.exact and (element.text or "").strip():
            lines.append(squeezed(element.text or ""))
        for child in element:
            if local_name(child) not in _LABELS:
                lines += self.of(child)
            if not self.exact and (child.tail or "").strip():
                lines.append(squeezed(child.tail or ""))
        return lines

    def of(self, element: Element) -> list[str]:
        """The lines of an element, an empty one before it where the export had one."""
        name = local_name(element)
        if name in _UNSEEN:
            return []
        lines = self._lines(element, name)
        spaced = self.exact and SPACED in classes_of(element)
        return ["", *lines] if spaced else lines

    def _lines(self, element: Element, name: str) -> list[str]:
        if name == "table":
            return self._rows(element)
        if name in _LISTS:
            return self._bullets(element)
        if not _holds_blocks(element):
            return self._in_line(element)
        if any(local_name(child) in {"num", "heading"} for child in element):
            return self._under_label(element)
        return self.below(element)

    def _in_line(self, element: Element) -> list[str]:
        text = inline_text(element, exact=self.exact)
        return text.split("\n") if text or self.exact else []

    def _under_label(self, element: Element) -> list[str]:
        """A clause: its number stands before the first line of its words."""
        number = label_of(element, "num", exact=self.exact)
        heading = label_of(element, "heading", exact=self.exact)
        label = joined(number, heading, label_of(element, "subheading"))
        lines = self.below(element)
        if heading or not lines:
            return [label, *lines]
        gap = "" if self.exact and TIGHT in classes_of(element) else " "
        return [f"{label}{gap}{lines[0]}" if label else lines[0], *lines[1:]]

    def _bullets(self, element: Element) -> list[str]:
        lines: list[str] = []
        numbered = local_name(element) == "ol"
        for index, child in enumerate(element, start=1):
            words = self.of(child) or [""]
            sign = f"{index}. " if numbered else "- "
            lines += [sign + words[0], *words[1:]]
        return lines

    def _rows(self, table: Element) -> list[str]:
        barred = BARRED in classes_of(table)
        rows = table.iter("{*}tr")
        lines = [line_of_cells(self._cells(row), barred=barred) for row in rows]
        caption = [
            inline_text(child) for child in table if local_name(child) == "caption"
        ]
        rule = table.get(RULE)
        return [*caption, *lines[:1], *([rule] if rule else []), *lines[1:]]

    def _cells(self, row: Element) -> list[str]:
        return [
            " ".join(self.below(cell) if _holds_blocks(cell) else self._in_line(cell))
            for cell in row
        ]


def line_of_cells(cells: Iterable[str], *, barred: bool) -> str:
    """A row of a table as one line."""
    line = " | ".join(cells)
    return f"| {line} |" if barred else line


def _holds_blocks(element: Element) -> bool:
    return any(local_name(child) in BLOCKS for child in element)


def _pieces(element: Element, *, exact: bool) -> Iterator[str]:
    """The text of an element in reading order; notes in brackets, breaks as lines."""
    yield _kept(element.text, exact=exact)
    for child in element:
        name = local_name(child)
        if name in _BREAKS:
            yield "\n"
        elif child.get(CODE) and exact:
            yield character_of(child.get(CODE) or "")
        elif name == "authorialNote":
            yield f" [{squeezed(' '.join(child.itertext()))}]"
        elif name not in _UNSEEN:
            yield from _pieces(child, exact=exact)
        yield _kept(child.tail, exact=exact)


def _kept(text: str | None, *, exact: bool) -> str:
    # Line ends in the file are its indentation; only <br/> and <eol/> break a line.
    return (text or "") if exact else " ".join((text or "").splitlines())


def heading_container(preamble: Element) -> Element | None:
    """The container that holds the heading of a preamble in our own exports."""
    for child in preamble:
        if local_name(child) == "container" and child.get("name") == HEADING:
            return child
    return None
