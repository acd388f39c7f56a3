"""Which items of two sequences stand for each other: blocks in common, in order.

Long phrases that stand once in each sequence are set first (patience), so that what
stayed together stays together; between them the longest common subsequence is found
with bit vectors (Hyyrö 2004, "Bit-parallel LCS-length computation revisited"), whose
time and room are bounded whatever the texts are.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_PHRASES = (8, 4, 1)  # items in an anchor; single ones only where all is too large
_LARGEST = 200_000_000  # bits kept at once; what is larger counts as replaced


class Block(NamedTuple):
    """`length` items from `old` and from `new` on that are the same."""

    old: int
    new: int
    length: int


class _Span(NamedTuple):
    """A stretch of each sequence."""

    old: range
    new: range

    @property
    def cells(self) -> int:
        return len(self.old) * len(self.new)


def blocks_in_common(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """List what both have, in the order of both; neighbours are joined."""
    whole = _Span(range(len(old)), range(len(new)))
    joined: list[Block] = []
    for block in _Matching(old, new).blocks(whole, _PHRASES):
        last = joined[-1] if joined else Block(-1, -1, 0)
        if (last.old + last.length, last.new + last.length) == block[:2]:
            joined[-1] = last._replace(length=last.length + block.length)
        else:
            joined.append(block)
    return joined


@dataclass(frozen=True, slots=True)
class _Matching:
    """The two sequences, and how their common blocks are found."""

    old: Sequence[str]
    new: Sequence[str]

    def blocks(self, span: _Span, phrases: Sequence[int]) -> Iterator[Block]:
        """Yield the blocks of a span in order; some of them may touch."""
        head, inner, tail = self._trimmed(span)
        if head.length:
            yield head
        if inner.cells:
            yield from self._inner(inner, phrases)
        if tail.length:
            yield tail

    def _inner(self, span: _Span, phrases: Sequence[int]) -> Iterator[Block]:
        if phrases and (phrases[0] > 1 or span.cells > _LARGEST):
            yield from self._around_anchors(span, phrases)
        elif span.cells <= _LARGEST:
            yield from self._longest_common(span)

    def _around_anchors(self, span: _Span, phrases: Sequence[int]) -> Iterator[Block]:
        i, j = span.old.start, span.new.start
        end = Block(span.old.stop, span.new.stop, 0)
        for anchor in [*self._anchors(span, phrases[0]), end]:
            gap = _Span(range(i, anchor.old), range(j, anchor.new))
            yield from self.blocks(gap, phrases[1:])
            if anchor.length:
                yield anchor
            i, j = anchor.old + anchor.length, anchor.new + anchor.length

    def _trimmed(self, span: _Span) -> tuple[Block, _Span, Block]:
        """Take off what both begin with and what both end with."""
        most = min(len(span.old), len(span.new))
        head = self._alike(zip(span.old, span.new, strict=False))
        ends = zip(reversed(span.old), reversed(span.new), strict=False)
        tail = min(self._alike(ends), most - head)
        inner = _Span(
            range(span.old.start + head, span.old.stop - tail),
            range(span.new.start + head, span.new.stop - tail),
        )
        return (
            Block(span.old.start, span.new.start, head),
            inner,
            Block(inner.old.stop, inner.new.stop, tail),
        )

    def _alike(self, pairs: Iterator[tuple[int, int]]) -> int:
        count = 0
        for i, j in pairs:
            if self.old[i] != self.new[j]:
                break
            count += 1
        return count

    def _anchors(self, span: _Span, size: int) -> list[Block]:
        """Find the phrases that stand once on each side, as many in order as can be."""
        here = _standing_once(self.old, span.old, size)
        there = _standing_once(self.new, span.new, size)
        pairs = [(i, there[words]) for words, i in here.items() if words in there]
        anchors: list[Block] = []
        for i, j in _longest_rising(sorted(pairs)):
            last = anchors[-1] if anchors else Block(i - size, j - size, size)
            if i >= last.old + last.length and j >= last.new + last.length:
                anchors.append(Block(i, j, size))
            elif i - last.old == j - last.new:  # overlaps the last and goes on with it
                anchors[-1] = last._replace(length=i - last.old + size)
        return anchors

    def _longest_common(self, span: _Span) -> Iterator[Block]:
        """Yield the longest common subsequence, item by item."""
        rows = self._rows(span)
        i, j = len(rows), len(span.old)
        pairs: list[tuple[int, int]] = []
        while i and j:
            if rows[i - 1] >> (j - 1) & 1:
                j -= 1
            elif i > 1 and not rows[i - 2] >> (j - 1) & 1:
                i -= 1
            else:
                i, j = i - 1, j - 1
                pairs.append((span.old[j], span.new[i]))
        yield from (Block(a, b, 1) for a, b in reversed(pairs))

    def _rows(self, span: _Span) -> list[int]:
        """One bit vector for each new item: 0 where the subsequence grows."""
        places: dict[str, int] = {}
        for place, i in enumerate(span.old):
            places[self.old[i]] = places.get(self.old[i], 0) | 1 << place
        every = (1 << len(span.old)) - 1
        row, rows = every, []
        for j in span.new:
            met = row & places.get(self.new[j], 0)
            row = (row + met | row - met) & every
            rows.append(row)
        return rows


def _standing_once(
    items: Sequence[str], span: range, size: int
) -> dict[tuple[str, ...], int]:
    """Find the phrases of `size` items that stand once in a span, and where."""
    found: dict[tuple[str, ...], int] = {}
    repeated: set[tuple[str, ...]] = set()
    for start in range(span.start, span.stop - size + 1):
        phrase = tuple(items[start : start + size])
        if phrase in found:
            repeated.add(phrase)
        found[phrase] = start
    return {phrase: at for phrase, at in found.items() if phrase not in repeated}


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep the most pairs, sorted by their first, whose second rises too."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, second) in enumerate(pairs):
        at = bisect_left(tails, second)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [second]
        ends[at : at + 1] = [index]
    kept: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        kept.append(pairs[index])
        index = before[index]
    return kept[::-1]
