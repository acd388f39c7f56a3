"""Editing an idea by its author."""

from datetime import datetime

from django.db import transaction

from consultations.ideas.errors import StaleIdeaError
from consultations.ideas.events import IdeaChanged
from consultations.ideas.models import Idea, IdeaWording
from consultations.ideas.permissions import why_not_edit
from consultations.ideas.services.likeness import replace_words
from consultations.ideas.services.submitting import clean_words
from foundation.accounts.models import Person
from foundation.audit.services import record
from foundation.core.events import announce


@transaction.atomic
def edit_idea(
    *,
    idea: Idea,
    editor: Person,
    title: str,
    text: str,
    now: datetime,
    expected_edits: int | None = None,
) -> Idea:
    """Change the words of an idea; the earlier ones stay public beside it.

    `expected_edits` is the number of edits that the form was opened on. The same words
    again change nothing.

    Raises:
        DomainError: `permissions.why_not_edit` says why.
        StaleIdeaError: it was edited elsewhere since the form was opened.
        InvalidInputError: title or text are empty or too long.

    """
    # Locked so that two edits, or an edit and the start of the review, cannot overlap.
    idea = Idea.objects.select_for_update().get(pk=idea.pk)
    refusal = why_not_edit(editor, idea)
    if refusal is not None:
        raise refusal
    line, body = clean_words(title, text, idea.language)
    if (line, body.text) == (idea.title, idea.text):
        return idea
    if expected_edits is not None and expected_edits != idea.edit_count:
        raise StaleIdeaError
    _keep_earlier(idea, now)
    idea.title, idea.text, idea.html = line, body.text, body.html
    idea.language, idea.direction = body.language, body.direction
    idea.edit_count += 1
    _save(idea, editor, now)
    return idea


def _keep_earlier(idea: Idea, now: datetime) -> None:
    IdeaWording.objects.create(
        idea=idea,
        title=idea.title,
        text=idea.text,
        html=idea.html,
        language=idea.language,
        direction=idea.direction,
        replaced_at=now,
    )


def _save(idea: Idea, editor: Person, now: datetime) -> None:
    changed = ["title", "text", "html", "language", "direction", "edit_count"]
    idea.save(update_fields=changed)
    replace_words(idea)
    record(
        action="idea.edited",
        actor=editor.public_id,
        target=f"idea:{idea.public_id}",
        authority=idea.authority.slug,
        now=now,
    )
    announce(IdeaChanged(idea_id=idea.pk))
