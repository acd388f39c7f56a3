"""What waits for a person in the administration."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page, Revision, TaskState, WorkflowState

from consultations.ideas.models import Idea
from consultations.ideas.queries import waiting_for as ideas_waiting_for
from consultations.pages.models import ApprovalState, AuthorityPage, ConsultationPage
from foundation.accounts.models import Person
from foundation.organisations.models import Role
from foundation.organisations.queries import authorities_of

MOST = 20


@dataclass(frozen=True, slots=True)
class WaitingApproval:
    """A page that waits for a second pair of eyes; `can_decide` says whose."""

    page_id: int
    title: str
    submitted_by: str
    since: datetime
    can_decide: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for one person, each list shortest-fused first."""

    approvals: list[WaitingApproval]
    sent_back: list[Page]
    owed_outcomes: list[ConsultationPage]
    owed_ideas: list[Idea]
    scheduled: list[Revision]

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits at all."""
        return not any(
            (
                self.approvals,
                self.sent_back,
                self.owed_outcomes,
                self.owed_ideas,
                self.scheduled,
            )
        )


def waiting_for(person: Person, *, now: datetime) -> Waiting:
    """List what waits for a person in every authority that they work for."""
    pages = pages_of(person)
    return Waiting(
        approvals=_approvals(person, pages),
        sent_back=_sent_back(pages),
        owed_outcomes=_owed_outcomes(person, now),
        owed_ideas=list(ideas_waiting_for(person)[:MOST]),
        scheduled=_scheduled(pages),
    )


def pages_of(person: Person) -> QuerySet[Page]:
    """List the pages of the authorities that a person edits or approves for."""
    if person.is_superuser:
        everything: QuerySet[Page] = Page.objects.filter(depth__gt=1)
        return everything
    mine = authorities_of(person, Role.EDITOR, Role.APPROVER)
    branches = Page.objects.filter(authoritypage__authority__in=mine)
    below = Q(pk__in=[])
    for path in branches.values_list("path", flat=True):
        below |= Q(path__startswith=path)
    found: QuerySet[Page] = Page.objects.filter(below)
    return found


def branches_of(person: Person) -> list[AuthorityPage]:
    """List the authorities' pages below which a person makes new ones.

    Superusers work for every authority, which is no place to begin; they have the tree.
    """
    if person.is_superuser:
        return []
    mine = authorities_of(person, Role.EDITOR, Role.APPROVER)
    pages = AuthorityPage.objects.filter(authority__in=mine)
    return list(pages.order_by("path"))


def _keys(pages: QuerySet[Page]) -> list[str]:
    return [str(pk) for pk in pages.values_list("pk", flat=True)]


def _approvals(person: Person, pages: QuerySet[Page]) -> list[WaitingApproval]:
    states = (
        ApprovalState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__object_id__in=_keys(pages),
        )
        .select_related("revision", "submitted_by", "workflow_state", "version")
        .order_by("started_at")
    )
    return [_waiting(state, person) for state in states[:MOST]]


def _waiting(state: ApprovalState, person: Person) -> WaitingApproval:
    return WaitingApproval(
        page_id=int(state.workflow_state.object_id),
        title=state.revision.object_str,
        submitted_by=str(state.submitted_by or ""),
        since=state.started_at,
        can_decide=state.why_not_decide(person) is None,
    )


def _sent_back(pages: QuerySet[Page]) -> list[Page]:
    states = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_NEEDS_CHANGES, object_id__in=_keys(pages)
    )
    wanted = [int(pk) for pk in states.values_list("object_id", flat=True)]
    return list(Page.objects.filter(pk__in=wanted)[:MOST])


def _owed_outcomes(person: Person, now: datetime) -> list[ConsultationPage]:
    rows = ConsultationPage.objects.filter(
        live=True,
        outcome_kind="",
        participation_closes_at__lte=now,
        authority__in=authorities_of(person, Role.EDITOR, Role.APPROVER),
    )
    return list(rows.order_by("decision_due_at", "participation_closes_at")[:MOST])


def _scheduled(pages: QuerySet[Page]) -> list[Any]:
    rows = Revision.page_revisions.filter(
        approved_go_live_at__isnull=False, object_id__in=_keys(pages)
    )
    return list(rows.order_by("approved_go_live_at")[:MOST])
