"""Telling open pages that something happened."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction

from foundation.live.carriers import redis
from foundation.live.events import Happening
from foundation.live.models import LiveEvent
from foundation.live.queries import newest_id

KEPT_FOR = timedelta(hours=2)


def publish(
    *, topic: str, kind: str, payload: dict[str, Any], now: datetime, subject: str = ""
) -> None:
    """Write down, in the caller's transaction, that something happened under a topic.

    Pages that watch the topic hear of it once the transaction has committed. What is
    told later of the same `kind` and `subject` replaces what was told before, so the
    payload holds states. Everyone may read it: no words, nothing of a person.
    """
    row = LiveEvent.objects.create(
        topic=topic, kind=kind, subject=subject, payload=payload, happened_at=now
    )
    if redis.is_used():
        event = Happening(row.pk, topic, kind, subject, payload)
        # Robust: the row is there, and whoever reads rows will find it.
        transaction.on_commit(partial(redis.send, event), robust=True)


def forget_old_events(*, now: datetime) -> int:
    """Delete what nobody can have missed any more; return how many rows.

    The newest row stays: it says how far events have come.
    """
    old = LiveEvent.objects.filter(
        happened_at__lt=now - KEPT_FOR, pk__lt=newest_id()
    ).values_list("pk", flat=True)
    deleted = 0
    # In batches, so that nobody waits for the lock of SQLite.
    while batch := list(old[:500]):
        deleted += LiveEvent.objects.filter(pk__in=batch).delete()[0]
    return deleted
