"""What is signed and what is published: heads, the log's file, a voter's receipt.

The formats are told in docs/rooms/voting-proofs.md and read by voting/verifier.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from voting.proofs.signatures import PublicKey

Kind = Literal["open", "secret"]
Document = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Head:
    """What the log was at a moment; the last one also holds the root of the choices."""

    ballot: str
    kind: Kind
    size: int
    root: bytes
    at: datetime
    choices: bytes | None = None

    @property
    def moment(self) -> str:
        """The moment as it is signed: UTC, to the second."""
        return self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def text(self) -> bytes:
        """What the key signs: seven lines."""
        choices = "-" if self.choices is None else self.choices.hex()
        lines = [
            "sawt-head-1",
            self.ballot,
            self.kind,
            str(self.size),
            self.root.hex(),
            self.moment,
            choices,
        ]
        return ("\n".join(lines) + "\n").encode()


@dataclass(frozen=True, kw_only=True)
class SignedHead:
    """A head and the signature over its text."""

    head: Head
    signature: bytes

    def document(self) -> Document:
        """Give it as it stands in the log's file and in receipts."""
        choices = self.head.choices
        return {
            "size": self.head.size,
            "root": self.head.root.hex(),
            "at": self.head.moment,
            "choices": None if choices is None else choices.hex(),
            "signature": self.signature.hex(),
        }


def log_document(
    *,
    method: str,
    key: PublicKey,
    entries: Sequence[str],
    heads: Sequence[SignedHead],
    choices: Sequence[str] | None = None,
    tally: Mapping[str, int] | None = None,
) -> Document:
    """Give the file anyone may download; choices and tally only after the close.

    `heads` stand in the order they were signed; the last covers all entries.
    """
    head = heads[-1].head
    return {
        "format": "sawt-log-1",
        "ballot": head.ballot,
        "kind": head.kind,
        "method": method,
        "key": {"n": f"{key.modulus:x}", "e": key.exponent},
        "entries": list(entries),
        "heads": [signed.document() for signed in heads],
        "choices": None if choices is None else list(choices),
        "tally": None if tally is None else dict(tally),
    }


def receipt_document(
    *, signed: SignedHead, position: int, entry: str, proof: Sequence[bytes]
) -> Document:
    """Give what a voter keeps; it tells nothing of the choice."""
    return {
        "format": "sawt-receipt-1",
        "ballot": signed.head.ballot,
        "kind": signed.head.kind,
        "position": position,
        "entry": entry,
        "proof": [node.hex() for node in proof],
        "head": signed.document(),
    }
