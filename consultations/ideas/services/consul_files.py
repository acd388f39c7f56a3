"""Reading the tables that a CONSUL site exports."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.utils.translation import gettext as _

from consultations.ideas.errors import UnreadableTableError

NO_PARENT = frozenset({"", "-1", "0"})
TIME = re.compile(r"(?:0 days )?(\d{1,2}):(\d{2}):(\d{2})")
LARGEST = 2**31 - 1
LONGEST_ID = 80
LONGEST_CELL = 2**20


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal as CONSUL kept it; `submitted_at` is local time without a zone."""

    source_id: str
    title: str
    text: str
    author_name: str
    submitted_at: datetime
    support_count: int


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment as CONSUL kept it; `posted_at` is local time without a zone."""

    source_id: str
    parent_source_id: str
    proposal_id: str
    author_name: str
    text: str
    posted_at: datetime
    agree_count: int
    disagree_count: int


def read_proposals(path: Path) -> list[ProposalRow]:
    """Read a table of proposals: id, title, summary, text, date, numSupports, userId.

    Raises:
        UnreadableTableError: it is no such table; the sentence names the line.

    """
    return [
        ProposalRow(
            source_id=line.name("id"),
            title=line.text("title", required=True),
            text=_joined(line.text("summary"), line.text("text")),
            author_name=line.author(),
            submitted_at=line.moment(),
            support_count=line.count("numSupports"),
        )
        for line in _lines(path, ("id", "title", "date"))
    ]


def read_comments(path: Path) -> list[CommentRow]:
    """Read a table of comments: id, parentId, proposalId, text, date, time, votes.

    Raises:
        UnreadableTableError: it is no such table; the sentence names the line.

    """
    return [
        CommentRow(
            source_id=line.name("id"),
            parent_source_id=line.parent(),
            proposal_id=line.name("proposalId"),
            author_name=line.author(),
            text=line.text("text"),
            posted_at=line.moment(),
            agree_count=line.count("numPositiveVotes"),
            disagree_count=line.count("numNegativeVotes"),
        )
        for line in _lines(path, ("id", "parentId", "proposalId", "text", "date"))
    ]


@dataclass(frozen=True, slots=True)
class _Line:
    """One record of a table, and where it ends."""

    file: str
    number: int
    cells: dict[str, str]

    def text(self, column: str, *, required: bool = False) -> str:
        value = self.cells.get(column, "").strip()
        if "\x00" in value:
            raise _broken(self, _("a character that cannot be stored (NUL)"))
        if required and not value:
            raise _broken(self, _("nothing in the column %(column)s"), column=column)
        return value

    def name(self, column: str) -> str:
        value = self.text(column, required=True)
        if len(value) > LONGEST_ID:
            raise _broken(self, _("too long an id in %(column)s"), column=column)
        return value

    def parent(self) -> str:
        value = self.text("parentId")
        return "" if value in NO_PARENT else self.name("parentId")

    def author(self) -> str:
        """Name an author by number: the source tells no more."""
        number = self.text("userId")[:LONGEST_ID]
        return f"#{number}" if number else ""

    def count(self, column: str) -> int:
        value = self.text(column) or "0"
        if not (value.isascii() and value.isdigit() and int(value) <= LARGEST):
            raise _broken(self, _("no count in the column %(column)s"), column=column)
        return int(value)

    def moment(self) -> datetime:
        time = TIME.fullmatch(self.text("time") or "0:00:00")
        try:
            day = datetime.strptime(self.text("date"), "%Y-%m-%d")  # noqa: DTZ007
        except ValueError as error:
            raise _broken(self, _("no date like 2015-09-15")) from error
        if time is None:
            raise _broken(self, _("no time like 10:50:19"))
        hours, minutes, seconds = map(int, time.groups())
        return day + timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _lines(path: Path, columns: tuple[str, ...]) -> Iterator[_Line]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.DictReader(io.StringIO(_decoded(path), newline=""), strict=True)
    try:
        _check_head(path, reader.fieldnames or (), columns)
        for cells in reader:
            yield _line(path, reader.line_num, cells)
    except csv.Error as error:
        at = _Line(path.name, reader.reader.line_num, {})
        raise _broken(at, _("quotes or columns that do not fit")) from error


def _line(path: Path, number: int, cells: dict[str | None, object]) -> _Line:
    whole = {k: v for k, v in cells.items() if k is not None and isinstance(v, str)}
    line = _Line(path.name, number, whole)
    if len(whole) != len(cells):
        raise _broken(line, _("more or fewer columns than the first line"))
    return line


def _check_head(path: Path, found: object, wanted: tuple[str, ...]) -> None:
    names = set(found) if isinstance(found, list | tuple) else set()
    for column in wanted:
        if column not in names:
            head = _Line(path.name, 1, {})
            raise _broken(head, _("no column named %(column)s"), column=column)


def _decoded(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        sentence = _("The file %(file)s cannot be opened.") % {"file": path.name}
        raise UnreadableTableError(sentence) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = content[: error.start].count(b"\n") + 1
        line = _Line(path.name, number, {})
        raise _broken(line, _("bytes that are no UTF-8")) from error


def _broken(line: _Line, fault: str, **named: str) -> UnreadableTableError:
    sentence = _("Line %(line)d of %(file)s cannot be read: it has %(fault)s.")
    named_fault = fault % named if named else fault
    return UnreadableTableError(
        sentence % {"line": line.number, "file": line.file, "fault": named_fault}
    )


def _joined(summary: str, text: str) -> str:
    """Put summary and text one after the other, once where they say the same."""
    parts = [part for part in (summary, text) if part]
    if len(parts) > 1 and text.startswith(summary):
        return text
    return "\n\n".join(parts)
