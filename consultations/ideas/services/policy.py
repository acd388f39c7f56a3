"""What an authority promises about ideas."""

from datetime import datetime

from django.db import transaction

from consultations.ideas.models import IdeaPolicy
from foundation.accounts.models import Level, Person
from foundation.audit.services import record
from foundation.organisations.models import Authority


@transaction.atomic
def set_idea_policy(
    *,
    authority: Authority,
    threshold: int,
    answer_days: int,
    now: datetime,
    least_level: int = Level.CONFIRMED,
    actor: Person | None = None,
) -> IdeaPolicy:
    """Set from how many supports an answer is owed, and within how many days.

    What fell due before keeps its day; ideas above a lowered threshold fall due with
    their next support.
    """
    promise = {
        "threshold": threshold,
        "answer_days": answer_days,
        "least_level": least_level,
    }
    policy, _created = IdeaPolicy.objects.update_or_create(
        authority=authority, defaults=promise
    )
    record(
        action="idea-policy.set",
        actor=actor.public_id if actor else None,
        target=f"authority:{authority.slug}",
        authority=authority.slug,
        detail=promise,
        now=now,
    )
    return policy
