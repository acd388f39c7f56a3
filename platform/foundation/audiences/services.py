"""Following and ceasing to follow."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from foundation.accounts.models import Person
from foundation.audiences.events import FollowStarted
from foundation.audiences.models import Audience, Follow
from foundation.core.events import announce


@transaction.atomic
def follow(*, audience: Audience, person: Person, now: datetime) -> Follow:
    """Let a person follow; following already changes nothing."""
    row, created = Follow.objects.get_or_create(
        audience=audience, person=person, defaults={"since": now}
    )
    if created:
        _count(audience, 1)
        announce(FollowStarted(audience_id=audience.pk, person_id=person.pk))
    return row


@transaction.atomic
def unfollow(*, audience: Audience, person: Person) -> None:
    """End following; not following changes nothing."""
    deleted, _rows = Follow.objects.filter(audience=audience, person=person).delete()
    if deleted:
        _count(audience, -1)


@transaction.atomic
def move_followers(*, source: Audience, target: Audience, now: datetime) -> int:
    """Let the followers of `source` follow `target` too; return how many are new."""
    already = Follow.objects.filter(audience=target).values("person_id")
    newcomers = Follow.objects.filter(audience=source).exclude(person_id__in=already)
    rows = [
        Follow(audience=target, person_id=person_id, since=now)
        for person_id in newcomers.values_list("person_id", flat=True)
    ]
    Follow.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    _recount(target)
    return len(rows)


def _count(audience: Audience, by: int) -> None:
    Audience.objects.filter(pk=audience.pk).update(
        follower_count=F("follower_count") + by
    )


def _recount(audience: Audience) -> None:
    total = Follow.objects.filter(audience=audience).count()
    Audience.objects.filter(pk=audience.pk).update(follower_count=total)
