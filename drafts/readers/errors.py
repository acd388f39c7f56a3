"""Why a file could not be read."""

from enum import StrEnum


class Reason(StrEnum):
    """What is wrong with the file; a form says the same in the reader's language."""

    ABSENT = "absent"
    BROKEN = "broken"
    EMPTY = "empty"
    ENCODING = "encoding"
    TOO_LARGE = "too-large"
    UNKNOWN_FORMAT = "unknown-format"
    WRONG_FORMAT = "wrong-format"


class UnreadableFileError(Exception):
    """A refused file, with an English sentence that says what to do about it."""

    def __init__(self, reason: Reason, message: str) -> None:
        self.code = reason.value
        self.message = message
        super().__init__(message)
