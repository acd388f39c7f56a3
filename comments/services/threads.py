"""Making threads and moving their windows."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from comments.models import Thread
from foundation.accounts.models import Level
from foundation.organisations.models import Authority

BATCH = 500


def create_thread(
    *,
    authority: Authority | None,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    is_enabled: bool = True,
    least_level: int = Level.CONFIRMED,
) -> Thread:
    """Make one thread, open between the two moments (each may be left open)."""
    return create_threads(
        count=1,
        authority=authority,
        opens_at=opens_at,
        closes_at=closes_at,
        is_enabled=is_enabled,
        least_level=least_level,
    )[0]


@transaction.atomic
def create_threads(
    *,
    count: int,
    authority: Authority | None,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    is_enabled: bool = True,
    least_level: int = Level.CONFIRMED,
) -> list[Thread]:
    """Make `count` threads of the same kind at once, in one order with their keys."""
    rows = [
        Thread(
            authority=authority,
            opens_at=opens_at,
            closes_at=closes_at,
            is_enabled=is_enabled,
            least_level=least_level,
        )
        for _number in range(count)
    ]
    return Thread.objects.bulk_create(rows, batch_size=BATCH)


@transaction.atomic
def set_thread_window(
    *,
    thread_ids: Iterable[int],
    opens_at: datetime | None,
    closes_at: datetime | None,
    is_enabled: bool = True,
    least_level: int = Level.CONFIRMED,
) -> int:
    """Open the threads between two moments; return how many there are.

    The owner of the threads copies the moments of its phases here, in the transaction
    that publishes them.
    """
    keys = list(thread_ids)
    return sum(
        Thread.objects.filter(pk__in=keys[start : start + BATCH]).update(
            opens_at=opens_at,
            closes_at=closes_at,
            is_enabled=is_enabled,
            least_level=least_level,
        )
        for start in range(0, len(keys), BATCH)
    )
