"""The counters beside rows, kept in the transaction of what they count.

A thread and the top of a branch count what a visitor can read; a comment counts the
rows right under it, tombstones included.
"""

from django.db.models import F
from django.db.models.expressions import Combinable

from comments.models import Comment, Thread


def count_in(comment: Comment) -> None:
    """Count a comment that was just posted."""
    Thread.objects.filter(pk=comment.thread_id).update(
        last_comment_at=comment.posted_at, **counted(comment.stance, by=1)
    )
    if comment.parent_id and comment.root_id:
        _count_reply(comment, comment.parent_id, comment.root_id)


def count_out(comment: Comment) -> None:
    """Stop counting a comment whose words are gone; one that is hidden is not counted.

    Its row stays where it was, so the comment above keeps counting it as a reply.
    """
    if comment.is_hidden:
        return
    Thread.objects.filter(pk=comment.thread_id).update(**counted(comment.stance, by=-1))
    if comment.root_id:
        Comment.objects.filter(pk=comment.root_id).update(
            branch_count=F("branch_count") - 1
        )


def rank_officially(root_id: int) -> None:
    """Say anew whether a top comment is, or got, an official reply that can be read."""
    readable = Comment.objects.filter(
        authority__isnull=False, withdrawn_at=None, hidden_at=None
    )
    stands = readable.filter(pk=root_id).exists()
    stands = stands or readable.filter(root_id=root_id).exists()
    Comment.objects.filter(pk=root_id).update(official_rank=int(stands))


def counted(stance: str, *, by: int) -> dict[str, Combinable]:
    """Return the changes to a thread's counters when one comment comes or goes."""
    changes: dict[str, Combinable] = {"comment_count": F("comment_count") + by}
    if stance:
        changes[f"{stance}_count"] = F(f"{stance}_count") + by
    return changes


def _count_reply(comment: Comment, parent_id: int, root_id: int) -> None:
    """Count it right above and at the top of its branch, which may be one row."""
    official = {"official_rank": 1} if comment.authority_id else {}
    root = {"branch_count": F("branch_count") + 1, **official}
    replied = {"reply_count": F("reply_count") + 1}
    if parent_id == root_id:
        Comment.objects.filter(pk=root_id).update(**root, **replied)
        return
    Comment.objects.filter(pk=parent_id).update(**replied)
    Comment.objects.filter(pk=root_id).update(**root)
