"""Pages of a list follow one another without gap or repetition, at any depth."""

from datetime import datetime, timedelta

import pytest
from django.core import signing

from foundation.audit.models import AuditEntry
from foundation.audit.services import record
from foundation.core.keyset import BadCursorError, page_of, read_cursor, write_cursor

pytestmark = pytest.mark.django_db
NEWEST = ["-at", "-id"]


@pytest.fixture
def rows(now: datetime) -> list[AuditEntry]:
    """Nine entries, three of them of each moment."""
    return [
        record(
            action="tests",
            actor=None,
            target=f"x:{n}",
            now=now + timedelta(minutes=n // 3),
        )
        for n in range(9)
    ]


def walk(order: list[str], limit: int) -> list[int]:
    found: list[int] = []
    cursor = None
    while True:
        page = page_of(
            AuditEntry.objects.filter(action="tests"),
            order=order,
            cursor=cursor,
            limit=limit,
        )
        found += [row.pk for row in page.items]
        cursor = page.next_cursor
        if cursor is None:
            return found


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 9, 20])
def test_every_row_comes_once_and_in_order(rows: list[AuditEntry], limit: int) -> None:
    expected = sorted((row.at, row.pk) for row in rows)
    assert walk(["at", "id"], limit) == [pk for _at, pk in expected]
    assert walk(NEWEST, limit) == [pk for _at, pk in reversed(expected)]


def test_mixed_directions_are_kept(rows: list[AuditEntry]) -> None:
    expected = sorted(rows, key=lambda row: (-row.at.timestamp(), row.pk))
    assert walk(["-at", "id"], 2) == [row.pk for row in expected]


def test_rows_that_come_later_move_nothing(
    rows: list[AuditEntry], now: datetime
) -> None:
    entries = AuditEntry.objects.filter(action="tests")
    first = page_of(entries, order=NEWEST, cursor=None, limit=3)
    record(action="tests", actor=None, target="x:9", now=now + timedelta(days=1))
    second = page_of(entries, order=NEWEST, cursor=first.next_cursor, limit=3)
    assert not {row.pk for row in first.items} & {row.pk for row in second.items}


def test_the_last_page_has_no_cursor(rows: list[AuditEntry]) -> None:
    entries = AuditEntry.objects.filter(action="tests")
    page = page_of(entries, order=NEWEST, cursor=None, limit=9)
    assert page.next_cursor is None


@pytest.mark.parametrize("cursor", ["", "x", "eyJ", "a:b:c", "\x00", "ء" * 40, ":" * 9])
def test_a_cursor_that_was_made_up_is_refused(cursor: str) -> None:
    with pytest.raises(BadCursorError):
        read_cursor(cursor, NEWEST)


def test_a_cursor_of_another_order_is_refused(now: datetime) -> None:
    with pytest.raises(BadCursorError):
        read_cursor(write_cursor([now, 1], NEWEST), ["at", "id"])


def test_a_changed_cursor_is_refused(now: datetime) -> None:
    cursor = write_cursor([now, 1], NEWEST)
    with pytest.raises(BadCursorError):
        read_cursor(cursor[:-1] + ("A" if cursor[-1] != "A" else "B"), NEWEST)


def test_what_is_signed_for_something_else_is_refused() -> None:
    with pytest.raises(BadCursorError):
        read_cursor(signing.dumps({"o": "-at,-id", "v": []}), NEWEST)


def test_moments_and_days_come_back_as_such(now: datetime) -> None:
    values = [now, now.date(), 3, "حي"]
    order = ["a", "b", "c", "d"]
    assert read_cursor(write_cursor(values, order), order) == values
