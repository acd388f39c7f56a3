"""Pabulib's `.pb`: META, PROJECTS and VOTES, each with a head (pabulib.org/format)."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from io import StringIO

from voting.counting.elections import Election, Vote
from voting.counting.errors import UncountableVotesError
from voting.counting.readers.cells import number, refuse_repeated

_PARTS = {
    "META": ("key", "value"),
    "PROJECTS": ("project_id", "cost"),
    "VOTES": ("voter_id", "vote"),
}
_RULES = {"equalshares/add1": "equal-shares-add1"}
_POINTED = {"cumulative", "scoring"}
Row = tuple[int, Mapping[str, str]]


def read_pabulib(text: str) -> Election:
    """Read a participatory budget with its rule, threshold and costs.

    Points are what the file gives; an ordinal vote gives its first as many as a vote
    may name, the next one less; else a choice is one point.

    Raises:
        UncountableVotesError: a part or a column is missing, or a row is malformed.
    """
    file = _cut(text)
    meta = {row["key"].strip(): (line, row["value"]) for line, row in file.rows["META"]}
    for key in ("budget", "vote_type", "rule"):
        if key not in meta:
            message = f"META does not tell the {key}."
            raise UncountableVotesError(message, line=file.starts["META"])
    rule = meta["rule"][1].strip()
    threshold = meta.get("min_project_score_threshold", (0, "0"))
    return Election(
        options=_projects(file),
        votes=tuple(_Votes(file, meta).read()),
        method=_RULES.get(rule, rule),
        costs=tuple(_cost(row["cost"], line) for line, row in file.rows["PROJECTS"]),
        budget=_cost(meta["budget"][1], meta["budget"][0]),
        threshold=_cost(threshold[1], threshold[0]),
    )


@dataclass
class _Parts:
    rows: dict[str, list[Row]] = field(default_factory=dict)
    starts: dict[str, int] = field(default_factory=dict)


def _cut(text: str) -> _Parts:
    """Cut a file into its parts, rows by the names of their columns.

    Raises:
        UncountableVotesError: a part or a column is missing.
    """
    parts, part, last = _Parts(), "", 1
    head: list[str] = []
    for last, cells in _rows(text):
        name = cells[0].strip()
        if name in _PARTS and len([cell for cell in cells if cell]) == 1:
            part, head = name, []
            parts.rows[part], parts.starts[part] = [], last
        elif not head:
            head = _head(part, cells, last)
        else:
            parts.rows[part].append((last, _row(part, head, cells, line=last)))
    missing = [name for name in _PARTS if name not in parts.rows]
    if missing:
        message = f"the file ends before {missing[0]}."
        raise UncountableVotesError(message, line=last)
    return parts


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=";")
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        message = "this cannot be cut into cells."
        raise UncountableVotesError(message, line=reader.line_num) from error


def _head(part: str, cells: list[str], line: int) -> list[str]:
    head = [cell.strip() for cell in cells]
    if not part:
        message = "the file begins with META."
        raise UncountableVotesError(message, line=line)
    missing = [name for name in _PARTS[part] if name not in head]
    if missing:
        message = f"{part} has no column {missing[0]}."
        raise UncountableVotesError(message, line=line)
    return head


def _row(
    part: str, head: list[str], cells: list[str], *, line: int
) -> Mapping[str, str]:
    row = dict(zip(head, cells, strict=False))
    missing = [name for name in _PARTS[part] if name not in row]
    if missing:
        message = f"a row of {part} has no {missing[0]}."
        raise UncountableVotesError(message, line=line)
    return row


def _projects(file: _Parts) -> tuple[str, ...]:
    names = tuple(row["project_id"].strip() for _, row in file.rows["PROJECTS"])
    for place, (line, _) in enumerate(file.rows["PROJECTS"]):
        if names[place] in names[:place]:
            refuse_repeated(names[: place + 1], line=line)
    return names


def _cost(text: str, line: int) -> Fraction:
    """Read money, with a decimal comma or point.

    Raises:
        UncountableVotesError: it is no number, or less than nothing.
    """
    said = number(text.replace(",", "."), line=line, what="an amount")
    if said < 0:
        message = "an amount is not less than nothing."
        raise UncountableVotesError(message, line=line)
    return said


class _Votes:
    """The rows of VOTES, read as the kind of vote that META names."""

    def __init__(self, file: _Parts, meta: Mapping[str, tuple[int, str]]) -> None:
        self.rows = file.rows["VOTES"]
        self.places = {name: place for place, name in enumerate(_projects(file))}
        self.kind = meta["vote_type"][1].strip()
        longest = (len(row["vote"].split(",")) for _, row in self.rows)
        line, most = meta.get("max_length", (1, str(max(longest, default=1))))
        self.most = number(most, line=line, what="max_length")

    def read(self) -> Iterator[Vote]:
        for line, row in self.rows:
            options = self.options(row["vote"], line)
            points = self.points(options, row.get("points", ""), line)
            yield Vote(ranks=self.ranks(options), points=points)

    def options(self, text: str, line: int) -> list[int]:
        names = [name.strip() for name in text.split(",")] if text.strip() else []
        refuse_repeated(names, line=line)
        unknown = [name for name in names if name not in self.places]
        if unknown:
            message = f"there is no project “{unknown[0][:60]}”."
            raise UncountableVotesError(message, line=line)
        return [self.places[name] for name in names]

    def points(self, options: list[int], said: str, line: int) -> dict[int, Fraction]:
        if self.kind == "ordinal":
            return {o: max(self.most - n, Fraction(0)) for n, o in enumerate(options)}
        if self.kind not in _POINTED:
            return dict.fromkeys(options, Fraction(1))
        numbers = said.split(",") if said.strip() else []
        if len(numbers) != len(options):
            message = f"{len(options)} projects have {len(numbers)} points."
            raise UncountableVotesError(message, line=line)
        given = [number(each, line=line, what="a point") for each in numbers]
        return dict(zip(options, given, strict=True))

    def ranks(self, options: list[int]) -> tuple[tuple[int, ...], ...]:
        if self.kind == "ordinal":
            return tuple((option,) for option in options)
        return (tuple(options),) if options else ()
