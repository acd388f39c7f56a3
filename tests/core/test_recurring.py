"""Each slot of a recurring job is done once, and a fault keeps nobody else waiting."""

from datetime import UTC, datetime, timedelta

import pytest

from foundation.core import recurring
from foundation.core.models import RecurringRun

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_other_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recurring, "_jobs", {})


@pytest.fixture
def done() -> list[datetime]:
    """The moments at which the job of five minutes was done."""
    moments: list[datetime] = []

    @recurring.every(minutes=5, name="tests.note")
    def note(*, now: datetime) -> None:
        moments.append(now)

    return moments


def test_a_slot_is_done_once(done: list[datetime]) -> None:
    assert recurring.run_due(NOON) == ["tests.note"]
    assert recurring.run_due(NOON + timedelta(minutes=4, seconds=59)) == []
    assert done == [NOON]


def test_the_next_slot_is_done_again(done: list[datetime]) -> None:
    recurring.run_due(NOON)
    recurring.run_due(NOON + timedelta(minutes=5))
    assert len(done) == 2


def test_after_an_absence_the_job_is_done_once(done: list[datetime]) -> None:
    recurring.run_due(NOON)
    recurring.run_due(NOON + timedelta(hours=3, minutes=2))
    assert done == [NOON, NOON + timedelta(hours=3, minutes=2)]


def test_a_slot_that_another_worker_claimed_is_left_to_it(done: list[datetime]) -> None:
    RecurringRun.objects.create(job="tests.note", slot_at=NOON, claimed_at=NOON)
    assert recurring.run_due(NOON + timedelta(minutes=1)) == []
    assert done == []


def test_a_claim_that_came_to_nothing_is_taken_over() -> None:
    done: list[datetime] = []

    @recurring.every(minutes=60, name="tests.hourly")
    def note(*, now: datetime) -> None:
        done.append(now)

    RecurringRun.objects.create(job="tests.hourly", slot_at=NOON, claimed_at=NOON)
    assert recurring.run_due(NOON + timedelta(minutes=9)) == []
    assert recurring.run_due(NOON + timedelta(minutes=10)) == ["tests.hourly"]
    assert recurring.run_due(NOON + timedelta(minutes=21)) == []


def test_a_failing_job_is_recorded_and_does_not_stop_the_others(
    done: list[datetime],
) -> None:
    @recurring.every(minutes=5, name="tests.broken")
    def break_down(*, now: datetime) -> None:
        raise LookupError

    assert recurring.run_due(NOON) == ["tests.broken", "tests.note"]
    assert "LookupError" in RecurringRun.objects.get(job="tests.broken").error
    assert done == [NOON]


def test_a_failed_slot_is_tried_again_and_forgets_its_error() -> None:
    attempts: list[datetime] = []

    @recurring.every(minutes=60, name="tests.flaky")
    def fail_once(*, now: datetime) -> None:
        attempts.append(now)
        if len(attempts) == 1:
            raise RuntimeError

    recurring.run_due(NOON)
    recurring.run_due(NOON + timedelta(minutes=11))
    assert len(attempts) == 2
    assert RecurringRun.objects.get().error == ""


def test_two_jobs_cannot_share_a_name(done: list[datetime]) -> None:
    with pytest.raises(ValueError, match=r"tests\.note"):
        recurring.every(minutes=1, name="tests.note")(lambda *, now: None)


def test_checking_costs_one_query_when_nothing_is_due(
    done: list[datetime], django_assert_num_queries: object
) -> None:
    recurring.run_due(NOON)
    with django_assert_num_queries(1):  # type: ignore[operator]
        recurring.run_due(NOON)


def test_old_rows_are_forgotten() -> None:
    RecurringRun.objects.create(job="tests.old", slot_at=NOON, claimed_at=NOON)
    recurring.forget_old_runs(now=NOON + timedelta(days=31))
    assert not RecurringRun.objects.exists()
