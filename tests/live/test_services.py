"""What services tell is written in their own transaction, and forgotten in time."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from foundation.live import queries
from foundation.live.models import LiveEvent
from foundation.live.services import KEPT_FOR, forget_old_events, publish

pytestmark = pytest.mark.django_db

TOPIC = "thread:abcdefgh2345"


def tell(now: datetime, subject: str = "a", topic: str = TOPIC) -> LiveEvent:
    publish(topic=topic, kind="posted", subject=subject, payload={"count": 1}, now=now)
    return LiveEvent.objects.latest("pk")


def test_an_event_stands_or_falls_with_what_it_tells_of(now: datetime) -> None:
    with transaction.atomic():
        tell(now)
        transaction.set_rollback(True)
    assert not LiveEvent.objects.exists()


def test_old_events_are_forgotten_but_for_the_newest(now: datetime) -> None:
    for _ in range(3):
        newest = tell(now - KEPT_FOR - timedelta(minutes=1))
    assert forget_old_events(now=now) == 2
    assert list(LiveEvent.objects.all()) == [newest]
    assert forget_old_events(now=now) == 0


def test_what_is_still_kept_is_told_by_id_and_by_moment(now: datetime) -> None:
    first = tell(now, "first")
    tell(now + timedelta(minutes=1), "second", topic="thread:zzzzzzzz2345")
    tell(now + timedelta(minutes=2), "third")
    by_id = queries.missed([TOPIC], first.pk + queries.OVERLAP_IDS)
    assert by_id is not None
    assert [event.subject for event in by_id] == ["third"]
    by_moment = queries.missed([TOPIC], now + timedelta(minutes=1))
    assert by_moment is not None
    assert [event.subject for event in by_moment] == ["third"]


def test_too_much_is_not_told_one_by_one(now: datetime) -> None:
    rows = [
        LiveEvent(topic=TOPIC, kind="posted", happened_at=now)
        for _ in range(queries.MOST_MISSED + 1)
    ]
    LiveEvent.objects.bulk_create(rows)
    assert queries.missed([TOPIC], now) is None


def test_an_empty_table_has_lost_nothing(now: datetime) -> None:
    assert queries.missed([TOPIC], 12345) == []
    assert queries.missed([TOPIC], now - timedelta(days=1)) == []


def test_the_poller_reads_what_is_new_and_what_turned_up_in_gaps(
    now: datetime,
) -> None:
    pks = [tell(now, str(number)).pk for number in range(4)]
    found = queries.events_after(pks[2], gaps=[pks[0]])
    assert [event.id for event in found] == [pks[0], pks[3]]
