import math
from collections.abc import Collection, Mapping
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.proofs import (
    EMPTY_ROOT,
    MemoryNodes,
    Place,
    Tree,
    hash_children,
    hash_leaf,
    proves_consistency,
    proves_inclusion,
)

SIZES = range(1, 41)
LEAVES = [hash_leaf(str(number).encode()) for number in range(300)]


def tree_of(size: int) -> Tree:
    tree = Tree(MemoryNodes())
    tree.extend(LEAVES[:size])
    return tree


def plain_root(leaves: list[bytes]) -> bytes:
    """The definition of RFC 6962 word by word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 2 ** math.ceil(math.log2(len(leaves)) - 1)
    return hash_children(plain_root(leaves[:split]), plain_root(leaves[split:]))


def flipped(value: bytes, bit: int) -> bytes:
    bit %= len(value) * 8
    changed = int.from_bytes(value, "big") ^ (1 << bit)
    return changed.to_bytes(len(value), "big")


def test_an_empty_tree_has_the_root_of_nothing() -> None:
    assert Tree(MemoryNodes()).root() == EMPTY_ROOT == plain_root([])


@given(st.integers(0, 300), st.data())
def test_every_root_the_tree_ever_had_is_that_of_the_definition(
    size: int, data: st.DataObject
) -> None:
    earlier = data.draw(st.integers(0, size))
    assert tree_of(size).root(earlier) == plain_root(LEAVES[:earlier])


def test_appending_one_by_one_is_appending_many() -> None:
    tree = Tree(MemoryNodes())
    for size in SIZES:
        tree.append(LEAVES[size - 1])
        assert tree.root() == tree_of(size).root()


@given(st.lists(st.integers(0, 60), max_size=5))
def test_a_tree_taken_up_again_goes_on_as_before(parts: list[int]) -> None:
    nodes, size = MemoryNodes(), 0
    for part in parts:
        Tree(nodes, size=size).extend(LEAVES[size : size + part])
        size += part
    assert Tree(nodes, size=size).root() == plain_root(LEAVES[:size])


@pytest.mark.parametrize("size", SIZES)
def test_every_leaf_of_every_size_proves(size: int) -> None:
    tree = tree_of(max(SIZES))
    for position in range(size):
        assert proves_inclusion(
            leaf_hash=LEAVES[position],
            position=position,
            size=size,
            proof=tree.inclusion_proof(position, size),
            root=tree.root(size),
        )


@pytest.mark.parametrize("new", SIZES)
def test_every_size_is_the_beginning_of_every_later_one(new: int) -> None:
    tree = tree_of(max(SIZES))
    for old in range(1, new + 1):
        assert proves_consistency(
            old=old,
            new=new,
            old_root=tree.root(old),
            new_root=tree.root(new),
            proof=tree.consistency_proof(old, new),
        )


@given(st.integers(1, 300), st.integers(0), st.data())
def test_a_flipped_bit_in_an_inclusion_is_refused(
    size: int, bit: int, data: st.DataObject
) -> None:
    tree = tree_of(size)
    position = data.draw(st.integers(0, size - 1))
    proof = tree.inclusion_proof(position)
    values = [LEAVES[position], tree.root(), *proof]
    which = data.draw(st.integers(0, len(values) - 1))
    values[which] = flipped(values[which], bit)
    leaf, root, *path = values
    assert not proves_inclusion(
        leaf_hash=leaf, position=position, size=size, proof=path, root=root
    )


@given(st.integers(1, 300), st.integers(0), st.data())
def test_a_flipped_bit_in_a_consistency_is_refused(
    new: int, bit: int, data: st.DataObject
) -> None:
    tree = tree_of(new)
    old = data.draw(st.integers(1, new))
    values = [tree.root(old), tree.root(), *tree.consistency_proof(old)]
    which = data.draw(st.integers(0, len(values) - 1))
    values[which] = flipped(values[which], bit)
    old_root, new_root, *path = values
    assert not proves_consistency(
        old=old, new=new, old_root=old_root, new_root=new_root, proof=path
    )


@given(st.integers(2, 300), st.data())
def test_a_leaf_does_not_prove_at_another_position(
    size: int, data: st.DataObject
) -> None:
    tree = tree_of(size)
    position, other = data.draw(
        st.lists(st.integers(0, size - 1), min_size=2, max_size=2, unique=True)
    )
    assert not proves_inclusion(
        leaf_hash=LEAVES[position],
        position=other,
        size=size,
        proof=tree.inclusion_proof(position),
        root=tree.root(),
    )


def test_a_rewritten_entry_leaves_no_consistency() -> None:
    honest, rewritten = tree_of(20), Tree(MemoryNodes())
    rewritten.extend([*LEAVES[:7], hash_leaf(b"another"), *LEAVES[8:30]])
    for proof in (rewritten.consistency_proof(20), tree_of(30).consistency_proof(20)):
        assert not proves_consistency(
            old=20,
            new=30,
            old_root=honest.root(),
            new_root=rewritten.root(),
            proof=proof,
        )


@pytest.mark.parametrize(("position", "size"), [(-1, 3), (3, 3), (0, 0), (0, 6)])
def test_a_leaf_that_is_not_there_has_no_proof(position: int, size: int) -> None:
    with pytest.raises(ValueError, match="no such root or leaf"):
        tree_of(5).inclusion_proof(position, size)


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3), (1, 6), (-1, 2)])
def test_sizes_that_never_were_have_no_proof(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="no such root or leaf"):
        tree_of(5).consistency_proof(old, new)


class CountedNodes(MemoryNodes):
    """Remembers how many hashes each call asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.reads: list[int] = []

    def read(self, places: Collection[Place]) -> Mapping[Place, bytes]:
        self.reads.append(len(places))
        return super().read(places)


@given(st.integers(1, 300), st.data())
def test_roots_and_proofs_read_few_hashes_at_once(
    size: int, data: st.DataObject
) -> None:
    nodes = CountedNodes()
    tree = Tree(nodes)
    tree.extend(LEAVES[:size])
    nodes.reads.clear()
    tree.root()
    tree.inclusion_proof(data.draw(st.integers(0, size - 1)))
    tree.consistency_proof(data.draw(st.integers(1, size)))
    assert len(nodes.reads) == 3
    assert max(nodes.reads) <= 2 * size.bit_length()


def test_a_proof_among_a_million_is_short() -> None:
    hashes = (999_999).bit_length()
    assert hashes * 32 <= 700
