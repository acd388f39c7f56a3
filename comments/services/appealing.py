"""An author asks another moderator to look again, once."""

from datetime import datetime

from django.db import transaction

from comments import permissions
from comments.errors import (
    AppealDecidedError,
    AppealedAlreadyError,
    NotAppealableError,
    OwnDecisionError,
)
from comments.events import AppealDecided, AppealFiled
from comments.models import Act, Appeal, Comment, ModerationAct
from comments.queries import appeals
from comments.services.moderating import restore_on_appeal
from foundation.accounts.models import Person
from foundation.audit.services import record
from foundation.core.errors import NotAllowedError
from foundation.core.events import announce
from foundation.core.text import clean_text

LONGEST_APPEAL = 4000


@transaction.atomic
def file_appeal(
    *, act: ModerationAct, author: Person, words: str, now: datetime
) -> Appeal:
    """Ask another moderator to look again at a comment that a moderator hid.

    Sending the same words again gives the first appeal.

    Raises:
        NotAllowedError: the comment is someone else's.
        EmptyTextError: nothing was written.
        NotAppealableError: no moderator hid it, or it is shown again or withdrawn.
        AppealedAlreadyError: the author has appealed, in other words.

    """
    if act.comment is None or act.comment.author_id != author.pk:
        raise NotAllowedError
    said = clean_text(words, longest=LONGEST_APPEAL)
    # Locked so that of two clicks the second finds what the first has written.
    Comment.objects.select_for_update(no_key=True).get(pk=act.comment.pk)
    earlier = Appeal.objects.filter(act=act).first()
    if earlier is not None and earlier.words == said:
        return earlier
    if earlier is not None:
        raise AppealedAlreadyError
    if not appeals.can_appeal(act, author):
        raise NotAppealableError
    appeal = Appeal.objects.create(
        act=act,
        author=author,
        words=said,
        filed_at=now,
        first_moderator=act.moderator,
    )
    _audit("appeal.filed", appeal, author, now=now)
    announce(AppealFiled(appeal_id=appeal.pk))
    return appeal


@transaction.atomic
def decide_appeal(
    *, appeal: Appeal, moderator: Person, is_upheld: bool, answer: str, now: datetime
) -> Appeal:
    """Answer an appeal; one that is upheld shows the comment again.

    Raises:
        NotAllowedError: the person does not moderate for the authority.
        OwnDecisionError: they took the first decision, or wrote the comment.
        AppealDecidedError: another moderator has answered.
        EmptyTextError: the answer is empty.

    """
    said = clean_text(answer, longest=LONGEST_APPEAL)
    rows = Appeal.objects.select_for_update(no_key=True, of=("self",))
    appeal = rows.select_related("act__authority", "act__comment").get(pk=appeal.pk)
    if not permissions.can_moderate(moderator, appeal.act.authority):
        raise NotAllowedError
    if moderator.pk in {appeal.first_moderator_id, appeal.author_id}:
        raise OwnDecisionError
    if appeal.decided_at is not None:
        raise AppealDecidedError
    appeal.decided_by, appeal.decided_at = moderator, now
    appeal.is_upheld, appeal.answer = is_upheld, said
    appeal.save()
    if is_upheld and _is_hidden(appeal):
        restore_on_appeal(act=appeal.act, moderator=moderator, words="", now=now)
    _audit("appeal.decided", appeal, moderator, now=now)
    announce(AppealDecided(appeal_id=appeal.pk))
    return appeal


def _is_hidden(appeal: Appeal) -> bool:
    """Whether there is anything to show again: it may be withdrawn or shown by now."""
    comment = appeal.act.comment
    is_current = appeal.act.act == Act.HIDE
    return is_current and comment is not None and comment.is_hidden


def _audit(action: str, appeal: Appeal, person: Person, *, now: datetime) -> None:
    authority = appeal.act.authority
    detail = {} if appeal.is_upheld is None else {"is_upheld": appeal.is_upheld}
    record(
        action=action,
        actor=person.public_id,
        target=f"appeal:{appeal.public_id}",
        authority=authority.slug if authority else "",
        detail=detail,
        now=now,
    )
