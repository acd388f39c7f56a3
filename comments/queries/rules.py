"""What the moment and the level of a person allow in a thread."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from comments.errors import (
    CommentsDisabledError,
    ConfirmationNeededError,
    SignInNeededError,
    ThreadClosedError,
    ThreadNotOpenYetError,
    ThreadStoppedError,
    VerificationNeededError,
)
from comments.models import Comment, Thread
from foundation.accounts.models import Level, Person
from foundation.core.errors import DomainError, NotAllowedError


def why_closed(thread: Thread, *, now: datetime) -> DomainError | None:
    """Return the refusal that holds for everyone at this moment, if there is one."""
    if not thread.is_enabled:
        return CommentsDisabledError()
    if thread.stopped_at is not None:
        return ThreadStoppedError.since(
            thread.stopped_at, thread.stopped_reason, zone_of(thread)
        )
    if thread.opens_at is not None and now < thread.opens_at:
        return ThreadNotOpenYetError.until(thread.opens_at, zone_of(thread))
    if thread.closes_at is not None and thread.closes_at <= now:
        return ThreadClosedError.since(thread.closes_at, zone_of(thread))
    return None


def why_not_this_person(person: object, thread: Thread) -> DomainError | None:
    """Return the refusal that holds for this person at any moment, if there is one."""
    if not isinstance(person, Person):
        return SignInNeededError()
    if not person.is_active:
        return NotAllowedError()
    if person.has_level(thread.least_level):
        return None
    if thread.least_level >= Level.VERIFIED:
        return VerificationNeededError()
    return ConfirmationNeededError()


def can_still_edit(person: object, comment: Comment, *, now: datetime) -> bool:
    """Whether the comment is the person's own and its editing minutes are not over."""
    deadline = comment.posted_at + timedelta(minutes=comment.thread.edit_minutes)
    return owns(person, comment) and not comment.is_withdrawn and now < deadline


def can_detach(person: object, comment: Comment) -> bool:
    """Whether it is the person's own and stands with others that are one text."""
    stands_with_others = comment.folded_under_id is not None or comment.folded_count > 0
    return owns(person, comment) and not comment.is_withdrawn and stands_with_others


def owns(person: object, comment: Comment) -> bool:
    """Whether this signed-in person wrote the comment."""
    return isinstance(person, Person) and comment.author_id == person.pk


def zone_of(thread: Thread) -> ZoneInfo | None:
    """Return the time zone of the thread's authority; None: the site's own."""
    return ZoneInfo(thread.authority.time_zone) if thread.authority else None
