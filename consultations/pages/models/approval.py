"""The second pair of eyes: one approval for every authority."""

from typing import Any, ClassVar

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.locks import WorkflowLock
from wagtail.models import Page, Revision, Task, TaskState

from consultations.pages.errors import (
    NotAnApproverError,
    NotWaitingError,
    OwnSubmissionError,
    OwnWordsError,
)
from consultations.pages.models.rights import authority_id_of
from drafts.models import Version
from foundation.accounts.models import Person
from foundation.core.errors import DomainError
from foundation.organisations.models import Role
from foundation.organisations.permissions import has_role

Action = tuple[str, str | Promise, bool]


class ApprovalLock(WorkflowLock):
    """What waits for approval is locked for everyone: approval covers these words."""

    def get_message(self, user: Any) -> str:
        """Say why nothing can be changed now."""
        return gettext(
            "This page waits for approval. Nobody can change it until it is approved, "
            "sent back or withdrawn."
        )

    def get_locked_by(self, user: Any, can_lock: bool = False) -> str:  # noqa: FBT001, FBT002
        """Name what holds the lock."""
        return gettext("Waits for approval")

    def get_description(self, user: Any, can_lock: bool = False) -> str:  # noqa: FBT001, FBT002
        """Say what ends the lock."""
        return gettext("Approve it, send it back or withdraw it to change it again")


class ApprovalState(TaskState):
    """One revision that waits for approval, or did, and who submitted it."""

    submitted_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.ForeignKey(
        Version, null=True, on_delete=models.PROTECT, related_name="+"
    )
    version_hash = models.CharField(max_length=64, blank=True)

    def why_not_decide(self, person: Any) -> DomainError | None:
        """Say why a person may not approve or send back; None when they may.

        Superusers are no exception to the rule of the second person.
        """
        page = self.workflow_state.content_object
        if self.status != TaskState.STATUS_IN_PROGRESS or page is None:
            return NotWaitingError()
        if not self._is_approver(person, page):
            return NotAnApproverError()
        if self.submitted_by_id == person.pk:
            return OwnSubmissionError()
        return OwnWordsError() if person.pk in self.writers() else None

    def writers(self) -> set[int]:
        """List who wrote what is not yet live: page revisions and the draft text."""
        page = self.workflow_state.content_object
        unpublished = Revision.page_revisions.filter(
            object_id=str(page.pk), pk__lte=self.revision_id
        )
        if page.live_revision_id:
            unpublished = unpublished.filter(pk__gt=page.live_revision_id)
        writers = set(unpublished.values_list("user_id", flat=True))
        if self.version is not None:
            writers.add(self.version.changed_by_id)
        return {pk for pk in (*writers, self.revision.user_id) if pk is not None}

    @staticmethod
    def _is_approver(person: Any, page: Page) -> bool:
        if not isinstance(person, Person) or not person.is_active:
            return False
        if person.is_superuser:
            return True
        return has_role(person, authority_id_of(page), Role.APPROVER)


class ApprovalTask(Task):
    """Approval by a second person of the page's authority; who that is, members say."""

    task_state_class = ApprovalState
    lock_class = ApprovalLock
    admin_form_fields: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("approval by a second person")
        verbose_name_plural = _("approvals by a second person")

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        """Begin to wait; `user` is who submits, on a second round too."""
        state = super().start(workflow_state, user=user)
        if user is not None:
            state.submitted_by = user
            state.save(update_fields=["submitted_by"])
        return state

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Lock for everyone: what is approved is what was submitted."""
        return True

    def get_actions(self, obj: Any, user: Any) -> list[Action]:
        """Offer the decision to those who may take it."""
        state = obj.current_workflow_task_state
        if state is None or state.specific.why_not_decide(user):
            return []
        return [
            ("approve", _("Approve"), True),
            ("reject", _("Send back"), True),
        ]

    def on_action(
        self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any
    ) -> None:
        """Carry out a decision, asking again who takes it.

        Raises:
            DomainError: the person may not decide; see `why_not_decide`.

        """
        refusal = task_state.specific.why_not_decide(user)
        if refusal is not None:
            raise refusal
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """List what waits for this person; Wagtail's home panel and mails ask."""
        waiting = ApprovalState.objects.filter(
            task=self, status=TaskState.STATUS_IN_PROGRESS
        )
        mine = [state.pk for state in waiting if not state.why_not_decide(user)]
        return TaskState.objects.filter(pk__in=mine)

    @classmethod
    def get_description(cls) -> str:
        """Describe the task where workflows are configured."""
        return gettext(
            "An approver of the page's authority who neither wrote nor submitted it."
        )
