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
class PersonMentioned:
    """A comment names somebody who takes part in its thread."""

    comment_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class CommentsImported:
    """Many comments came into a thread at once."""

    thread_id: int


@dataclass(frozen=True, slots=True)
class ReactionsChanged:
    """Somebody agreed, disagreed or took it back; who is deliberately left out."""

    comment_id: int
    thread_id: int


@dataclass(frozen=True, slots=True)
class CommentsHidden:
    """Moderation took comments out of sight, by the acts of the same places."""

    comment_ids: tuple[int, ...]
    act_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CommentsRestored:
    """Comments that were hidden can be read again."""

    comment_ids: tuple[int, ...]
    act_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HidingConfirmed:
    """A moderator left hidden what was hidden already."""

    act_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReportsDismissed:
    """A moderator looked at reported comments and let them stand."""

    act_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AppealFiled:
    """An author asks another moderator to look again."""

    appeal_id: int


@dataclass(frozen=True, slots=True)
class AppealDecided:
    """Another moderator answered an appeal."""

    appeal_id: int


@dataclass(frozen=True, slots=True)
class ThreadRulesChanged:
    """A discussion was stopped, resumed, or made slow or fast."""

    thread_id: int
