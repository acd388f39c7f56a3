"""Who may do what in a thread."""

import re
from datetime import datetime, timedelta

from django.conf import settings

from comments.errors import (
    ConfirmationNeededError,
    SignInNeededError,
    SlowModeError,
    TooManyCommentsError,
    TooManyLinksError,
)
from comments.models import Comment, Thread
from comments.queries import rules, trust
from comments.states import Trust
from foundation.accounts.models import Level, Person
from foundation.core.errors import DomainError, NotAllowedError
from foundation.organisations import permissions as organisations
from foundation.organisations.models import Authority
from foundation.organisations.permissions import can_answer

NEW_ACCOUNT_COMMENTS_AN_HOUR = 10
NEW_ACCOUNT_LINKS = 2
LINK = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|(?<![\w@.])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,3}"
    r"\.(?:com|net|org|info|biz|online|site|shop|top|xyz|link|club|store|me|io|co|sa)"
    r"(?:/\S*)?(?![\w@])",
    re.IGNORECASE,
)


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


def why_too_much(
    person: Person, thread: Thread, text: str, *, now: datetime
) -> DomainError | None:
    """Return why a person has to wait, or to write less, if so.

    Slow mode holds for everyone; the limits for those whom nobody knows yet, by
    `queries.trust`, and only while `SAWT_RATE_LIMITS` is on.
    """
    slow = why_too_soon(person, thread, now=now)
    if slow is not None or not _is_limited(person, now):
        return slow
    return _too_many_links(text) or why_too_fast(person, now=now)


def why_too_soon(
    person: Person, thread: Thread, *, now: datetime
) -> SlowModeError | None:
    """Return until when a person waits in a thread in slow mode, if so."""
    if not thread.slow_seconds:
        return None
    pause = timedelta(seconds=thread.slow_seconds)
    own = Comment.objects.filter(
        author=person, thread=thread, authority=None, posted_at__gt=now - pause
    )
    last = own.order_by("-posted_at").values_list("posted_at", flat=True).first()
    return SlowModeError(until=last + pause, now=now) if last else None


def why_too_fast(person: Person, *, now: datetime) -> TooManyCommentsError | None:
    """Return why somebody new has to wait: so many comments an hour and no more."""
    hour = timedelta(hours=1)
    since = now - hour + timedelta(microseconds=1)
    lately = Comment.objects.filter(author=person, posted_at__range=(since, now))
    moments = lately.order_by("-posted_at").values_list("posted_at", flat=True)
    nth = moments[NEW_ACCOUNT_COMMENTS_AN_HOUR - 1 : NEW_ACCOUNT_COMMENTS_AN_HOUR]
    for posted_at in nth:
        return TooManyCommentsError(until=posted_at + hour, now=now)
    return None


def why_too_many_links(
    person: Person, text: str, *, now: datetime
) -> TooManyLinksError | None:
    """Return why somebody new cannot write so many links; asked of edits as well."""
    refusal = _too_many_links(text)
    return refusal if refusal and _is_limited(person, now) else None


def _too_many_links(text: str) -> TooManyLinksError | None:
    has_too_many = len(LINK.findall(text)) > NEW_ACCOUNT_LINKS
    return TooManyLinksError.at_most(NEW_ACCOUNT_LINKS) if has_too_many else None


def _is_limited(person: Person, now: datetime) -> bool:
    """Whether the limits for new people hold for this one."""
    limits = settings.SAWT_RATE_LIMITS
    return limits and trust.trust_of(person, now=now) == Trust.NEW


def why_not_report(person: object) -> DomainError | None:
    """Return why a person cannot report anything here: signed in and confirmed only."""
    if not isinstance(person, Person):
        return SignInNeededError()
    if not person.is_active:
        return NotAllowedError()
    return None if person.has_level(Level.CONFIRMED) else ConfirmationNeededError()


def can_moderate(person: object, authority: Authority | int | None) -> bool:
    """Moderators of the authority; administrators everywhere."""
    if not isinstance(person, Person) or not person.is_active:
        return False
    return person.is_superuser or organisations.can_moderate(person, authority)


def can_edit(person: object, comment: Comment, *, now: datetime) -> bool:
    """Authors, for as long as the thread's rules say, while it is open."""
    return comment.thread.is_open(now=now) and rules.can_still_edit(
        person, comment, now=now
    )


def can_withdraw(person: object, comment: Comment) -> bool:
    """Authors, at any time, once."""
    return rules.owns(person, comment) and not comment.is_withdrawn
