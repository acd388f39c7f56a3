"""Why a socket is refused or sent away, as it is told to the program at its end."""

from typing import ClassVar


class LiveError(Exception):
    """Something that a socket asked for cannot be done."""

    code: ClassVar[str] = "refused"


class UnreadableMessageError(LiveError):
    """A message is no JSON object of the kind we know."""

    code = "unreadable"


class MessageTooLongError(LiveError):
    """A message is longer than any that makes sense."""

    code = "too-long"


class TooManyMessagesError(LiveError):
    """Messages come faster than a page ever needs to send them."""

    code = "too-fast"


class TooManyTopicsError(LiveError):
    """One page has no use for that many topics."""

    code = "too-many-topics"
