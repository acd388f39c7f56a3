"""Work on discussions that is too long for a request."""

from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django_tasks import task

from comments.queries.moderation import QueueFilter
from comments.services.moderating import Decision, decide_matching
from foundation.accounts.models import Person
from foundation.organisations.models import Authority


@task()
def decide_on_matching(
    *,
    filters: dict[str, str],
    authority_id: int | None,
    until: str,
    decision: dict[str, str],
    moderator_id: int,
) -> tuple[int, int]:
    """Carry out one decision on all that a filter finds; say how many, and left alone.

    Carried out again after a break, it goes on where it was: what is settled has left
    the queue.
    """
    authority = Authority.objects.filter(pk=authority_id or 0).first()
    named: dict[str, Any] = {**filters, "until": parse_datetime(until)}
    outcome = decide_matching(
        asked=QueueFilter(authority=authority, **named),
        decision=Decision(**decision),
        moderator=Person.objects.get(pk=moderator_id),
        now=timezone.now(),
    )
    return outcome.done, outcome.skipped
