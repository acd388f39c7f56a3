"""Answering officially, without moving the idea."""

from datetime import datetime

from django.db import transaction

from consultations.ideas.events import IdeaAnswered
from consultations.ideas.models import Answer, Idea
from consultations.ideas.permissions import can_move
from consultations.ideas.services.moving import department_of
from consultations.ideas.services.supporting import lock_idea
from consultations.ideas.services.wording import (
    LONGEST_TEXT,
    Written,
    write_text,
)
from foundation.accounts.models import Person
from foundation.audit.services import record
from foundation.core.errors import KeyReusedError, NotAllowedError
from foundation.core.events import announce
from foundation.core.keys import plain_key


@transaction.atomic
def answer_idea(
    *,
    idea: Idea,
    text: str,
    answered_by: Person,
    now: datetime,
    submission_key: str = "",
    language: str = "",
) -> Answer:
    """Say officially what the authority makes of an idea; this pays an owed answer.

    Raises:
        NotAllowedError: the person is no officer of the idea's authority.
        KeyReusedError: the key came back with another idea or text.
        InvalidInputError: the text is empty or too long.

    """
    key = plain_key(submission_key)
    idea = lock_idea(idea)
    if not can_move(answered_by, idea):
        raise NotAllowedError
    words = write_text(text, field="text", language=language, longest=LONGEST_TEXT)
    first = _first_of(idea, answered_by, words, key=key)
    if first is not None:
        return first
    answer = Answer.objects.create(
        idea=idea,
        text=words.text,
        answered_by=answered_by,
        department=department_of(answered_by, idea),
        answered_at=now,
        submission_key=key,
        **words.columns(),
    )
    _pay(idea, answer)
    return answer


def _first_of(idea: Idea, person: Person, words: Written, *, key: str) -> Answer | None:
    if not key:
        return None
    first = Answer.objects.filter(answered_by=person, submission_key=key).first()
    if first is not None and (first.idea_id, first.text) != (idea.pk, words.text):
        raise KeyReusedError
    return first


def _pay(idea: Idea, answer: Answer) -> None:
    if idea.answered_at is None:
        idea.answered_at = answer.answered_at
        idea.save(update_fields=["answered_at"])
    person = answer.answered_by
    record(
        action="idea.answered",
        actor=person.public_id if person else None,
        target=f"idea:{idea.public_id}",
        authority=idea.authority.slug,
        detail={"answer": answer.public_id},
        now=answer.answered_at,
    )
    announce(IdeaAnswered(idea_id=idea.pk, answer_id=answer.pk))
