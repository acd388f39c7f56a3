"""Carrying out queued tasks in this process, and picking up those that were dropped.

A task may run twice (its worker was killed, or it failed and is tried again), so every
task repeats safely.
"""

import os
import platform
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

MOST_ATTEMPTS = 5
ABANDONED_AFTER = timedelta(hours=1)
LONGEST_WAIT_SECONDS = 120.0
KEPT_FOR = timedelta(days=14)
POLL_SECONDS = 0.1

_started_at = timezone.now()  # noqa: TID251 - the start of this process


def run_queued_tasks(*, longest_wait: float = LONGEST_WAIT_SECONDS) -> None:
    """Carry out every task that is ready, those that these queue included.

    Commands call it last, so that nothing they caused is left for later. A task that
    a worker beside us took since this process began is waited for, at most
    `longest_wait` seconds.
    """
    run_ready_tasks()
    deadline = time.monotonic() + longest_wait
    while _running_elsewhere() and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
        run_ready_tasks()


def run_ready_tasks(*, is_stopping: Callable[[], bool] = bool) -> None:
    """Carry out one ready task after the other until none is left, or told to stop."""
    worker = _make_worker()
    while not is_stopping():
        task = _claim_next(worker.worker_id)
        if task is None:
            return
        worker.run_task(task)


def _claim_next(worker_id: str) -> "DBTaskResult[..., Any] | None":
    """Take the next ready task for this worker alone; None when there is none."""
    with exclusive_transaction():
        task = DBTaskResult.objects.ready().get_locked()
        if task is not None:
            task.claim(worker_id)
        return task


def _make_worker() -> Worker:
    """Make what carries out a single task and writes down how it went."""
    return Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{platform.node()[:40]}-{os.getpid()}-{get_random_string(8)}",
        excluded_queue_names=[],
    )


def requeue_dropped_tasks(*, now: datetime) -> int:
    """Queue again what a dead worker had begun, and what failed; return how many.

    A task that failed is tried again after 1, 4, 16 and 64 minutes, then left alone.
    """
    dropped = [
        row.pk
        for row in DBTaskResult.objects.running()
        if _is_abandoned(row, now) and _has_attempts_left(row)
    ]
    failed = [
        row.pk
        for row in DBTaskResult.objects.failed().filter(
            finished_at__gt=now - timedelta(days=1)
        )
        if _has_attempts_left(row) and _waited_long_enough(row, now)
    ]
    return DBTaskResult.objects.filter(pk__in=[*dropped, *failed]).update(
        status=TaskResultStatus.READY, finished_at=None, started_at=None
    )


def forget_old_tasks(*, now: datetime) -> None:
    """Delete what was done, or given up, two weeks ago."""
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT_FOR).delete()


def pending_task_count() -> int:
    """Count the tasks that could be done now and are not."""
    return DBTaskResult.objects.ready().count()


def _running_elsewhere() -> bool:
    began_here = DBTaskResult.objects.running().filter(enqueued_at__gte=_started_at)
    return began_here.filter(started_at__gte=F("enqueued_at")).exists()


def _has_attempts_left(row: "DBTaskResult[..., Any]") -> bool:
    return len(row.worker_ids) < MOST_ATTEMPTS


def _waited_long_enough(row: "DBTaskResult[..., Any]", now: datetime) -> bool:
    pause = timedelta(minutes=4 ** (len(row.worker_ids) - 1))
    return row.finished_at is not None and row.finished_at + pause <= now


def _is_abandoned(row: "DBTaskResult[..., Any]", now: datetime) -> bool:
    """Whether the process that took the task is gone, or silent for an hour."""
    host, _, rest = row.worker_ids[-1].rpartition("-")[0].rpartition("-")
    if host == platform.node()[:40] and rest.isdigit():
        return not Path(f"/proc/{rest}").exists()
    return row.started_at is None or row.started_at + ABANDONED_AFTER <= now
