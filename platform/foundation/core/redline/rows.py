"""Two texts side by side: each line of one opposite the line it became."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from foundation.core.redline.runs import Kind, Run, redline
from foundation.core.redline.tokens import words_in

Side = tuple[Run, ...]


class Row(NamedTuple):
    """A line of the old text and the line opposite it; None where there is none.

    `old` holds runs `same` and `del`, `new` runs `same` and `ins`; an empty tuple is a
    line without words.
    """

    old: Side | None
    new: Side | None

    @property
    def is_changed(self) -> bool:
        """Whether the two sides differ."""
        return self.old != self.new


class _Link(NamedTuple):
    """How many words two lines, one of each text, have in common."""

    old: int
    new: int
    words: int


def side_by_side(old: str, new: str) -> list[Row]:
    """Put two texts in rows of lines; each text's lines joined by LF are the text.

    A text without any character has no lines.
    """
    here = old.split("\n") if old else []
    there = new.split("\n") if new else []
    rows: list[Row] = []
    i = j = 0
    for link in [*_chain(old, new), _Link(len(here), len(there), 0)]:
        rows += _unlinked(here[i : link.old], there[j : link.new])
        if link.words:
            rows.append(_row(here[link.old], there[link.new]))
        i, j = link.old + 1, link.new + 1
    return rows


def _row(old: str, new: str) -> Row:
    runs = redline(old, new)
    return Row(_only(runs, "del"), _only(runs, "ins"))


def _only(runs: Sequence[Run], kind: Kind) -> Side:
    return tuple(run for run in runs if run.kind in {"same", kind})


def _unlinked(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    """Lines with nothing in common: as many as can be stand opposite each other."""
    for was, now in zip_longest(old, new):
        if was == now:
            yield _row(was, now)
        else:
            yield Row(_whole("del", was), _whole("ins", now))


def _whole(kind: Kind, line: str | None) -> Side | None:
    if line is None:
        return None
    return (Run(kind, line),) if line else ()


def _chain(old: str, new: str) -> list[_Link]:
    """Choose links that cross nowhere, with the most words together.

    Links rise on both sides, so all before the last that fits fit as well: `best` holds
    for each number of links the most words, and the link with which they are reached.
    """
    links = _links(old, new)
    best: list[tuple[int, int]] = [(0, -1)]
    for index, link in enumerate(links):
        words = link.words + best[_fitting(links, index)][0]
        best.append(max(best[-1], (words, index), key=lambda pair: pair[0]))
    chain: list[_Link] = []
    index = best[-1][1]
    while index >= 0:
        chain.append(links[index])
        index = best[_fitting(links, index)][1]
    return chain[::-1]


def _fitting(links: Sequence[_Link], index: int) -> int:
    """How many of the links before that one cross it and its lines nowhere."""
    link = links[index]
    count = index
    while count and not _is_before(links[count - 1], link):
        count -= 1
    return count


def _is_before(link: _Link, other: _Link) -> bool:
    return link.old < other.old and link.new < other.new


def _links(old: str, new: str) -> list[_Link]:
    """Count, for the lines that share words, how many; in the order of both."""
    shared: Counter[tuple[int, int]] = Counter()
    line = {"del": 0, "ins": 0}
    for run in redline(old, new):
        for number, piece in enumerate(run.text.split("\n")):
            for side in line:
                line[side] += bool(number) and run.kind in {"same", side}
            if run.kind == "same":
                shared[line["del"], line["ins"]] += words_in(piece) or bool(piece)
    return [_Link(i, j, words) for (i, j), words in sorted(shared.items()) if words]
