"""HTML as lines: headings, paragraphs, list items and table rows."""

import re
from collections.abc import Iterator

import lxml.html
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from drafts.readers.decoding import decode
from drafts.readers.errors import Reason, UnreadableFileError
from drafts.splitting import Line, MarkedText


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_UNSEEN = _names(
    "script style noscript template head title iframe object embed svg math select"
    " button textarea input nav"
)
_BLOCKS = _names(
    "html body address article aside blockquote center dd details dialog div dl dt"
    " fieldset figcaption figure footer form header hr li main ol p pre section"
    " summary table tbody tfoot thead tr ul caption br"
)
_PARAGRAPHS = frozenset({"p", "div", "br"})
_LISTS = frozenset({"ol", "ul", "menu"})
_BOLD = frozenset({"b", "strong"})
_CELLS = frozenset({"td", "th"})
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE
)


def read_html(content: bytes) -> MarkedText:
    """Lines of an HTML page, without scripts and forms; `h1` to `h6` are marks.

    Raises:
        UnreadableFileError: the encoding is unknown, or there is no text.
    """
    return html_to_lines(_decode_page(content))


def html_to_lines(page: str) -> MarkedText:
    """Lines of HTML that is already text.

    Raises:
        UnreadableFileError: there is nothing to read in it.
    """
    if not page.strip():
        return MarkedText(())
    parser = lxml.html.HTMLParser(huge_tree=True)
    try:
        root = lxml.html.document_fromstring(
            _DECLARATION.sub("", page.replace("\0", "")), parser=parser
        )
    except (LxmlError, ValueError) as error:
        message = "The HTML could not be read."
        raise UnreadableFileError(Reason.BROKEN, message) from error
    if any("depth" in entry.message for entry in parser.error_log):
        # The parser would leave out what stands deeper, and say nothing.
        message = "The HTML nests too deep to be read."
        raise UnreadableFileError(Reason.BROKEN, message)
    return MarkedText(tuple(_Walk().lines_in(root)))


def _decode_page(content: bytes) -> str:
    named = _CHARSET.search(content[:2000])
    try:
        return content.decode(named[1].decode("ascii")) if named else decode(content)
    except (LookupError, UnicodeDecodeError):
        # A page often names another encoding than it is in.
        return decode(content)


class _Walk:
    """One pass over the tree that gathers text until a block begins or ends."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._text: list[str] = []
        self._mark = self._quotes = self._cells = 0
        self._lists: list[int | None] = []  # the last number of each open list
        self._has_words = False
        self._bold_from_start = False
        self._strong = 0

    def lines_in(self, root: HtmlElement) -> list[Line]:
        """Lines of everything below `root`, in reading order."""
        # Without recursion: a page may nest deeper than Python's stack.
        stack: list[Iterator[HtmlElement]] = [self._children(root)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
            else:
                stack.append(self._children(child))
        self._end_line()
        return self._lines

    def _children(self, element: HtmlElement) -> Iterator[HtmlElement]:
        """Give the children one by one, doing what is due around and between them."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _UNSEEN:
            return
        self._open(element, tag)
        self._add(element.text or "")
        for child in element:
            yield child
            self._add(child.tail or "")
        self._close(tag)

    def _open(self, element: HtmlElement, tag: str) -> None:
        self._break_before(tag)
        self._mark = _HEADINGS.get(tag, self._mark)
        self._quotes += tag == "blockquote"
        self._cells += tag in _CELLS
        if tag in _LISTS:
            self._lists.append(_first_number(element) - 1 if tag == "ol" else None)
        elif tag == "li":
            self._text.append(self._bullet())
        elif tag in _BOLD and not self._has_words:
            self._bold_from_start = True

    def _break_before(self, tag: str) -> None:
        if tag in _CELLS:
            self._text.append(" | " if self._has_words else "")
        elif self._cells and tag in _PARAGRAPHS:
            self._text.append(" ")
        # The first paragraph of a list item goes on the item's own line.
        elif tag in _PARAGRAPHS and self._text and not self._has_words:
            return
        elif tag in _BLOCKS or tag in _HEADINGS:
            self._end_line()

    def _close(self, tag: str) -> None:
        self._cells -= tag in _CELLS
        if tag in _LISTS:
            self._lists.pop()
        if tag in _BOLD and self._bold_from_start:
            self._strong = len(self._line_so_far())
            self._bold_from_start = False
        if (tag in _BLOCKS or tag in _HEADINGS) and not self._cells:
            self._end_line()
        self._quotes -= tag == "blockquote"
        if tag in _HEADINGS:
            self._mark = 0

    def _bullet(self) -> str:
        """The sign of a list item; numbered lists keep the number a page shows."""
        last = self._lists[-1] if self._lists else None
        if last is None:
            return "- "
        self._lists[-1] = last + 1
        return f"{last + 1}. "

    def _line_so_far(self) -> str:
        return " ".join("".join(self._text).split())

    def _add(self, text: str) -> None:
        if text:
            self._text.append(text)
            self._has_words = self._has_words or not text.isspace()

    def _end_line(self) -> None:
        if self._has_words:
            text = self._line_so_far()
            quoted = self._quotes > 0
            self._lines.append(Line(text, self._mark, quoted, self._strong))
            self._lines.append(Line(""))
        self._text = []
        self._strong = 0
        self._has_words = self._bold_from_start = False


def _first_number(ordered_list: HtmlElement) -> int:
    start = ordered_list.get("start", "1")
    return int(start) if re.fullmatch(r"\d{1,5}", start) else 1
