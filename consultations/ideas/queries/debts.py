"""Answers that authorities owe."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from consultations.ideas.models import Idea
from consultations.ideas.states import IdeaState
from foundation.accounts.models import Person
from foundation.core.keyset import Page, page_of
from foundation.organisations.models import Authority, Role
from foundation.organisations.queries import authorities_of

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class AuthorityDebt:
    """What one authority owes: answers in all, those that are late, the oldest day."""

    authority: Authority
    owed_count: int
    overdue_count: int
    oldest_due_at: datetime


def owed() -> QuerySet[Idea]:
    """List the ideas whose supporters wait for an answer, late or not."""
    return Idea.objects.filter(answer_due_at__isnull=False, answered_at=None).exclude(
        state=IdeaState.MERGED
    )


def list_debts(
    *, authority: str = "", cursor: str | None = None, limit: int = PAGE_SIZE
) -> Page[Idea]:
    """List the ideas that are owed an answer, the longest overdue first.

    Raises:
        BadCursorError: the cursor belongs to another list.

    """
    rows = owed().select_related("authority", "district")
    if authority:
        rows = rows.filter(authority__slug=authority)
    return page_of(rows, order=("answer_due_at", "id"), cursor=cursor, limit=limit)


def debts_by_authority(*, now: datetime) -> list[AuthorityDebt]:
    """Count what each authority owes, the one that is latest first; two queries."""
    late = Count("pk", filter=Q(answer_due_at__lte=now))
    counted: dict[int, Any] = {
        row["authority_id"]: row
        for row in owed()
        .order_by()
        .values("authority_id")
        .annotate(owed_count=Count("pk"), late=late, oldest=Min("answer_due_at"))
    }
    debts = [
        AuthorityDebt(authority, row["owed_count"], row["late"], row["oldest"])
        for authority in Authority.objects.filter(pk__in=counted)
        for row in (counted[authority.pk],)
    ]
    return sorted(debts, key=lambda debt: debt.oldest_due_at)


def waiting_for(person: Person) -> QuerySet[Idea]:
    """List the ideas that are owed an answer where the person is an officer."""
    mine = authorities_of(person, Role.OFFICER)
    rows = owed().filter(authority__in=mine).select_related("authority")
    return rows.order_by("answer_due_at", "pk")
