"""Calls for ideas."""

from datetime import datetime

from django.db.models import Q, QuerySet

from consultations.ideas.models import IdeaCall


def open_calls(*, now: datetime) -> QuerySet[IdeaCall]:
    """List the calls that take ideas at this moment, the soonest to close first."""
    not_over = Q(closes_at=None) | Q(closes_at__gt=now)
    rows = IdeaCall.objects.filter(not_over, opens_at__lte=now)
    return rows.select_related("authority").order_by("closes_at", "pk")


def find_call(public_id: str) -> IdeaCall | None:
    """Find a call by its public name, open or not."""
    rows = IdeaCall.objects.select_related("authority__idea_policy")
    return rows.filter(public_id=public_id).first()
