"""Cutting a text into its numbered sections by its headings, in Arabic and English.

Knows words and numbers of headings; knows no files, no database and no Django.
"""

from drafts.splitting.headings import Kind
from drafts.splitting.lines import Line, MarkedText, SplitSection, lines_of
from drafts.splitting.sections import SplitText, split

__all__ = [
    "Kind",
    "Line",
    "MarkedText",
    "SplitSection",
    "SplitText",
    "lines_of",
    "split",
]
