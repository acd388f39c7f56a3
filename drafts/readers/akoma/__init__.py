"""Akoma Ntoso 1.0 (OASIS LegalDocML) as sections: the file says itself what they are.

Knows how our own exports mark what the vocabulary has no place for; reads the files of
others by the vocabulary alone.
"""

from drafts.readers.akoma.marks import (
    ABOUT,
    AKN,
    BARRED,
    CODE,
    EXACT,
    HEADING,
    IMPLIED,
    LEVEL,
    NUMBER,
    RULE,
    SAWT,
    SPACED,
    TIGHT,
)
from drafts.readers.akoma.reading import read_akoma
from drafts.readers.akoma.wording import lines_of_blocks

__all__ = [
    "ABOUT",
    "AKN",
    "BARRED",
    "CODE",
    "EXACT",
    "HEADING",
    "IMPLIED",
    "LEVEL",
    "NUMBER",
    "RULE",
    "SAWT",
    "SPACED",
    "TIGHT",
    "lines_of_blocks",
    "read_akoma",
]
