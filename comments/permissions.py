"""Who may do what in a thread."""

from datetime import datetime, timedelta

from django.conf import settings

from comments.errors import TooManyCommentsError
from comments.models import Comment, Thread
from comments.queries import rules
from foundation.accounts.models import Level, Person
from foundation.core.errors import DomainError, NotAllowedError
from foundation.organisations.models import Authority
from foundation.organisations.permissions import can_answer

NEW_ACCOUNT_DAYS = 7
NEW_ACCOUNT_COMMENTS_AN_HOUR = 10


def why_not_comment(
    person: object, thread: Thread, *, now: datetime
) -> DomainError | None:
    """Return the refusal a person would get, with the dates of what is possible."""
    return rules.why_closed(thread, now=now) or rules.why_not_this_person(
        person, thread
    )


def can_comment(person: object, thread: Thread, *, now: datetime) -> bool:
    """Whether a comment of this person would be taken at this moment; asks no query."""
    allowed = rules.why_not_this_person(person, thread) is None
    return allowed and thread.is_open(now=now)


def why_not_answer_officially(
    person: object,
    thread: Thread,
    authority: Authority,
    *,
    is_reply: bool,
    now: datetime,
) -> DomainError | None:
    """Return why a person cannot speak with the authority's badge, if so.

    An authority can still reply after its discussion has closed: what residents said
    in time is owed an answer.
    """
    if thread.authority_id != authority.pk or not can_answer(person, authority):
        return NotAllowedError()
    closed = rules.why_closed(thread, now=now)
    if closed is None:
        return None
    has_closed = thread.closes_at is not None and thread.closes_at <= now
    return None if is_reply and thread.is_enabled and has_closed else closed


def why_too_fast(person: Person, *, now: datetime) -> TooManyCommentsError | None:
    """Return why a new account has to wait; verified and older accounts never do."""
    if not settings.SAWT_RATE_LIMITS or person.has_level(Level.VERIFIED):
        return None
    if person.joined_at <= now - timedelta(days=NEW_ACCOUNT_DAYS):
        return None
    hour = timedelta(hours=1)
    since = now - hour + timedelta(microseconds=1)
    lately = Comment.objects.filter(author=person, posted_at__range=(since, now))
    moments = lately.order_by("-posted_at").values_list("posted_at", flat=True)
    nth = moments[NEW_ACCOUNT_COMMENTS_AN_HOUR - 1 : NEW_ACCOUNT_COMMENTS_AN_HOUR]
    for posted_at in nth:
        return TooManyCommentsError(until=posted_at + hour, now=now)
    return None


def can_edit(person: object, comment: Comment, *, now: datetime) -> bool:
    """Authors, for as long as the thread's rules say, while it is open."""
    return comment.thread.is_open(now=now) and rules.can_still_edit(
        person, comment, now=now
    )


def can_withdraw(person: object, comment: Comment) -> bool:
    """Authors, at any time, once."""
    return rules.owns(person, comment) and not comment.is_withdrawn
