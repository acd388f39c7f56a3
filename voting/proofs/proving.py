"""Checking proofs by rebuilding the roots along the tree's own splits.

The stand-alone verifier walks the bits of the position instead (RFC 9162), so that one
checks the other.
"""

from collections.abc import Sequence

from voting.proofs.hashing import hash_children
from voting.proofs.places import split_of

HASH_BYTES = 32


def proves_inclusion(
    *, leaf_hash: bytes, position: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Whether the proof leads from this leaf, at this position, to this root."""
    if not 0 <= position < size or not _are_hashes([leaf_hash, *proof]):
        return False
    path = list(proof)
    try:
        rebuilt = _climb(leaf_hash, path, position=position, size=size)
    except IndexError:  # the proof is too short
        return False
    return not path and rebuilt == root


def proves_consistency(
    *, old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the proof shows that the newer tree begins with the older one.

    Nothing is shown about an empty tree: anything begins with it.
    """
    if not 0 < old <= new or not old_root or not _are_hashes(proof):
        return False
    path = list(proof)
    try:
        rebuilt = _regrow(old, new, path, known=old_root)
    except IndexError:  # the proof is too short
        return False
    return not path and rebuilt == (old_root, new_root)


def _are_hashes(values: Sequence[bytes]) -> bool:
    return all(len(value) == HASH_BYTES for value in values)


def _climb(leaf: bytes, path: list[bytes], *, position: int, size: int) -> bytes:
    """Rebuild the root of a tree of `size` leaves; takes what it uses off the path."""
    if size == 1:
        return leaf
    middle, beside = split_of(size), path.pop()
    if position < middle:
        return hash_children(_climb(leaf, path, position=position, size=middle), beside)
    below = _climb(leaf, path, position=position - middle, size=size - middle)
    return hash_children(beside, below)


def _regrow(
    old: int, new: int, path: list[bytes], *, known: bytes | None
) -> tuple[bytes, bytes]:
    """Rebuild the old and the new root; takes what it uses off the path."""
    if old == new:
        node = path.pop() if known is None else known
        return node, node
    middle, beside = split_of(new), path.pop()
    if old <= middle:
        before, after = _regrow(old, middle, path, known=known)
        return before, hash_children(after, beside)
    before, after = _regrow(old - middle, new - middle, path, known=None)
    return hash_children(beside, before), hash_children(beside, after)
