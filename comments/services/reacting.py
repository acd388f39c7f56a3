"""Agreeing and disagreeing with a comment."""

from datetime import datetime

from django.db import transaction

from comments import permissions
from comments.errors import CommentGoneError, OwnCommentError, UnknownReactionError
from comments.events import ReactionsChanged
from comments.models import Comment, Reaction
from comments.queries import rules
from comments.services.scoring import score
from foundation.accounts.models import Person
from foundation.core.events import announce

VALUES = {"agree": 1, "disagree": -1, "none": 0}


@transaction.atomic
def react(*, comment: Comment, person: Person, value: str, now: datetime) -> Comment:
    """Let a person `agree`, `disagree` or take either back (`none`).

    One reaction a person, changeable while the thread is open; repeating it changes
    nothing. Returns the comment with its new counters.

    Raises:
        UnknownReactionError: the value is none of the three.
        DomainError: what `permissions.why_not_comment` returns.
        CommentGoneError: the comment was withdrawn, or stands for a missing one.
        OwnCommentError: the person wrote it.

    """
    if value not in VALUES:
        raise UnknownReactionError(field="value")
    # Locked so that the counters and the score are made from the same reactions.
    rows = Comment.objects.select_for_update(of=("self",), no_key=True)
    comment = rows.select_related("thread").get(pk=comment.pk)
    _refuse_unless_allowed(comment, person, now)
    before = _replace(comment, person, VALUES[value], now=now)
    _count(comment, before, -1)
    _count(comment, VALUES[value], 1)
    comment.score = score(comment.agree_count, comment.disagree_count)
    comment.save(update_fields=["agree_count", "disagree_count", "score"])
    if before != VALUES[value]:
        announce(ReactionsChanged(comment.pk, comment.thread_id))
    return comment


def _refuse_unless_allowed(comment: Comment, person: Person, now: datetime) -> None:
    refusal = permissions.why_not_comment(person, comment.thread, now=now)
    if refusal is not None:
        raise refusal
    if comment.is_withdrawn or comment.is_placeholder or comment.is_hidden:
        raise CommentGoneError
    if rules.owns(person, comment):
        raise OwnCommentError


def _replace(comment: Comment, person: Person, value: int, *, now: datetime) -> int:
    """Write the reaction down and return the one that it replaces, 0 for none."""
    existing = Reaction.objects.filter(comment=comment, person=person).first()
    before = existing.value if existing else 0
    if value == before:
        return before
    if value == 0:
        Reaction.objects.filter(comment=comment, person=person).delete()
    else:
        Reaction.objects.update_or_create(
            comment=comment,
            person=person,
            defaults={"value": value, "reacted_at": now},
        )
    return before


def _count(comment: Comment, value: int, by: int) -> None:
    if value > 0:
        comment.agree_count += by
    elif value < 0:
        comment.disagree_count += by
