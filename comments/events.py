"""What comments tell the rest of the platform."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CommentPosted:
    """A comment can be read; `parent_id` is set on a reply."""

    comment_id: int
    thread_id: int
    parent_id: int | None = None


@dataclass(frozen=True, slots=True)
class OfficialReplyPosted:
    """An authority answered; announced beside `CommentPosted`."""

    comment_id: int
    thread_id: int
    parent_id: int | None = None


@dataclass(frozen=True, slots=True)
class CommentEdited:
    """The words of a comment changed."""

    comment_id: int
    thread_id: int


@dataclass(frozen=True, slots=True)
class CommentWithdrawn:
    """Only a tombstone is left."""

    comment_id: int
    thread_id: int


@dataclass(frozen=True, slots=True)
class CommentsImported:
    """Many comments came into a thread at once."""

    thread_id: int


@dataclass(frozen=True, slots=True)
class ReactionsChanged:
    """Somebody agreed, disagreed or took it back; who is deliberately left out."""

    comment_id: int
    thread_id: int
