"""The audit record grows only at its end, and shows when somebody helped it."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from foundation.audit.models import AuditEntry
from foundation.audit.queries import (
    GENESIS,
    digest_of,
    entries_about,
    entries_of_authority,
    first_broken_link,
)
from foundation.audit.services import chain_entries, chain_waiting_entries, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def already(now: datetime) -> int:
    """How many entries the making of the site has left, all chained."""
    chain_waiting_entries(now=now)
    return AuditEntry.objects.count()


@pytest.fixture
def five_entries(already: int, now: datetime) -> list[AuditEntry]:
    """Five entries that are chained already."""
    entries = [
        record(
            action="idea.moved",
            actor="officer",
            target=f"idea:{number}",
            authority="harbour",
            detail={"سبب": number},
            now=now + timedelta(minutes=number),
        )
        for number in range(5)
    ]
    chain_waiting_entries(now=now)
    for entry in entries:
        entry.refresh_from_db()
    return entries


def without_triggers() -> None:
    """Do what somebody with the database's password could do first."""
    on_table = "" if connection.vendor == "sqlite" else " ON audit_auditentry"
    names = ("entries_are_never_deleted", "entries_are_never_changed")
    with connection.cursor() as cursor:
        for name in (*names, "links_are_never_changed"):
            cursor.execute(f"DROP TRIGGER audit_{name}{on_table}")


def test_an_untouched_chain_holds(five_entries: list[AuditEntry], already: int) -> None:
    assert first_broken_link() is None
    positions = [entry.position for entry in five_entries]
    assert positions == [already + step for step in (1, 2, 3, 4, 5)]


def test_the_chain_goes_on_where_it_ended(
    five_entries: list[AuditEntry], now: datetime
) -> None:
    new = record(action="idea.answered", actor=None, target="idea:9", now=now)
    assert chain_entries() == 1
    new.refresh_from_db()
    assert new.position == (five_entries[4].position or 0) + 1
    assert new.digest == digest_of(new, after=five_entries[4].digest)


def test_the_first_entry_stands_after_the_genesis(
    five_entries: list[AuditEntry],
) -> None:
    first = AuditEntry.objects.get(position=1)
    assert first.digest == digest_of(first, after=GENESIS)


def test_a_changed_entry_breaks_the_chain(five_entries: list[AuditEntry]) -> None:
    without_triggers()
    AuditEntry.objects.filter(pk=five_entries[2].pk).update(actor="somebody else")
    assert first_broken_link() == five_entries[2]


def test_a_removed_entry_breaks_the_chain(five_entries: list[AuditEntry]) -> None:
    without_triggers()
    AuditEntry.objects.filter(pk=five_entries[1].pk).delete()
    assert first_broken_link() == five_entries[2]


def test_two_swapped_entries_break_the_chain(five_entries: list[AuditEntry]) -> None:
    without_triggers()
    second, third = five_entries[1], five_entries[2]
    places = second.position, third.position
    for entry, place in ((second, 999), (third, places[0]), (second, places[1])):
        AuditEntry.objects.filter(pk=entry.pk).update(position=place)
    assert first_broken_link() == third


@pytest.mark.parametrize(
    "change", [{"actor": "x"}, {"detail": {}}, {"digest": "0" * 64}, {"position": 777}]
)
def test_the_database_refuses_a_change(
    five_entries: list[AuditEntry], change: dict[str, object]
) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AuditEntry.objects.filter(pk=five_entries[2].pk).update(**change)
    assert first_broken_link() is None


def test_the_database_refuses_a_deletion(
    five_entries: list[AuditEntry], already: int
) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AuditEntry.objects.filter(pk=five_entries[2].pk).delete()
    assert AuditEntry.objects.count() == already + 5


def test_an_entry_lives_and_dies_with_its_transaction(
    already: int, now: datetime
) -> None:
    with transaction.atomic():
        record(action="role.granted", actor=None, target="person:x", now=now)
        transaction.set_rollback(True)
    assert AuditEntry.objects.count() == already


def test_details_are_kept_as_plain_json(now: datetime) -> None:
    entry = record(
        action="x", actor=None, target="y", now=now, detail={"at": now, "كم": 3}
    )
    entry.refresh_from_db()
    assert entry.detail == {"at": "2026-11-22T09:00:00Z", "كم": 3}


def test_batches_are_short_and_leave_nothing(already: int, now: datetime) -> None:
    for number in range(7):
        record(action="x", actor=None, target=f"y:{number}", now=now)
    assert chain_entries(limit=3) == 3
    assert chain_waiting_entries(now=now) == 4
    assert first_broken_link() is None


def test_entries_are_found_by_what_and_for_whom(
    five_entries: list[AuditEntry],
) -> None:
    assert entries_about("idea:3").get() == five_entries[3]
    assert list(entries_of_authority("harbour")) == five_entries[::-1]
    assert not entries_of_authority("elsewhere").exists()
