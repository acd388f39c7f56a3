"""Who may read and write drafts. The page that publishes a draft guards itself."""

from drafts.models import Draft, ImportAttempt, Version
from drafts.states import VersionState
from foundation.organisations.models import Authority
from foundation.organisations.permissions import can_answer, can_edit


def can_import_for(person: object, authority: Authority | int | None) -> bool:
    """Editors and approvers of an authority bring texts into it."""
    return can_edit(person, authority)


def can_edit_draft(person: object, draft: Draft) -> bool:
    """Editors and approvers of its authority write a draft."""
    return can_edit(person, draft.authority_id)


def can_correct_import(person: object, attempt: ImportAttempt) -> bool:
    """Every editor of the authority may go on with a correction that one began."""
    return can_edit(person, attempt.authority_id)


def can_read_version(person: object, version: Version) -> bool:
    """Everyone reads what is published; the rest only who may write it."""
    return version.state == VersionState.PUBLISHED or can_edit_draft(
        person, version.draft
    )


def can_answer_inputs(person: object, draft: Draft) -> bool:
    """Officers and editors of its authority answer what residents put in."""
    return can_answer(person, draft.authority_id)


def can_decide_on_suggestions(person: object, draft: Draft) -> bool:
    """Taking words into the text is for those who answer and also write it."""
    return can_answer_inputs(person, draft) and can_edit_draft(person, draft)
