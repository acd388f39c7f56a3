"""What follows from what happens in threads.

Open pages are told, in counts alone; what holds a blocked phrase waits out of sight.
"""

from collections import defaultdict
from typing import Any

from django.utils import timezone

from comments.events import (
    CommentEdited,
    CommentPosted,
    CommentsHidden,
    CommentsImported,
    CommentsRestored,
    CommentWithdrawn,
    ReactionsChanged,
)
from comments.models import Comment, Thread, WaitingComment
from comments.services import blocking, folding
from foundation.live.permissions import topic_of
from foundation.live.services import publish

TOPIC = "thread"
MOST_NAMED = 50


def tell_posted(event: CommentPosted) -> None:
    """Tell open pages that a comment can be read, and how many there are now."""
    comment = _comment(event.comment_id)
    if comment.folded_under_id is not None:
        # It is in no list of its own; the one it is folded under counts one more.
        _tell(comment, "folded", **_counts(comment.thread))
        return
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


def hold_posted(event: CommentPosted | CommentEdited) -> None:
    """Take out of sight, before anybody has read it, what holds a blocked phrase."""
    blocking.hold_if_blocked(comment_id=event.comment_id, now=timezone.now())


def forget_withdrawn(event: CommentWithdrawn) -> None:
    """Nobody has to judge what its author took back."""
    WaitingComment.objects.filter(comment=event.comment_id).delete()


def keep_groups(event: CommentsHidden | CommentsRestored) -> None:
    """Let the next of one text stand for those that were hidden; pins fall off."""
    rows = Comment.objects.filter(pk__in=event.comment_ids, parent=None)
    if isinstance(event, CommentsHidden):
        rows.filter(pinned_at__isnull=False).update(pinned_at=None)
        folding.leave_all(list(rows))
        return
    for comment in rows.order_by("pk"):
        folding.come_back(comment)


def tell_moderated(event: CommentsHidden | CommentsRestored) -> None:
    """Tell open pages which comments left or came back, once a thread."""
    kind = "hidden" if isinstance(event, CommentsHidden) else "restored"
    rows = Comment.objects.filter(pk__in=event.comment_ids).select_related("thread")
    moved: dict[Thread, list[str]] = defaultdict(list)
    for comment in rows.only("public_id", "thread"):
        moved[comment.thread].append(comment.public_id)
    for thread, public_ids in moved.items():
        publish(
            topic=topic_of(TOPIC, thread.public_id),
            kind=kind,
            # What is told of other comments does not replace this.
            subject=public_ids[0],
            payload={"comments": public_ids[:MOST_NAMED], **_counts(thread)},
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
