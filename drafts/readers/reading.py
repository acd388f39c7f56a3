"""Choosing a reader by a file's ending, and refusing what cannot be read."""

from collections.abc import Callable, Mapping
from pathlib import Path, PurePath

from drafts.readers.akoma import read_akoma
from drafts.readers.errors import Reason, UnreadableFileError
from drafts.readers.plain import read_markdown, read_plain
from drafts.readers.web_pages import read_html
from drafts.readers.word import read_docx
from drafts.splitting import MarkedText

Reader = Callable[[bytes], MarkedText]

MAX_BYTES = 20 * 1024 * 1024
_TOO_LARGE = "The file is larger than 20 MB."
READERS: Mapping[str, Reader] = {
    "markdown": read_markdown,
    "text": read_plain,
    "html": read_html,
    "docx": read_docx,
    "akn": read_akoma,
}
ENDINGS: Mapping[str, str] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".xml": "akn",
    ".akn": "akn",
}


def read_file(path: Path, *, format_name: str | None = None) -> MarkedText:
    """Read a file from the disk.

    Raises:
        UnreadableFileError: it is absent, too large, or not what it says it is.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableFileError(Reason.TOO_LARGE, _TOO_LARGE)
        content = path.read_bytes()
    except OSError as error:
        message = f"The file {path.name} cannot be opened."
        raise UnreadableFileError(Reason.ABSENT, message) from error
    return read_content(content, name=path.name, format_name=format_name)


def read_content(
    content: bytes, *, name: str, format_name: str | None = None
) -> MarkedText:
    """Read an uploaded file; `format_name` overrides what its name ends in.

    Raises:
        UnreadableFileError: the format is unknown, or the content does not fit it.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableFileError(Reason.TOO_LARGE, _TOO_LARGE)
    read = READERS[format_of(name, format_name)]
    text = read(content)
    if all(line.is_blank for line in text.lines):
        message = "There is no text in the file."
        raise UnreadableFileError(Reason.EMPTY, message)
    return text


def format_of(name: str, format_name: str | None = None) -> str:
    """The name of the format that reads a file.

    Raises:
        UnreadableFileError: neither the ending nor `format_name` is known.
    """
    chosen = format_name or ENDINGS.get(PurePath(name).suffix.lower())
    if chosen is None or chosen not in READERS:
        known = ", ".join(ENDINGS)
        asked = format_name or f"of {name}"
        message = f"The format {asked} is not known; these endings are: {known}."
        raise UnreadableFileError(Reason.UNKNOWN_FORMAT, message)
    return chosen
