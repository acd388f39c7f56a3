"""Stopping a discussion with a public reason, taking it up again, slowing it down."""

from datetime import datetime

from django.db import transaction

from comments import permissions
from comments.events import ThreadRulesChanged
from comments.models import Act, ModerationAct, Thread
from comments.services.hiding import AUDITED, Acting
from foundation.accounts.models import Person
from foundation.audit.services import record
from foundation.core.errors import InvalidInputError, NotAllowedError
from foundation.core.events import announce
from foundation.core.text import clean_text

LONGEST_REASON = 500
SLOWEST_SECONDS = 24 * 60 * 60


@transaction.atomic
def stop_thread(
    *, thread: Thread, moderator: Person, reason: str, now: datetime
) -> Thread:
    """Take no more comments, and say publicly why. A stopped one stays as it is.

    Raises:
        NotAllowedError: the person does not moderate for the thread's authority.
        EmptyTextError: no reason was given.

    """
    said = clean_text(reason, longest=LONGEST_REASON)
    thread = _locked(thread, moderator)
    if thread.stopped_at is not None:
        return thread
    thread.stopped_at, thread.stopped_reason = now, said
    thread.stopped_by = moderator
    thread.save(update_fields=["stopped_at", "stopped_reason", "stopped_by"])
    _write(Act.STOP, thread, moderator, now=now, words=said)
    return thread


@transaction.atomic
def resume_thread(*, thread: Thread, moderator: Person, now: datetime) -> Thread:
    """Take comments again, within the thread's own window.

    Raises:
        NotAllowedError: the person does not moderate for the thread's authority.

    """
    thread = _locked(thread, moderator)
    if thread.stopped_at is None:
        return thread
    thread.stopped_at, thread.stopped_reason, thread.stopped_by = None, "", None
    thread.save(update_fields=["stopped_at", "stopped_reason", "stopped_by"])
    _write(Act.RESUME, thread, moderator, now=now)
    return thread


@transaction.atomic
def slow_thread(
    *, thread: Thread, moderator: Person, seconds: int, now: datetime
) -> Thread:
    """Let a person wait so long between two comments; 0 ends the slow mode.

    Raises:
        NotAllowedError: the person does not moderate for the thread's authority.
        InvalidInputError: the time is negative or longer than a day.

    """
    if not 0 <= seconds <= SLOWEST_SECONDS:
        raise InvalidInputError(field="seconds")
    thread = _locked(thread, moderator)
    if thread.slow_seconds == seconds:
        return thread
    thread.slow_seconds = seconds
    thread.save(update_fields=["slow_seconds"])
    _write(Act.SLOW, thread, moderator, now=now, words=str(seconds))
    return thread


def _locked(thread: Thread, moderator: Person) -> Thread:
    rows = Thread.objects.select_for_update(no_key=True, of=("self",))
    thread = rows.select_related("authority").get(pk=thread.pk)
    if not permissions.can_moderate(moderator, thread.authority):
        raise NotAllowedError
    return thread


def _write(
    act: Act, thread: Thread, moderator: Person, *, now: datetime, words: str = ""
) -> None:
    acting = Acting(thread.authority, now, moderator)
    ModerationAct.objects.create(
        authority=thread.authority,
        thread=thread,
        act=act,
        words=words,
        moderator=moderator,
        role=acting.role,
        happened_at=now,
    )
    record(
        action=AUDITED[act],
        actor=moderator.public_id,
        target=f"thread:{thread.public_id}",
        authority=thread.authority.slug if thread.authority else "",
        now=now,
    )
    announce(ThreadRulesChanged(thread_id=thread.pk))
