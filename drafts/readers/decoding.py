"""From bytes to text, in the encodings that Arabic offices still send."""

import codecs
import re

from drafts.readers.errors import Reason, UnreadableFileError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "Word or ZIP"),
    (b"\xd0\xcf\x11\xe0", "old Word (.doc)"),
    (b"{\\rtf", "RTF"),
)
_SAMPLE_BYTES = 20_000
_ARABIC_WORDS = re.compile(r"[\u0621-\u064a]{2,}")
_ARTICLE = "ال"  # in at least every tenth word of any Arabic text
_SHARE_OF_LETTERS = 0.6
_SHARE_OF_HIGH_BYTES = 0.8


def decode(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1256.

    Raises:
        UnreadableFileError: it is none of these, or no text at all.
    """
    _refuse_other_formats(content)
    text = _decode_marked(content)
    if "\0" in text:
        message = "The file holds characters that no text has; save it as UTF-8 text."
        raise UnreadableFileError(Reason.ENCODING, message)
    return text


def _refuse_other_formats(content: bytes) -> None:
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            message = f"The file is a {name} file, whatever its name ends in."
            raise UnreadableFileError(Reason.WRONG_FORMAT, message)


def _decode_marked(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode_strictly(content, encoding)
    guessed = _utf16_without_mark(content)
    if guessed:
        return _decode_strictly(content, guessed)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_windows(content)


def _decode_strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        message = "The file breaks off inside a character; save it again as UTF-8."
        raise UnreadableFileError(Reason.ENCODING, message) from error


def _utf16_without_mark(content: bytes) -> str | None:
    """Tell UTF-16 by its high bytes: 0 for Latin and spaces, 6 for Arabic."""
    sample = content[:_SAMPLE_BYTES]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[start::2]
        common = high.count(0) + high.count(6)
        if high.count(0) and common > len(high) * _SHARE_OF_HIGH_BYTES:
            return encoding
    return None


def _decode_windows(content: bytes) -> str:
    text = content.decode("cp1256", errors="replace")
    foreign = sum(not character.isascii() for character in text)
    words = _ARABIC_WORDS.findall(text)
    articles = sum(_ARTICLE in word for word in words)
    # In any other encoding the same bytes give Latin accents or senseless letters.
    if sum(map(len, words)) < foreign * _SHARE_OF_LETTERS or articles * 10 < len(words):
        message = "The text is in an encoding that is not known here; save it as UTF-8."
        raise UnreadableFileError(Reason.ENCODING, message)
    return text
