"""A log's tree that grows at its end; its past roots and proofs come from stored nodes.

Each root and each proof reads O(log n) hashes, all by one call, so that a store in a
database answers with one query.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from voting.proofs.hashing import EMPTY_ROOT, hash_children
from voting.proofs.places import (
    Place,
    Span,
    consistency_spans,
    inclusion_spans,
    places_in,
)


class Nodes(Protocol):
    """Keeps the hashes of complete subtrees; they are written once."""

    def read(self, places: Collection[Place]) -> Mapping[Place, bytes]:
        """Give the hashes at these places; each of them was written before."""

    def write(self, nodes: Mapping[Place, bytes]) -> None:
        """Keep new hashes."""


class MemoryNodes:
    """Keeps the hashes in memory."""

    def __init__(self) -> None:
        self._nodes: dict[Place, bytes] = {}

    def read(self, places: Collection[Place]) -> Mapping[Place, bytes]:
        """Give the hashes at these places."""
        return {place: self._nodes[place] for place in places}

    def write(self, nodes: Mapping[Place, bytes]) -> None:
        """Keep new hashes."""
        self._nodes.update(nodes)


class Tree:
    """An append-only tree over leaf hashes; `size` is how many there are."""

    def __init__(self, nodes: Nodes, *, size: int = 0) -> None:
        self._nodes = nodes
        self.size = size

    def append(self, leaf_hash: bytes) -> None:
        """Add one leaf at the end."""
        self.extend([leaf_hash])

    def extend(self, leaf_hashes: Iterable[bytes]) -> None:
        """Add leaves at the end: one read and one write, however many they are."""
        peaks = self._nodes.read(places_in(Span(0, self.size)))
        known, added = dict(peaks), {}
        size = self.size
        for leaf_hash in leaf_hashes:
            for place, node in _completed_by(size, leaf_hash, known):
                known[place] = added[place] = node
            size += 1
        self._nodes.write(added)
        self.size = size

    def root(self, size: int | None = None) -> bytes:
        """Give the root now, or as it was at an earlier size.

        Raises:
            ValueError: the tree has never had that size.
        """
        size = self.size if size is None else size
        self._require(0 <= size <= self.size)
        return self._hashes([Span(0, size)])[0] if size else EMPTY_ROOT

    def inclusion_proof(self, position: int, size: int | None = None) -> list[bytes]:
        """Prove that the leaf at `position` is in the tree of `size`, nearest first.

        Raises:
            ValueError: the tree of that size has no such leaf, or never was.
        """
        size = self.size if size is None else size
        self._require(0 <= position < size <= self.size)
        return self._hashes(inclusion_spans(position, size))

    def consistency_proof(self, old: int, new: int | None = None) -> list[bytes]:
        """Prove that the tree of `old` leaves is the beginning of that of `new`.

        Raises:
            ValueError: `old` is 0, since any tree begins so, or above `new`, or `new`
                has never been.
        """
        new = self.size if new is None else new
        self._require(0 < old <= new <= self.size)
        return self._hashes(consistency_spans(old, new))

    def _require(self, holds: bool) -> None:  # noqa: FBT001
        if not holds:
            message = f"the tree of {self.size} leaves has no such root or leaf"
            raise ValueError(message)

    def _hashes(self, spans: Sequence[Span]) -> list[bytes]:
        rows = [places_in(span) for span in spans]
        nodes = self._nodes.read([place for row in rows for place in row])
        return [_fold([nodes[place] for place in row]) for row in rows]


def _completed_by(
    position: int, leaf_hash: bytes, known: Mapping[Place, bytes]
) -> Iterable[tuple[Place, bytes]]:
    """Give every subtree that a leaf completes, the leaf itself first."""
    level, offset, node = 0, position, leaf_hash
    yield Place(level, offset), node
    while offset % 2:
        node = hash_children(known[Place(level, offset - 1)], node)
        level, offset = level + 1, offset // 2
        yield Place(level, offset), node


def _fold(nodes: Sequence[bytes]) -> bytes:
    """Join complete subtrees, largest first, from the right end of the tree."""
    *rest, node = nodes
    for left in reversed(rest):
        node = hash_children(left, node)
    return node
