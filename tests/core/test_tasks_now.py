"""Commands finish what they queued; what a dead worker dropped is taken up again."""

import os
import platform
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from foundation.core import tasks_now
from tests.core import tasks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    tasks.DONE.clear()


def running(worker: str, *, started_at: datetime, attempts: int = 1) -> DBTaskResult:
    """A task that some worker has taken."""
    tasks.note.enqueue("left behind")
    row = DBTaskResult.objects.get()
    row.status = TaskResultStatus.RUNNING
    row.worker_ids = [worker] * attempts
    row.started_at = started_at
    row.save()
    return row


def test_every_queued_task_is_carried_out() -> None:
    for word in ("one", "two", "three"):
        tasks.note.enqueue(word)
    tasks_now.run_queued_tasks()
    assert sorted(tasks.DONE) == ["one", "three", "two"]
    assert tasks_now.pending_task_count() == 0


def test_tasks_that_tasks_queue_are_carried_out_too() -> None:
    tasks.note_and_queue.enqueue("first")
    tasks_now.run_queued_tasks()
    assert tasks.DONE == ["first", "after first"]


def test_a_failing_task_does_not_keep_the_others() -> None:
    tasks.fail.enqueue()
    tasks.note.enqueue("still done")
    tasks_now.run_queued_tasks()
    assert tasks.DONE == ["still done"]
    assert DBTaskResult.objects.failed().count() == 1


def test_a_failed_task_is_tried_again_with_growing_pauses(now: datetime) -> None:
    tasks.fail.enqueue()
    tasks_now.run_queued_tasks()
    failed_at = DBTaskResult.objects.get().finished_at
    assert failed_at is not None
    early = tasks_now.requeue_dropped_tasks(now=failed_at + timedelta(seconds=59))
    later = tasks_now.requeue_dropped_tasks(now=failed_at + timedelta(seconds=60))
    assert (early, later) == (0, 1)
    assert tasks_now.pending_task_count() == 1


def test_after_five_attempts_a_task_is_left_alone() -> None:
    tasks.fail.enqueue()
    tasks_now.run_queued_tasks()
    DBTaskResult.objects.update(worker_ids=["worker"] * 5)
    tomorrow = timezone.now() + timedelta(hours=20)
    assert tasks_now.requeue_dropped_tasks(now=tomorrow) == 0


def test_what_a_dead_worker_of_this_machine_had_begun_is_queued_again() -> None:
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    now = timezone.now()
    running(f"{platform.node()[:40]}-{gone}-abcdefgh", started_at=now)
    assert tasks_now.requeue_dropped_tasks(now=now) == 1
    tasks_now.run_queued_tasks()
    assert tasks.DONE == ["left behind"]


def test_what_a_living_worker_has_begun_is_left_to_it() -> None:
    now = timezone.now()
    running(f"{platform.node()[:40]}-{os.getpid()}-abcdefgh", started_at=now)
    assert tasks_now.requeue_dropped_tasks(now=now) == 0


def test_a_worker_elsewhere_is_trusted_for_an_hour() -> None:
    now = timezone.now()
    running("another-machine-17-abcdefgh", started_at=now)
    assert tasks_now.requeue_dropped_tasks(now=now + timedelta(minutes=59)) == 0
    assert tasks_now.requeue_dropped_tasks(now=now + timedelta(minutes=60)) == 1


def test_a_command_waits_for_what_a_worker_beside_it_has_taken() -> None:
    row = running("another-machine-17-abcdefgh", started_at=timezone.now())
    DBTaskResult.objects.filter(pk=row.pk).update(started_at=timezone.now())
    tasks_now.run_queued_tasks(longest_wait=0.3)
    assert tasks.DONE == []


def test_old_results_are_forgotten(now: datetime) -> None:
    tasks.note.enqueue("long ago")
    tasks_now.run_queued_tasks()
    tasks_now.forget_old_tasks(now=timezone.now() + timedelta(days=13))
    assert DBTaskResult.objects.exists()
    tasks_now.forget_old_tasks(now=timezone.now() + timedelta(days=15))
    assert not DBTaskResult.objects.exists()
