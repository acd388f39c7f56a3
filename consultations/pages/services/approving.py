"""The way of a revision through approval: submitted, approved, sent back, withdrawn."""

from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import WorkflowState

from consultations.pages.errors import NotWaitingError
from consultations.pages.events import ApprovalDecided, ApprovalRequested
from consultations.pages.models import (
    ApprovalState,
    BilingualPage,
    authority_id_of,
)
from consultations.pages.services.going_live import publish_revision
from consultations.pages.services.versions import release_version, seal_words
from foundation.accounts.models import Person
from foundation.core.events import announce


@transaction.atomic
def submit_page(*, page: BilingualPage, actor: Person) -> WorkflowState:
    """Ask for approval of the newest revision."""
    state: WorkflowState = page.get_workflow().start(page, actor)
    return state


@transaction.atomic
def approve_page(*, page: BilingualPage, actor: Person, comment: str = "") -> None:
    """Approve what waits; the approved revision goes live, or is scheduled.

    Raises:
        NotWaitingError: nothing waits.
        NotAnApproverError, OwnSubmissionError, OwnWordsError: the person may not.

    """
    _act(page, "approve", actor=actor, comment=comment)


@transaction.atomic
def send_back(*, page: BilingualPage, actor: Person, comment: str = "") -> None:
    """Send back what waits, with a word on why.

    Raises:
        NotWaitingError: nothing waits.
        NotAnApproverError, OwnSubmissionError, OwnWordsError: the person may not.

    """
    _act(page, "reject", actor=actor, comment=comment)


@transaction.atomic
def note_submission(
    *, state: ApprovalState, actor: Person | None, now: datetime
) -> None:
    """Seal what was submitted, remember who did, and call for an approver.

    Raises:
        NothingToPublishError: a draft decision has no text.

    """
    state.submitted_by = actor
    state.version = seal_words(revision=state.revision, actor=actor, now=now)
    state.version_hash = state.version.content_hash if state.version else ""
    state.save(update_fields=["submitted_by", "version", "version_hash"])
    page = state.revision.content_object
    authority_id = authority_id_of(page)
    if actor is not None and authority_id is not None:
        announce(
            ApprovalRequested(
                page_id=page.pk, authority_id=authority_id, submitted_by_id=actor.pk
            )
        )


@transaction.atomic
def note_release(
    *, state: ApprovalState, actor: Person | None, now: datetime, is_rejected: bool
) -> None:
    """Let what was sent back or withdrawn be written again."""
    page = state.revision.as_object()
    release_version(page=page, actor=actor, now=now)
    if is_rejected and state.submitted_by_id:
        announce(
            ApprovalDecided(
                page_id=page.pk, submitted_by_id=state.submitted_by_id, approved=False
            )
        )


@transaction.atomic
def publish_approved(
    *, workflow_state: WorkflowState, actor: Person | None, now: datetime
) -> None:
    """Publish the revision that was approved, whatever was written since.

    Raises:
        WordsChangedError: the draft text is not the approved one.

    """
    state: Any = workflow_state.current_task_state.specific
    publish_revision(revision=state.revision, actor=actor, now=now)
    if state.submitted_by_id:
        announce(
            ApprovalDecided(
                page_id=int(workflow_state.object_id),
                submitted_by_id=state.submitted_by_id,
                approved=True,
            )
        )


def _act(page: BilingualPage, action: str, *, actor: Person, comment: str) -> None:
    state = page.current_workflow_task_state
    if state is None:
        raise NotWaitingError
    # Locked so that two approvers cannot decide at once.
    ApprovalState.objects.select_for_update().get(pk=state.pk)
    fresh = ApprovalState.objects.get(pk=state.pk)
    fresh.task.specific.on_action(fresh, actor, action, comment=comment)
