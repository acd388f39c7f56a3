"""Closed and open ballots as the server would publish them, made by its own code."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from tests.voting.proofs.signing import PUBLIC, sign
from voting.proofs import (
    Head,
    MemoryNodes,
    SignedHead,
    Tree,
    choice_line,
    commitment_to,
    entry_of,
    hash_leaf,
    log_document,
    receipt_document,
    root_of,
)

BALLOT = "b7kQ"
START = datetime(2026, 11, 23, 8, tzinfo=UTC)
VOTES = ["approve", "reject", "approve", "abstain", "approve", "reject", "approve"]
# The sixth vote is the second voter's second one.
SUPERSEDED = {5: 1}

Document = dict[str, Any]


def random_digits(*seed: object) -> str:
    return sha256(repr(seed).encode()).hexdigest()


class PublishedBallot:
    """A ballot's log with a receipt for each entry; `files` writes them."""

    def __init__(
        self,
        *,
        kind: Literal["open", "secret"] = "open",
        votes: list[str] | None = None,
        supersedes: dict[int, int] | None = None,
        closed: bool = True,
        method: str = "approve",
    ) -> None:
        self.kind, self.closed, self.method = kind, closed, method
        self.votes = VOTES if votes is None else votes
        default = SUPERSEDED if votes is None and kind == "open" else {}
        self.supersedes = default if supersedes is None else supersedes
        self.lines = self._lines()
        self.entries = [self._entry(position) for position in range(len(self.votes))]
        self.tree = Tree(MemoryNodes())
        self.tree.extend(hash_leaf(entry.encode()) for entry in self.entries)

    def _lines(self) -> list[str]:
        replaced = set(self.supersedes.values())
        lines = [
            choice_line(random_digits("secret", position), choice)
            for position, choice in enumerate(self.votes)
        ]
        self.openings = lines
        if self.kind == "secret":
            return sorted(lines)
        return ["" if position in replaced else x for position, x in enumerate(lines)]

    def _entry(self, position: int) -> str:
        commitment = random_digits("participation", position)
        if self.kind == "open":
            commitment = commitment_to(self.openings[position], ballot=BALLOT)
        return entry_of(commitment, supersedes=self.supersedes.get(position))

    def head(self, size: int, *, closes: bool = False) -> SignedHead:
        head = Head(
            ballot=BALLOT,
            kind=self.kind,
            size=size,
            root=self.tree.root(size),
            at=START + timedelta(minutes=size + closes),
            choices=root_of(self.lines) if closes else None,
        )
        return SignedHead(head=head, signature=sign(head.text()))

    def log(self) -> Document:
        size = len(self.entries)
        heads = [self.head(earlier) for earlier in range(0, size + 1, 2)]
        heads.append(self.head(size, closes=self.closed))
        counted = [line.split(" ", 1)[1] for line in self.lines if line]
        tally = {choice: counted.count(choice) for choice in counted}
        return log_document(
            method=self.method,
            key=PUBLIC,
            entries=self.entries,
            heads=heads,
            choices=self.lines if self.closed else None,
            tally=tally if self.closed else None,
        )

    def receipt(self, position: int, *, size: int | None = None) -> Document:
        size = position + 1 if size is None else size
        return receipt_document(
            signed=self.head(size),
            position=position,
            entry=self.entries[position],
            proof=self.tree.inclusion_proof(position, size),
        )


def write(path: Path, document: object) -> Path:
    path.write_text(json.dumps(document), encoding="ascii")
    return path
