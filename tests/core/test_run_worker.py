"""The worker lives until it is told to stop, and does both of its jobs."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

from foundation.core.models import RecurringRun
from tests.config.server import database_url
from tests.core import tasks

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60


@pytest.fixture
def worker(transactional_db: None) -> Iterator[subprocess.Popen[str]]:
    """A worker process on this test's database."""
    process = subprocess.Popen(
        [sys.executable, ROOT / "manage.py", "run_worker", "--interval=0.1"],
        env={**os.environ, "DATABASE_URL": database_url()},
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.wait()


def wait_until(condition: object) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if condition():  # type: ignore[operator]
            return True
        time.sleep(0.1)
    return False


@pytest.mark.slow
def test_the_worker_carries_out_tasks_and_jobs_and_stops_when_told(
    worker: subprocess.Popen[str],
) -> None:
    result = tasks.note.enqueue("from afar")
    chained = RecurringRun.objects.filter(job="audit.chain_entries")

    def is_done() -> bool:
        result.refresh()
        return result.is_finished and chained.exists()

    assert wait_until(is_done)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=20) == 0


@pytest.mark.django_db
def test_once_does_what_is_due_and_returns() -> None:
    tasks.DONE.clear()
    tasks.note.enqueue("once")
    call_command("run_worker", "--once")
    assert tasks.DONE == ["once"]
    assert RecurringRun.objects.filter(job="audit.chain_entries").exists()
