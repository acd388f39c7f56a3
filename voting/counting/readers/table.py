"""CSV as our result pages write it: `count,ranking`, or `count,NAME,NAME,…`.

In a ranking `A > B = C` names with `>` or `=` in them stand in double quotes. Under
names stand numbers or nothing: points, or for methods that rank, the place (1 is
first).
"""

import csv
import re
from collections.abc import Iterator
from fractions import Fraction
from io import StringIO

from voting.counting.elections import Election, Vote
from voting.counting.errors import UncountableVotesError
from voting.counting.readers.cells import (
    Options,
    number,
    ranks_by,
    refuse_repeated,
    whole,
)

Row = tuple[int, list[str]]
_PLACE = re.compile(r'\s*(?:"((?:[^"]|"")+)"\s*|([^>="][^>=]*))([>=]|$)')


def read_table(text: str) -> Election:
    """Read votes from CSV; the method is not said in it.

    Raises:
        UncountableVotesError: the head or a row is malformed.
    """
    rows = _rows(text)
    line, head = next(rows, (1, [""]))
    names = [cell.strip() for cell in head]
    if names[0].casefold() != "count" or len(names) == 1 or not all(names):
        message = "the first line is count,ranking or count and the names of options."
        raise UncountableVotesError(message, line=line)
    refuse_repeated(names[1:], line=line)
    if [name.casefold() for name in names[1:]] == ["ranking"]:
        return _rankings(rows)
    votes = [_numbers(cells, len(names), at) for at, cells in rows]
    return Election(options=tuple(names[1:]), votes=tuple(votes))


def _rows(text: str) -> Iterator[Row]:
    """Cut into rows, each with the line on which it ends; empty ones are left out.

    Raises:
        UncountableVotesError: a quote is never closed.
    """
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        message = "this is not CSV."
        raise UncountableVotesError(message, line=reader.line_num) from error


def _rankings(rows: Iterator[Row]) -> Election:
    options, votes = Options(), []
    for line, cells in rows:
        _refuse_another_width(cells, 2, line)
        times = whole(cells[0], line=line, what="the count")
        votes.append(Vote(options.ranks(_ranking(cells[1], line)), times=times))
    return Election(options=options.names, votes=tuple(votes))


def _ranking(text: str, line: int) -> list[list[str]]:
    groups: list[list[str]] = []
    mark, at = ">", 0
    while mark and text.strip():
        found = _PLACE.match(text, at)
        name = found and ((found[1] or "").replace('""', '"') or found[2] or "").strip()
        if not found or not name:
            message = "a ranking is names with > or = between them."
            raise UncountableVotesError(message, line=line)
        groups += [[]] if mark == ">" else []
        groups[-1].append(name)
        mark, at = found[3], found.end()
    refuse_repeated([name for equals in groups for name in equals], line=line)
    return groups


def _numbers(cells: list[str], width: int, line: int) -> Vote:
    _refuse_another_width(cells, width, line)
    points: dict[int, Fraction] = {}
    for option, cell in enumerate(cells[1:]):
        if cell.strip():
            points[option] = number(cell, line=line, what="what an option is given")
    places = {option: said for option, said in points.items() if said > 0}
    return Vote(
        ranks=ranks_by(places, best_is_greatest=False),
        points=points,
        times=whole(cells[0], line=line, what="the count"),
    )


def _refuse_another_width(cells: list[str], width: int, line: int) -> None:
    if len(cells) != width:
        message = f"there are {len(cells)} cells, and {width} in the first line."
        raise UncountableVotesError(message, line=line)
