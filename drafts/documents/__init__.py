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
from drafts.documents.tracing import (
    NOTHING_CORRECTED,
    Corrected,
    Course,
    Group,
    Step,
    Tie,
    Wording,
    carry_words,
    groups_of,
    identified,
    say_the_same,
    steps_of,
    trace,
)

__all__ = [
    "CORRECTIONS",
    "DEEPEST_LEVEL",
    "NOTHING_CORRECTED",
    "NO_WORDS",
    "Block",
    "Concern",
    "Corrected",
    "Correction",
    "Course",
    "Group",
    "Outline",
    "Part",
    "Revised",
    "Step",
    "Tie",
    "Wording",
    "Words",
    "add_below",
    "align_language",
    "apply_revisions",
    "blocks_of",
    "carry_words",
    "change_part",
    "concerns_of",
    "content_hash",
    "drop",
    "groups_of",
    "html_of",
    "identified",
    "if_unchanged",
    "keep_identities",
    "parts_of_split",
    "place_of",
    "say_the_same",
    "split_part",
    "steps_of",
    "trace",
    "with_keys",
]
