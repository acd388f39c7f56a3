"""Writing a comment or a reply."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from comments import permissions
from comments.errors import CommentGoneError, ParentElsewhereError, UnknownStanceError
from comments.events import CommentPosted, OfficialReplyPosted
from comments.models import Comment, Stance, Thread
from comments.services.counting import count_in
from comments.services.folding import fold
from comments.services.mentioning import mention
from foundation.accounts.models import Person
from foundation.audit.services import record
from foundation.core.errors import DomainError, KeyReusedError
from foundation.core.events import announce
from foundation.core.keys import plain_key
from foundation.core.text import (
    clean_text,
    direction_of,
    language_of,
    render_markdown,
)
from foundation.core.translated import active_language
from foundation.organisations.models import Authority

LONGEST_TEXT = 10_000


@dataclass(frozen=True, slots=True)
class Draft:
    """A comment as it arrived, cleaned, before any rule was asked."""

    author: Person
    text: str
    stance: str
    parent_id: int | None
    authority: Authority | None
    key: str
    language: str


@transaction.atomic
def post_comment(  # noqa: PLR0913  (what a comment consists of)
    *,
    thread: Thread,
    author: Person,
    text: str,
    now: datetime,
    parent: Comment | None = None,
    stance: str = "",
    submission_key: str = "",
    as_authority: Authority | None = None,
    language: str = "",
    stays_unfolded: bool = False,
) -> Comment:
    """Add a comment to a thread, under `parent` where there is one.

    The same author and `submission_key` with the same content give the first comment
    again, whatever has happened to the thread since. `language` is told from the
    letters when it is empty. What says more than its words, since it stands on a
    passage or suggests wording, `stays_unfolded`; see `services/folding.py`.

    Raises:
        KeyReusedError: the key came before, with other content.
        DomainError: what `permissions.why_not_comment` returns; for an official reply
            what `why_not_answer_officially` does.
        TooManyCommentsError: the account is new and has written much within the hour.
        ParentElsewhereError: the parent stands in another thread.
        CommentGoneError: the parent was withdrawn, or stands for a missing one.
        UnknownStanceError: the stance does not exist.

    """
    draft = Draft(
        author=author,
        text=clean_text(text, longest=LONGEST_TEXT),
        stance=known_stance(stance),
        parent_id=parent.pk if parent else None,
        authority=as_authority,
        key=plain_key(submission_key),
        language=language,
    )
    # Locked so that writing and the closing of the thread cannot overlap, and so that
    # the second of two equal requests waits for the first and then finds it.
    thread = Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
    earlier = _repeated(draft, thread)
    if earlier is not None:
        return earlier
    _refuse_unless_allowed(draft, thread, now)
    parent = _parent_of(draft, thread)
    comment = Comment.objects.create(
        thread=thread,
        posted_at=now,
        stays_unfolded=stays_unfolded,
        **_place_under(parent),
        **_content(draft),
    )
    count_in(comment)
    fold(comment)
    mention(comment)
    _tell(comment, now)
    return comment


def known_stance(stance: str) -> str:
    """Return the stance, or nothing where none is taken.

    Raises:
        UnknownStanceError: it does not exist.

    """
    if stance and stance not in Stance.values:
        raise UnknownStanceError(field="stance")
    return stance


def _repeated(draft: Draft, thread: Thread) -> Comment | None:
    if not draft.key:
        return None
    earlier = Comment.objects.filter(
        author=draft.author, submission_key=draft.key
    ).first()
    if earlier is not None and not _is_same(earlier, draft, thread):
        raise KeyReusedError
    return earlier


def _is_same(earlier: Comment, draft: Draft, thread: Thread) -> bool:
    """Compare with the first wording, so that an edit in between does not matter."""
    if earlier.thread_id != thread.pk or earlier.parent_id != draft.parent_id:
        return False
    if earlier.is_withdrawn:
        return True
    if earlier.edited_at is None:
        return (earlier.text, earlier.stance) == (draft.text, draft.stance)
    first = earlier.earlier_wordings.order_by("pk").first()
    return (first.text if first else earlier.text) == draft.text


def _refuse_unless_allowed(draft: Draft, thread: Thread, now: datetime) -> None:
    refusal = _refusal(draft, thread, now)
    if refusal is not None:
        raise refusal


def _refusal(draft: Draft, thread: Thread, now: datetime) -> DomainError | None:
    if draft.authority is not None:
        return permissions.why_not_answer_officially(
            draft.author,
            thread,
            draft.authority,
            is_reply=draft.parent_id is not None,
            now=now,
        )
    return permissions.why_not_comment(
        draft.author, thread, now=now
    ) or permissions.why_too_much(draft.author, thread, draft.text, now=now)


def _parent_of(draft: Draft, thread: Thread) -> Comment | None:
    if draft.parent_id is None:
        return None
    parent = Comment.objects.filter(pk=draft.parent_id, thread=thread).first()
    if parent is None:
        raise ParentElsewhereError(field="parent")
    if parent.is_withdrawn or parent.is_placeholder or parent.is_hidden:
        raise CommentGoneError
    return parent


def _place_under(parent: Comment | None) -> dict[str, Any]:
    if parent is None:
        return {"parent": None, "root_id": None, "depth": 0}
    root_id = parent.root_id or parent.pk
    return {"parent": parent, "root_id": root_id, "depth": parent.depth + 1}


def _content(draft: Draft) -> dict[str, Any]:
    spoken = draft.language or language_of(draft.text, default=active_language())
    return {
        "author": draft.author,
        "authority": draft.authority,
        "official_rank": int(draft.authority is not None and draft.parent_id is None),
        "stance": draft.stance,
        "text": draft.text,
        "html": render_markdown(draft.text),
        "language": spoken,
        "direction": direction_of(draft.text),
        "submission_key": draft.key,
    }


def _tell(comment: Comment, now: datetime) -> None:
    where = (comment.pk, comment.thread_id, comment.parent_id)
    announce(CommentPosted(*where))
    if comment.authority is None or comment.author is None:
        return
    announce(OfficialReplyPosted(*where))
    record(
        action="comment.answered_officially",
        actor=comment.author.public_id,
        target=f"comment:{comment.public_id}",
        authority=comment.authority.slug,
        now=now,
    )
