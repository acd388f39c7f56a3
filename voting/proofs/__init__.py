"""Merkle trees of RFC 6962 and what a ballot publishes about its log.

Knows hashes, numbers and texts; knows no ballots' tables, no files and no Django.
"""

from voting.proofs.hashing import EMPTY_ROOT, hash_children, hash_leaf
from voting.proofs.places import Place
from voting.proofs.proving import proves_consistency, proves_inclusion
from voting.proofs.publishing import Head, SignedHead, log_document, receipt_document
from voting.proofs.records import choice_line, commitment_to, entry_of, root_of
from voting.proofs.signatures import PublicKey
from voting.proofs.tree import MemoryNodes, Nodes, Tree

__all__ = [
    "EMPTY_ROOT",
    "Head",
    "MemoryNodes",
    "Nodes",
    "Place",
    "PublicKey",
    "SignedHead",
    "Tree",
    "choice_line",
    "commitment_to",
    "entry_of",
    "hash_children",
    "hash_leaf",
    "log_document",
    "proves_consistency",
    "proves_inclusion",
    "receipt_document",
    "root_of",
]
