"""Reading files of several formats into lines that `drafts.splitting` can cut.

A format is one function from bytes to `MarkedText`, named in `READERS` and reached by
its endings in `ENDINGS`; knows no database and no Django.
"""

from drafts.readers.errors import Reason, UnreadableFileError
from drafts.readers.reading import (
    ENDINGS,
    MAX_BYTES,
    READERS,
    format_of,
    read_content,
    read_file,
)

__all__ = [
    "ENDINGS",
    "MAX_BYTES",
    "READERS",
    "Reason",
    "UnreadableFileError",
    "format_of",
    "read_content",
    "read_file",
]
