"""Answering what residents put in, one by one or thousands at once."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Max, Q, QuerySet, Value

from comments.models import Comment
from drafts.errors import (
    NotAnInputError,
    NothingToAnswerError,
    UndoTimeOverError,
    UnknownResponseError,
    UnreasonedResponseError,
    WordsTakenError,
)
from drafts.events import AnswerTakenBack, InputsAnswered
from drafts.models import AnsweredInput, Draft, Response, Suggestion
from drafts.permissions import can_answer_inputs
from drafts.queries import answerable_in
from drafts.services.recording import note
from drafts.states import TAKING, ResponseKind, VersionState
from foundation.accounts.models import Person
from foundation.core.errors import KeyReusedError, NotAllowedError
from foundation.core.events import announce
from foundation.core.keys import plain_key
from foundation.core.text import clean_text
from foundation.core.translated import assign, columns

LONGEST_REASON = 10_000
UNDO_MINUTES = 15


@transaction.atomic
def answer_inputs(  # noqa: PLR0913  (what an answer consists of)
    *,
    draft: Draft,
    kind: str,
    comments: "Iterable[Comment] | QuerySet[Comment]",
    actor: Person,
    now: datetime,
    reason_ar: str = "",
    reason_en: str = "",
    submission_key: str = "",
) -> Response:
    """Answer inputs of a draft with one response; an earlier answer is replaced openly.

    Of a queryset those are answered that can be; a list is answered whole or not at
    all. The number of statements does not depend on the number of inputs. The same
    person and key give the first response again.

    Raises:
        NotAllowedError: the person does not answer for the authority.
        UnknownResponseError: the kind does not exist.
        UnreasonedResponseError: no reason is given in any language.
        NothingToAnswerError: there is no input to answer.
        NotAnInputError: one of a list is no readable input of the draft.
        WordsTakenError: words that stand in the text already are refused.
        KeyReusedError: the key came before, with another answer.

    """
    if not can_answer_inputs(actor, draft):
        raise NotAllowedError
    reasons = {"ar": reason_ar, "en": reason_en}
    response = _prepared(kind, reasons)
    response.draft, response.answered_by = draft, actor
    response.answered_at, response.submission_key = now, plain_key(submission_key)
    # Locked so that two answers to one input come one after the other.
    Draft.objects.select_for_update(no_key=True).get(pk=draft.pk)
    earlier = repeated_answer(actor, response.submission_key)
    if earlier is not None:
        return _same(earlier, response)
    response.save()
    count = _enter(response, comments)
    _refuse_to_deny_taken_words(response)
    note(
        "answered",
        draft,
        actor=actor,
        now=now,
        response=response.public_id,
        kind=kind,
        inputs=count,
    )
    announce(InputsAnswered(response_id=response.pk, draft_id=draft.pk))
    return response


@transaction.atomic
def take_back_answer(*, response: Response, actor: Person, now: datetime) -> Response:
    """Take back an answer given by mistake; what it replaced stands again.

    Everyone can see that it was given and taken back.

    Raises:
        UndoTimeOverError: somebody else gave it, or too long ago.

    """
    Draft.objects.select_for_update(no_key=True).get(pk=response.draft_id)
    response = Response.objects.select_related("draft").get(pk=response.pk)
    if response.taken_back_at is not None:
        return response
    may = response.answered_by_id == actor.pk and can_answer_inputs(
        actor, response.draft
    )
    if not may or response.answered_at < undo_since(now):
        raise UndoTimeOverError
    _bring_back_what_was_replaced(response, now)
    response.taken_back_at = now
    response.save(update_fields=["taken_back_at"])
    note(
        "answer-taken-back",
        response.draft,
        actor=actor,
        now=now,
        response=response.public_id,
    )
    announce(AnswerTakenBack(response_id=response.pk, draft_id=response.draft_id))
    return response


def undo_since(now: datetime) -> datetime:
    """Say since when answers can still be taken back."""
    return now - timedelta(minutes=UNDO_MINUTES)


def repeated_answer(actor: Person, key: str) -> Response | None:
    """Find the response that this person gave with this key before."""
    if not key:
        return None
    given = Response.objects.filter(answered_by=actor, submission_key=key)
    return given.first()


def _prepared(kind: str, reasons: Mapping[str, str]) -> Response:
    """Make the response out of what was typed, if it can stand.

    Raises:
        UnknownResponseError: the kind does not exist.
        UnreasonedResponseError: no reason is given in any language.

    """
    if kind not in ResponseKind.values:
        raise UnknownResponseError(field="kind")
    cleaned = {
        code: clean_text(reason, longest=LONGEST_REASON, required=False)
        for code, reason in reasons.items()
    }
    if not any(cleaned.values()):
        raise UnreasonedResponseError(field="reason_ar")
    response = Response(kind=kind)
    assign(response, "reason", cleaned)
    return response


def _same(earlier: Response, asked: Response) -> Response:
    names = ("draft_id", "kind", *columns("reason"))
    if any(getattr(earlier, name) != getattr(asked, name) for name in names):
        raise KeyReusedError
    return earlier


def _enter(
    response: Response, comments: "Iterable[Comment] | QuerySet[Comment]"
) -> int:
    """Set the answer beside every input, and note which answers it replaces.

    Raises:
        NotAnInputError: one of a list is no readable input of the draft.
        NothingToAnswerError: there is none.

    """
    chosen = answerable_in(response.draft)
    if isinstance(comments, QuerySet):
        entered = _replace(response, chosen.filter(Q(pk__in=comments.values("pk"))))
    else:
        keys = {comment.pk for comment in comments}
        entered = _replace(response, chosen.filter(pk__in=keys)) if keys else 0
        if entered != len(keys):
            raise NotAnInputError
    if not entered:
        raise NothingToAnswerError
    return entered


def _replace(response: Response, chosen: QuerySet[Comment]) -> int:
    """Let the answer stand in place of those that stood.

    Where some stood, the rows go in as replaced and stand only at the end, so that
    what was chosen by its answers is read once, before any of them changes.
    """
    stood = AnsweredInput.objects.filter(replaced_at=None, comment__in=chosen)
    if not stood.exists():
        return _insert(response, chosen, replaced_at=None)
    entered = _insert(response, chosen, replaced_at=response.answered_at)
    own = AnsweredInput.objects.filter(response=response)
    AnsweredInput.objects.filter(
        comment_id__in=own.values("comment_id"), replaced_at=None
    ).update(replaced_at=response.answered_at)
    own.update(replaced_at=None)
    return entered


def _insert(
    response: Response, chosen: QuerySet[Comment], *, replaced_at: datetime | None
) -> int:
    """Enter the chosen comments in one statement, whatever their number."""
    moment = Value(replaced_at, output_field=AnsweredInput.replaced_at.field)
    rows = chosen.order_by().values_list("pk", Value(response.pk), moment)
    sql, params = rows.query.sql_with_params()
    table = connection.ops.quote_name(AnsweredInput._meta.db_table)  # noqa: SLF001  (the only way to its name)
    into = f"INSERT INTO {table} (comment_id, response_id, replaced_at) {sql}"
    with connection.cursor() as cursor:
        cursor.execute(into, params)
        return int(cursor.rowcount)


def _refuse_to_deny_taken_words(response: Response) -> None:
    """Hold that the text never says what its answers reject.

    Raises:
        WordsTakenError: the words of one of the inputs stand in the working version.

    """
    if response.kind in TAKING:
        return
    taken = Suggestion.objects.filter(
        comment__answers__response=response, taken_into__isnull=False
    )
    if taken.exclude(taken_into__state=VersionState.PUBLISHED).exists():
        raise WordsTakenError


def _bring_back_what_was_replaced(response: Response, now: datetime) -> None:
    own = AnsweredInput.objects.filter(response=response, replaced_at=None)
    inputs = list(own.values_list("comment_id", flat=True))
    own.update(replaced_at=now)
    before = AnsweredInput.objects.filter(
        comment__answers__response=response,
        replaced_at=response.answered_at,
        response_id__lt=response.pk,
        response__taken_back_at=None,
    )
    newest = before.order_by().values("comment_id").annotate(last=Max("pk"))
    lasts = {row["comment_id"]: row["last"] for row in newest}
    pks = [lasts[pk] for pk in inputs if pk in lasts]
    for start in range(0, len(pks), 5000):
        AnsweredInput.objects.filter(pk__in=pks[start : start + 5000]).update(
            replaced_at=None
        )
