"""A draft text in memory: its parts in order, what an editor does to them, their HTML.

Knows words and places; knows no tables.
"""

from drafts.documents.aligning import (
    align_language,
    keep_identities,
    parts_of_split,
)
from drafts.documents.checking import Concern, concerns_of
from drafts.documents.corrections import (
    CORRECTIONS,
    add_below,
    change_part,
    drop,
    place_of,
    split_part,
)
from drafts.documents.parts import (
    DEEPEST_LEVEL,
    NO_WORDS,
    Outline,
    Part,
    Words,
    content_hash,
    with_keys,
)
from drafts.documents.rendering import Block, blocks_of, html_of
from drafts.documents.revising import (
    Correction,
    Revised,
    apply_revisions,
    if_unchanged,
)

__all__ = [
    "CORRECTIONS",
    "DEEPEST_LEVEL",
    "NO_WORDS",
    "Block",
    "Concern",
    "Correction",
    "Outline",
    "Part",
    "Revised",
    "Words",
    "add_below",
    "align_language",
    "apply_revisions",
    "blocks_of",
    "change_part",
    "concerns_of",
    "content_hash",
    "drop",
    "html_of",
    "if_unchanged",
    "keep_identities",
    "parts_of_split",
    "place_of",
    "split_part",
    "with_keys",
]
