"""The lines of a log: entries that commit to choices, and the choices themselves.

Lines are texts, so that anyone can hash one by hand.
"""

from collections.abc import Iterable
from hashlib import sha256

from voting.proofs.hashing import hash_leaf
from voting.proofs.tree import MemoryNodes, Tree


def choice_line(secret: str, choice: str) -> str:
    """Write a choice as it is published after the close.

    `secret` has no white space: 64 random hexadecimal digits in an open ballot, the
    tracking code in a secret one.
    """
    return f"{secret} {choice}"


def commitment_to(line: str, *, ballot: str) -> str:
    """Commit to a choice line of an open ballot; 64 hexadecimal digits.

    The random digits in the line keep the choice from being guessed, the ballot keeps a
    commitment from being used elsewhere.
    """
    return sha256(f"sawt-choice-1\n{ballot}\n{line}".encode()).hexdigest()


def entry_of(commitment: str, *, supersedes: int | None = None) -> str:
    """Write a log entry; `supersedes` is where the same person's last entry stands.

    In a secret ballot the commitment is 64 random digits and commits to no choice.
    """
    return commitment if supersedes is None else f"{commitment} supersedes {supersedes}"


def root_of(lines: Iterable[str]) -> bytes:
    """Give the root of a tree with one leaf a line."""
    tree = Tree(MemoryNodes())
    tree.extend(hash_leaf(line.encode()) for line in lines)
    return tree.root()
