"""Letting a comment stand before all others of its thread."""

from datetime import datetime

from django.db import transaction

from comments.errors import NotPinnableError, TooManyPinnedError
from comments.models import Act, Comment, ModerationAct, Thread
from comments.queries import Reader
from comments.queries.rows import MOST_PINNED
from foundation.accounts.models import Person
from foundation.audit.services import record
from foundation.core.errors import NotAllowedError

AUDITED = {Act.PIN: "comment.pinned", Act.UNPIN: "comment.unpinned"}


@transaction.atomic
def pin_comment(*, comment: Comment, person: Person, now: datetime) -> Comment:
    """Let a top comment stand first in its thread; doing it again changes nothing.

    Raises:
        NotAllowedError: the person neither answers for the authority nor moderates.
        NotPinnableError: it is a reply, is folded under another, or cannot be read.
        TooManyPinnedError: three others are pinned.

    """
    comment = _locked(comment, person, now)
    if comment.pinned_at is not None:
        return comment
    if not _can_stand_first(comment):
        raise NotPinnableError
    pinned = Comment.objects.filter(thread_id=comment.thread_id)
    if pinned.filter(pinned_at__isnull=False).count() >= MOST_PINNED:
        raise TooManyPinnedError
    comment.pinned_at = now
    return _write(comment, person, Act.PIN, now=now)


@transaction.atomic
def unpin_comment(*, comment: Comment, person: Person, now: datetime) -> Comment:
    """Let a pinned comment stand where it stood; doing it again changes nothing.

    Raises:
        NotAllowedError: the person neither answers for the authority nor moderates.

    """
    comment = _locked(comment, person, now)
    if comment.pinned_at is None:
        return comment
    comment.pinned_at = None
    return _write(comment, person, Act.UNPIN, now=now)


def _locked(comment: Comment, person: Person, now: datetime) -> Comment:
    # Locked so that two people cannot pin a fourth at once.
    threads = Thread.objects.select_for_update(of=("self",), no_key=True)
    thread = threads.select_related("authority").get(pk=comment.thread_id)
    if not Reader(person, thread, now).can_pin:
        raise NotAllowedError
    fresh = Comment.objects.select_for_update(no_key=True).get(pk=comment.pk)
    fresh.thread = thread
    return fresh


def _can_stand_first(comment: Comment) -> bool:
    is_listed = comment.parent_id is None and comment.folded_under_id is None
    is_gone = comment.is_withdrawn or comment.is_hidden or comment.is_placeholder
    return is_listed and not is_gone


def _write(comment: Comment, person: Person, act: Act, *, now: datetime) -> Comment:
    comment.save(update_fields=["pinned_at"])
    authority = comment.thread.authority
    ModerationAct.objects.create(
        act=act,
        thread=comment.thread,
        comment=comment,
        authority=authority,
        moderator=person,
        role=Reader(person, comment.thread, now).role,
        happened_at=now,
    )
    record(
        action=AUDITED[act],
        actor=person.public_id,
        target=f"comment:{comment.public_id}",
        authority=authority.slug if authority else "",
        now=now,
    )
    return comment
