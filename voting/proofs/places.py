"""Where the hashes stand that a root or a proof is made of; arithmetic alone.

Only complete subtrees are stored, since they never change. Every other hash is folded
from the few complete ones that cover the same leaves.
"""

from typing import NamedTuple


class Place(NamedTuple):
    """A complete subtree: the leaves from `offset * 2**level`, `2**level` of them."""

    level: int
    offset: int


class Span(NamedTuple):
    """The leaves from `start` up to, and without, `end`."""

    start: int
    end: int


def split_of(size: int) -> int:
    """Give the largest power of two below `size`, which must be at least 2."""
    return 1 << ((size - 1).bit_length() - 1)


def places_in(span: Span) -> list[Place]:
    """Cover a span that the tree's own splits made, from left to right."""
    places, start = [], span.start
    while start < span.end:
        level = (span.end - start).bit_length() - 1
        places.append(Place(level, start >> level))
        start += 1 << level
    return places


def inclusion_spans(position: int, size: int) -> list[Span]:
    """Give the spans whose hashes prove a leaf, nearest first (RFC 6962, 2.1.1)."""
    spans, start, end = [], 0, size
    while end - start > 1:
        middle = start + split_of(end - start)
        if position < middle:
            spans.append(Span(middle, end))
            end = middle
        else:
            spans.append(Span(start, middle))
            start = middle
    return spans[::-1]


def consistency_spans(old: int, new: int) -> list[Span]:
    """Give the spans whose hashes prove that a tree only grew (RFC 6962, 2.1.2)."""
    spans, start, end = [], 0, new
    while end != old:
        middle = start + split_of(end - start)
        if old <= middle:
            spans.append(Span(middle, end))
            end = middle
        else:
            spans.append(Span(start, middle))
            start = middle
    # Where the old tree is itself complete, the checker holds its root already.
    return [*([Span(start, end)] if start else []), *spans[::-1]]
