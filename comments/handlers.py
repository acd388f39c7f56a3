"""What follows from what happens in threads: open pages are told, in counts alone."""

from typing import Any

from django.utils import timezone

from comments.events import (
    CommentEdited,
    CommentPosted,
    CommentsImported,
    CommentWithdrawn,
    ReactionsChanged,
)
from comments.models import Comment, Thread
from foundation.live.permissions import topic_of
from foundation.live.services import publish

TOPIC = "thread"


def tell_posted(event: CommentPosted) -> None:
    """Tell open pages that a comment can be read, and how many there are now."""
    comment = _comment(event.comment_id)
    place = {
        "parent": comment.parent.public_id if comment.parent else "",
        "official": comment.authority_id is not None,
    }
    _tell(comment, "posted", **place, **_counts(comment.thread))


def tell_edited(event: CommentEdited) -> None:
    """Tell open pages that the words of a comment changed; its stance may have, too."""
    comment = _comment(event.comment_id)
    _tell(comment, "edited", **_counts(comment.thread))


def tell_withdrawn(event: CommentWithdrawn) -> None:
    """Tell open pages that a comment is a tombstone now."""
    comment = _comment(event.comment_id)
    _tell(comment, "withdrawn", **_counts(comment.thread))


def tell_reactions(event: ReactionsChanged) -> None:
    """Tell open pages how many agree and disagree."""
    comment = _comment(event.comment_id)
    counts = {"agree": comment.agree_count, "disagree": comment.disagree_count}
    _tell(comment, "reacted", **counts)


def tell_imported(event: CommentsImported) -> None:
    """Tell open pages that many comments came at once."""
    thread = Thread.objects.get(pk=event.thread_id)
    publish(
        topic=topic_of(TOPIC, thread.public_id),
        kind="imported",
        payload=_counts(thread),
        now=timezone.now(),
    )


def _comment(pk: int) -> Comment:
    related = Comment.objects.select_related("thread", "parent")
    return related.defer("text", "html", "parent__text", "parent__html").get(pk=pk)


def _counts(thread: Thread) -> dict[str, Any]:
    return {
        "count": thread.comment_count,
        "stances": {
            "for": thread.for_count,
            "against": thread.against_count,
            "neutral": thread.neutral_count,
            "question": thread.question_count,
        },
    }


def _tell(comment: Comment, kind: str, **payload: Any) -> None:
    publish(
        topic=topic_of(TOPIC, comment.thread.public_id),
        kind=kind,
        subject=comment.public_id,
        payload=payload,
        now=timezone.now(),
    )
