"""Every event once, however late it is committed."""

from hypothesis import given
from hypothesis import strategies as st

from foundation.live.carriers.ledger import MOST_GAPS, PATIENCE_SECONDS, Ledger
from foundation.live.events import Happening


def events(*ids: int) -> list[Happening]:
    return [Happening(id_, "thread:a", "posted") for id_ in ids]


def ids_of(taken: list[Happening]) -> list[int]:
    return [event.id for event in taken]


def test_what_came_before_is_not_told() -> None:
    assert Ledger(10).take(events(9, 10), at=1) == []


def test_an_id_that_was_skipped_is_asked_for_and_taken_when_it_turns_up() -> None:
    ledger = Ledger(10)
    assert ids_of(ledger.take(events(11, 14), at=1)) == [11, 14]
    assert ledger.gaps == [12, 13]
    assert ids_of(ledger.take(events(13, 14), at=2)) == [13]
    assert ledger.gaps == [12]


def test_a_gap_that_stays_was_rolled_back() -> None:
    ledger = Ledger(10)
    ledger.take(events(12), at=1)
    ledger.take([], at=1 + PATIENCE_SECONDS)
    assert ledger.gaps == [11]
    ledger.take([], at=2 + PATIENCE_SECONDS)
    assert ledger.gaps == []


def test_a_great_leap_leaves_only_so_many_gaps() -> None:
    ledger = Ledger(10)
    ledger.take(events(1_000_000), at=1)
    assert len(ledger.gaps) == MOST_GAPS


@given(st.permutations(range(1, 40)), st.data())
def test_any_order_of_commits_tells_each_once(
    order: list[int], data: st.DataObject
) -> None:
    ledger = Ledger()
    told: list[int] = []
    while order:
        size = data.draw(st.integers(1, len(order)))
        batch, order = order[:size], order[size:]
        # Redis and the rows may bring the same.
        told += ids_of(ledger.take(events(*batch, *batch), at=1))
    assert sorted(told) == list(range(1, 40))
