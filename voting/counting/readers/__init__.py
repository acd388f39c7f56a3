"""Reading files of votes: BLT, Pabulib, ABIF and the CSV of our own result pages.

A format is one function from text to `Election`, named in `FORMATS`. Every refusal
names the line.
"""

from collections.abc import Callable

from voting.counting.elections import Election
from voting.counting.errors import UncountableVotesError
from voting.counting.readers.abif import read_abif
from voting.counting.readers.blt import read_blt
from voting.counting.readers.pabulib import read_pabulib
from voting.counting.readers.table import read_table

FORMATS: dict[str, Callable[[str], Election]] = {
    "blt": read_blt,
    "pb": read_pabulib,
    "abif": read_abif,
    "csv": read_table,
}


def read_votes(content: bytes, *, format_name: str) -> Election:
    """Read a file's content.

    Raises:
        UncountableVotesError: the format is unknown, or the file is malformed.
    """
    if format_name not in FORMATS:
        formats = ", ".join(FORMATS)
        message = (
            f"A file of votes is one of {formats}, not {format_name or 'nothing'}."
        )
        raise UncountableVotesError(message)
    return FORMATS[format_name](_as_text(content))


def _as_text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = "this is not UTF-8."
        raise UncountableVotesError(message, line=line) from error
