"""Word documents as lines, by way of their HTML."""

import io
import zipfile
import zlib

import mammoth  # type: ignore[import-untyped]

from drafts.readers.errors import Reason, UnreadableFileError
from drafts.readers.web_pages import html_to_lines
from drafts.splitting import MarkedText

MAX_UNPACKED_BYTES = 100 * 1024 * 1024
_MAX_PARTS = 5_000
_DOCTYPE = b"<!DOCTYPE"
_MAIN_PART = "word/document.xml"
_BROKEN = "The Word document is damaged; open it in Word and save it again."
_TOO_LARGE = "The Word document unpacks to more than 100 MB."
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,  # a compression that nobody uses
    RuntimeError,  # an archive with a password
    OSError,
    EOFError,
    ValueError,
)
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
r[style-name='Strong'] => strong
"""


def read_docx(content: bytes) -> MarkedText:
    """Lines of a Word document; its heading styles are marks.

    Raises:
        UnreadableFileError: it is no Word document, is damaged, or unpacks to too much.
    """
    _refuse_bombs(content)
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(content),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda _image: {"src": ""}),
        )
    # Mammoth lets whatever its parsers raise through; any of it means one thing.
    except Exception as error:
        raise UnreadableFileError(Reason.BROKEN, _BROKEN) from error
    return html_to_lines(f"<html><body>{result.value}</body></html>")


def _refuse_bombs(content: bytes) -> None:
    """Look at the archive's list, and unpack each part counting, before parsing.

    Raises:
        UnreadableFileError: the archive is damaged, no Word document, or too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_other_archives(archive)
            unpacked = sum(
                _unpacked_bytes(archive, part) for part in archive.infolist()
            )
    except _DAMAGES as error:
        raise UnreadableFileError(Reason.BROKEN, _BROKEN) from error
    if unpacked > MAX_UNPACKED_BYTES:
        raise UnreadableFileError(Reason.TOO_LARGE, _TOO_LARGE)


def _refuse_other_archives(archive: zipfile.ZipFile) -> None:
    if _MAIN_PART not in archive.namelist():
        message = "The file is no Word document (.docx), whatever its name ends in."
        raise UnreadableFileError(Reason.WRONG_FORMAT, message)
    sizes = sum(part.file_size for part in archive.infolist())
    if sizes > MAX_UNPACKED_BYTES or len(archive.infolist()) > _MAX_PARTS:
        raise UnreadableFileError(Reason.TOO_LARGE, _TOO_LARGE)


def _unpacked_bytes(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Count what a part really unpacks to; its own word for it may be a lie.

    Raises:
        UnreadableFileError: more than the limit, or XML that declares entities.
    """
    counted, before = 0, b""
    is_xml = part.filename.lower().endswith((".xml", ".rels"))
    with archive.open(part) as stream:
        while chunk := stream.read(1024 * 1024):
            counted += len(chunk)
            if counted > MAX_UNPACKED_BYTES:
                raise UnreadableFileError(Reason.TOO_LARGE, _TOO_LARGE)
            # Word writes no document types; they only serve to blow a parser up.
            if is_xml and _DOCTYPE in _letters(before + chunk):
                raise UnreadableFileError(Reason.BROKEN, _BROKEN)
            before = chunk[-2 * len(_DOCTYPE) :]
    return counted


def _letters(content: bytes) -> bytes:
    return content.replace(b"\0", b"").upper()  # UTF-16 as well
