"""Reading what happened."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db.models import Max, Min, Q, QuerySet

from foundation.live.events import Happening
from foundation.live.models import LiveEvent

MOST_MISSED = 300
# Ids are given before they are committed: a lower one may appear after a higher one
# was passed on, so whoever comes back is told a little more than it missed.
OVERLAP_IDS = 50
# A page is drawn from what was committed some moments before its own time.
OVERLAP = timedelta(seconds=2)

Position = int | datetime


def newest_id() -> int:
    """Return the highest id there is; 0 without any."""
    return LiveEvent.objects.aggregate(newest=Max("pk"))["newest"] or 0


def events_after(
    last_id: int, *, gaps: Collection[int] = (), limit: int = 1000
) -> list[Happening]:
    """Read what came after `last_id`, and what turned up in the gaps before it."""
    wanted = Q(pk__gt=last_id)
    if gaps:
        wanted |= Q(pk__in=gaps)
    return _happenings(LiveEvent.objects.filter(wanted).order_by("pk")[:limit])


def missed(topics: Iterable[str], since: Position) -> list[Happening] | None:
    """Read what happened under the topics since an id or a moment.

    None: too much, or too long ago, to be told one by one.
    """
    rows = LiveEvent.objects.filter(topic__in=list(topics))
    if isinstance(since, datetime):
        if _is_forgotten(moment=since):
            return None
        rows = rows.filter(happened_at__gte=since - OVERLAP)
    else:
        if _is_forgotten(last_id=since):
            return None
        rows = rows.filter(pk__gt=since - OVERLAP_IDS)
    found = _happenings(rows.order_by("pk")[: MOST_MISSED + 1])
    return found if len(found) <= MOST_MISSED else None


def _is_forgotten(
    *, last_id: int | None = None, moment: datetime | None = None
) -> bool:
    """Whether rows from after this position have been deleted already.

    The newest row is never deleted, so an empty table has lost nothing.
    """
    oldest = LiveEvent.objects.aggregate(id=Min("pk"), at=Min("happened_at"))
    if oldest["id"] is None:
        return False
    if last_id is not None:
        return bool(last_id + 1 < oldest["id"])
    # The first row of all has no one before it.
    return moment is not None and oldest["id"] > 1 and bool(moment < oldest["at"])


def _happenings(rows: QuerySet[LiveEvent]) -> list[Happening]:
    names = ("pk", "topic", "kind", "subject", "payload")
    return [Happening(*row) for row in rows.values_list(*names)]
