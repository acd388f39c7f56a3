"""Which part of one version of a text became which part of the next."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from drafts.comparing.dividing import attach_pieces, places_in
from drafts.comparing.likeness import Likeness
from drafts.comparing.pairing import (
    CLEARLY,
    Pairing,
    pair_alike,
    pair_by_name,
    pair_identical,
    pair_repeated,
)
from drafts.comparing.placing import pair_by_place, pair_in_gaps
from drafts.comparing.rising import heaviest_rising
from drafts.comparing.units import Unit, read_unit

_TINY = 1e-6  # so that words decide only between rows of equal length


class Change(StrEnum):
    """What became of a part; the values are stored and part of the interface."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    SPLIT = "split"
    MERGED = "merged"
    ADDED = "added"
    REMOVED = "removed"


class Pair(NamedTuple):
    """Positions in the old text and the positions in the new text that they became.

    Positions count from 0 and rise; one side holds at most one of them, except that an
    added part has no old one and a removed part no new one.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    change: Change

    def as_json(self) -> dict[str, object]:
        """The pair as the command prints it."""
        return {"old": [*self.old], "new": [*self.new], "change": self.change.value}


def align(old: Sequence[Unit], new: Sequence[Unit]) -> list[Pair]:
    """Pair the parts of two versions; each position of both stands in one pair.

    The pairs stand in the order of the new text, removed parts after the one that stood
    before them.
    """
    likeness = Likeness([*map(read_unit, old)], [*map(read_unit, new)])
    pairing = Pairing.none_yet(likeness)
    pair_identical(pairing)
    pair_alike(pairing, CLEARLY)
    _divide(pairing, near=0.6, far=0.75)
    pair_in_gaps(pairing)
    pair_repeated(pairing)
    pair_alike(pairing, 0.3)
    _divide(pairing, near=0.4, far=0.6)
    pair_by_place(pairing)
    pair_by_name(pairing)
    return _in_reading_order(_labelled(pairing))


def keeper(pair: Pair, old: Sequence[Unit], new: Sequence[Unit]) -> tuple[int, int]:
    """Which old and which new part of a pair are the same one: (old, new).

    Of a split part identity stays with the piece that has most of its words, of merged
    parts with the one that gave most words; the first of equals.

    Raises:
        ValueError: the part was added or removed, so that nothing is kept.

    """
    if not pair.old or not pair.new:
        message = "Only a part that stands in both texts is kept."
        raise ValueError(message)
    likeness = Likeness(
        [read_unit(old[i]) for i in pair.old], [read_unit(new[j]) for j in pair.new]
    )
    pairing = Pairing.none_yet(likeness)
    both = [(i, j) for i in range(len(pair.old)) for j in range(len(pair.new))]
    i, j = max(both, key=lambda at: len(places_in(pairing, *at)))
    return pair.old[i], pair.new[j]


def _divide(pairing: Pairing, *, near: float, far: float) -> None:
    attach_pieces(pairing, near=near, far=far)
    attach_pieces(pairing.backwards(), near=near, far=far)


def _labelled(pairing: Pairing) -> Iterator[Pair]:
    moved = _moved(pairing)
    for i, partners in enumerate(pairing.of_old):
        others = pairing.of_new[partners[0]] if partners else [i]
        if i != min(others):
            continue
        old, new = tuple(sorted(others)), tuple(sorted(partners))
        yield Pair(old, new, _change(pairing, old, new, is_moved=i in moved))
    for j, sources in enumerate(pairing.of_new):
        if not sources:
            yield Pair((), (j,), Change.ADDED)


def _change(
    pairing: Pairing, old: Sequence[int], new: Sequence[int], *, is_moved: bool
) -> Change:
    """Name a change; the rarer, more telling word wins (docs/decisions/0090)."""
    if not new:
        return Change.REMOVED
    if len(new) > 1:
        return Change.SPLIT
    if len(old) > 1:
        return Change.MERGED
    return _change_of_one(pairing, old[0], new[0], is_moved=is_moved)


def _change_of_one(pairing: Pairing, i: int, j: int, *, is_moved: bool) -> Change:
    was, now = pairing.old(i), pairing.new(j)
    if (was.kind, was.exact) != (now.kind, now.exact):
        return Change.CHANGED
    if is_moved:
        return Change.MOVED
    return Change.UNCHANGED if was.number == now.number else Change.RENUMBERED


def _moved(pairing: Pairing) -> set[int]:
    """The old positions outside the longest row of parts that kept their order.

    Of rows equally long, the one with most words stays.
    """
    pairs = [(i, min(js)) for i, js in enumerate(pairing.of_old) if js]
    weights = [1 + len(pairing.old(i).words) * _TINY for i, _ in pairs]
    kept = heaviest_rising([j for _, j in pairs], weights)
    return {i for i, _ in pairs} - {pairs[at][0] for at in kept}


def _in_reading_order(pairs: Iterator[Pair]) -> list[Pair]:
    """Sort by the new text; what was removed follows what stood before it."""
    by_old = sorted(pairs, key=lambda pair: pair.old[:1] or (-1,))
    placed: list[tuple[tuple[int, int], Pair]] = []
    last = -1
    for at, pair in enumerate(by_old):
        last = pair.new[0] if pair.new else last
        placed.append(((last, 0 if pair.new else at + 1), pair))
    return [pair for _, pair in sorted(placed, key=lambda item: item[0])]
