"""The hashes of RFC 6962, section 2.1; SHA-256 throughout, 32 bytes each."""

from hashlib import sha256

# Different first bytes, so that no entry can pass for a node, nor a node for an entry.
LEAF = b"\x00"
NODE = b"\x01"

EMPTY_ROOT = sha256(b"").digest()


def hash_leaf(entry: bytes) -> bytes:
    """Hash one entry of the log."""
    return sha256(LEAF + entry).digest()


def hash_children(left: bytes, right: bytes) -> bytes:
    """Hash two neighbouring subtrees into the one above them."""
    return sha256(NODE + left + right).digest()
