"""What editors decide on suggested wording: its words go into the next version."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from drafts.documents import Part
from drafts.errors import (
    EditConflictError,
    SectionGoneError,
    UnchangedWordingError,
    WordsMovedOnError,
    WordsTakenError,
)
from drafts.models import Draft, Response, Suggestion, Version
from drafts.permissions import can_decide_on_suggestions
from drafts.queries import outline_of
from drafts.services.answering import (
    answer_inputs,
    repeated_answer,
    take_back_answer,
)
from drafts.services.cleaning import LONGEST_TEXT
from drafts.services.writing import (
    locked_for_writing,
    open_working_version,
    store_outline,
)
from drafts.states import TAKING, ResponseKind, VersionState
from foundation.accounts.models import Person
from foundation.core.errors import NotAllowedError
from foundation.core.keys import plain_key
from foundation.core.text import clean_text


@transaction.atomic
def decide_on_suggestion(  # noqa: PLR0913  (what a decision consists of)
    *,
    suggestion: Suggestion,
    kind: str,
    actor: Person,
    now: datetime,
    reason_ar: str = "",
    reason_en: str = "",
    words: str = "",
    was: str | None = None,
    submission_key: str = "",
) -> Response:
    """Accept, accept in part or refuse suggested words, with a public reason.

    What is accepted stands in the working version from now on, which is opened when
    there is none: the words suggested, or in part those that the editor made of them
    (`words`). `was` is what the section said when the editor looked at it.

    Raises:
        NotAllowedError: the person does not answer and write for the authority.
        WordsTakenError: its words were taken already.
        SectionGoneError: the section does not stand in the working version.
        VersionSealedError: the text waits for approval.
        EditConflictError: the section was written again meanwhile.
        UnchangedWordingError: the words are those that stand.
        DomainError: what `answer_inputs` refuses.

    """
    draft = suggestion.section.draft
    if not can_decide_on_suggestions(actor, draft):
        raise NotAllowedError
    Draft.objects.select_for_update(no_key=True).get(pk=draft.pk)
    if kind in TAKING and not repeated_answer(actor, plain_key(submission_key)):
        whole = kind == ResponseKind.ACCEPTED
        taken = suggestion.text if whole else words
        _take(suggestion, taken, was=was, actor=actor, now=now)
    return answer_inputs(
        draft=draft,
        kind=kind,
        comments=[suggestion.comment],
        actor=actor,
        now=now,
        reason_ar=reason_ar,
        reason_en=reason_en,
        submission_key=submission_key,
    )


@transaction.atomic
def take_back(*, response: Response, actor: Person, now: datetime) -> Response:
    """Take back an answer, and put back the words that it changed in the text.

    Raises:
        UndoTimeOverError: somebody else gave it, or too long ago.
        WordsMovedOnError: the section was written again or published since.
        VersionSealedError: the text waits for approval.

    """
    taken = Suggestion.objects.select_related("taken_into", "section").filter(
        comment__answers__response=response,
        comment__answers__replaced_at=None,
        taken_into__isnull=False,
    )
    to_put_back = list(taken)
    taken_back = take_back_answer(response=response, actor=actor, now=now)
    for suggestion in to_put_back:
        _put_back(suggestion, actor, now)
    return taken_back


def _take(
    suggestion: Suggestion,
    words: str,
    *,
    was: str | None,
    actor: Person,
    now: datetime,
) -> None:
    """Write words into the working version in place of the section's own.

    Raises:
        WordsTakenError: its words were taken already.
        EditConflictError: the section no longer says `was`.
        UnchangedWordingError: the words are those that stand.

    """
    suggestion = Suggestion.objects.select_related("section__draft").get(
        pk=suggestion.pk
    )
    if suggestion.taken_into_id is not None:
        raise WordsTakenError
    words = clean_text(words, longest=LONGEST_TEXT)
    draft = suggestion.section.draft
    opened = open_working_version(draft=draft, actor=actor, now=now)
    version = locked_for_writing(opened)
    said = _said(version, suggestion)
    if was is not None and was.split() != said.split():
        raise EditConflictError(keys=frozenset({suggestion.section.public_id}))
    if words.split() == said.split():
        raise UnchangedWordingError(field="words")
    _write(version, suggestion, words, actor=actor, now=now)
    suggestion.taken_into = version
    suggestion.words_taken, suggestion.words_replaced = words, said
    suggestion.save(update_fields=["taken_into", "words_taken", "words_replaced"])


def _put_back(suggestion: Suggestion, actor: Person, now: datetime) -> None:
    """Let the section say again what it said before.

    Raises:
        WordsMovedOnError: it was written again or published since.

    """
    version = suggestion.taken_into
    if version is None or version.state == VersionState.PUBLISHED:
        raise WordsMovedOnError
    version = locked_for_writing(version)
    if _said(version, suggestion) != suggestion.words_taken:
        raise WordsMovedOnError
    _write(version, suggestion, suggestion.words_replaced, actor=actor, now=now)
    suggestion.taken_into = None
    suggestion.words_taken = suggestion.words_replaced = ""
    suggestion.save(update_fields=["taken_into", "words_taken", "words_replaced"])


def _said(version: Version, suggestion: Suggestion) -> str:
    """Read what the section says in the language of the suggestion.

    Raises:
        SectionGoneError: it does not stand in the version.

    """
    for part in outline_of(version):
        if part.key == suggestion.section.public_id:
            return part.says(suggestion.language).text
    raise SectionGoneError


def _write(
    version: Version,
    suggestion: Suggestion,
    text: str,
    *,
    actor: Person,
    now: datetime,
) -> None:
    outline = [
        _reworded(part, suggestion.language, text)
        if part.key == suggestion.section.public_id
        else part
        for part in outline_of(version)
    ]
    store_outline(version=version, outline=outline, actor=actor, now=now)


def _reworded(part: Part, language: str, text: str) -> Part:
    words = part.says(language)._replace(text=text)
    return replace(part, words={**part.words, language: words})
