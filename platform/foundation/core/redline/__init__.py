"""What was taken out of a text and what was put in, word by word.

Knows words, in any script; knows no drafts, comments or tables. A word is never broken:
marks, tatweel and joiners belong to the word they stand in.
"""

from foundation.core.redline.rows import Row, side_by_side
from foundation.core.redline.runs import Kind, Run, changed_share, redline
from foundation.core.redline.tokens import tokens_of, words_in

__all__ = [
    "Kind",
    "Row",
    "Run",
    "changed_share",
    "redline",
    "side_by_side",
    "tokens_of",
    "words_in",
]
