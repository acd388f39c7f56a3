"""Editing and withdrawing one's own comment."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from comments import permissions
from comments.errors import EditingTimeOverError, StaleEditError
from comments.events import CommentEdited, CommentWithdrawn
from comments.models import Comment, CommentWording, Thread
from comments.queries import rules
from comments.services.counting import count_out, rank_officially
from comments.services.folding import fold, leave, unfold
from comments.services.mentioning import mention
from comments.services.posting import LONGEST_TEXT, known_stance
from foundation.accounts.models import Person
from foundation.audit.services import record
from foundation.core.errors import NotAllowedError
from foundation.core.events import announce
from foundation.core.text import (
    clean_text,
    direction_of,
    language_of,
    render_markdown,
)


@transaction.atomic
def edit_comment(
    *,
    comment: Comment,
    person: Person,
    text: str,
    now: datetime,
    stance: str | None = None,
    edition: str = "",
) -> Comment:
    """Replace the words of one's own comment; the earlier ones stay public.

    `stance` None leaves it as it is. `edition` is the `Comment.edition` that the form
    was opened with; empty asks for no check. Sending what already stands changes
    nothing.

    Raises:
        NotAllowedError: it is someone else's, or withdrawn.
        DomainError: the thread is closed, or the person may no longer write in it.
        EditingTimeOverError: the minutes for editing have passed.
        TooManyLinksError: the account is new and the text holds many links.
        StaleEditError: it was edited after the form was opened.

    """
    words = clean_text(text, longest=LONGEST_TEXT)
    comment = _locked(comment)
    new_stance = comment.stance if stance is None else known_stance(stance)
    _refuse_unless_editable(comment, person, now)
    if refusal := permissions.why_too_many_links(person, words, now=now):
        raise refusal
    if (words, new_stance) == (comment.text, comment.stance):
        return comment
    if edition and edition != comment.edition:
        raise StaleEditError
    _change_stance(comment, new_stance)
    has_other_words = words != comment.text
    if has_other_words:
        _replace_words(comment, words, now)
    comment.edited_at = now
    comment.save()
    unfold(comment)
    fold(comment)
    if has_other_words:
        mention(comment)
    announce(CommentEdited(comment_id=comment.pk, thread_id=comment.thread_id))
    return comment


@transaction.atomic
def withdraw_comment(*, comment: Comment, person: Person, now: datetime) -> Comment:
    """Take one's own comment back: its words go, a tombstone and the replies stay.

    Doing it again changes nothing.

    Raises:
        NotAllowedError: it is someone else's.

    """
    comment = _locked(comment)
    if not rules.owns(person, comment):
        raise NotAllowedError
    if comment.is_withdrawn:
        return comment
    count_out(comment)
    comment.earlier_wordings.all().delete()
    comment.text = comment.html = comment.stance = ""
    comment.withdrawn_at = now
    comment.pinned_at = None
    comment.save()
    if comment.authority_id:
        rank_officially(comment.root_id or comment.pk)
    if not comment.is_hidden:
        leave(comment)
    comment.mentions.all().delete()
    _tell_withdrawn(comment, person, now)
    return comment


def _locked(comment: Comment) -> Comment:
    """Lock the thread and then the comment, the order in which everyone locks."""
    thread = Thread.objects.select_for_update(no_key=True).get(pk=comment.thread_id)
    fresh = Comment.objects.select_for_update(no_key=True).get(pk=comment.pk)
    fresh.thread = thread
    return fresh


def _refuse_unless_editable(comment: Comment, person: Person, now: datetime) -> None:
    if not rules.owns(person, comment) or comment.is_withdrawn:
        raise NotAllowedError
    refusal = permissions.why_not_comment(person, comment.thread, now=now)
    if refusal is not None:
        raise refusal
    if not rules.can_still_edit(person, comment, now=now):
        raise EditingTimeOverError


def _change_stance(comment: Comment, stance: str) -> None:
    if comment.is_hidden:
        comment.stance = stance
        return
    changes = {f"{comment.stance}_count": -1} if comment.stance else {}
    if stance:
        changes[f"{stance}_count"] = changes.get(f"{stance}_count", 0) + 1
    Thread.objects.filter(pk=comment.thread_id).update(
        comment_count=F("comment_count"),
        **{name: F(name) + by for name, by in changes.items()},
    )
    comment.stance = stance


def _replace_words(comment: Comment, words: str, now: datetime) -> None:
    CommentWording.objects.create(
        comment=comment, text=comment.text, html=comment.html, replaced_at=now
    )
    comment.text = words
    comment.html = render_markdown(words)
    comment.language = language_of(words, default=comment.language)
    comment.direction = direction_of(words)


def _tell_withdrawn(comment: Comment, person: Person, now: datetime) -> None:
    announce(CommentWithdrawn(comment_id=comment.pk, thread_id=comment.thread_id))
    authority = comment.authority or comment.thread.authority
    record(
        action="comment.withdrawn",
        actor=person.public_id,
        target=f"comment:{comment.public_id}",
        authority=authority.slug if authority else "",
        now=now,
    )
