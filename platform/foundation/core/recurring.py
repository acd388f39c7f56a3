"""Jobs that the worker does again and again, each once in every slot of time.

    @every(minutes=5, name="digests.send")
    def send_digests(*, now: datetime) -> None: ...

A slot begins at every whole multiple of the period since 1970. Whoever inserts the
row of a job and slot first does the job; the unique constraint decides. After an
absence only the newest slot is made up for, so a job does everything that is due by
`now` and not only what fell into its slot.
"""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar

from django.db import transaction

from foundation.core.models import RecurringRun

logger = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=30)
RETRY_AFTER = timedelta(minutes=10)


class JobFunction(Protocol):
    """What a job does; it may be called again after a failure, so it repeats safely."""

    def __call__(self, *, now: datetime) -> object:
        """Do everything that is due by `now`."""


F = TypeVar("F", bound=JobFunction)


@dataclass(frozen=True, slots=True)
class Job:
    """A function and how often it is due."""

    name: str
    period: timedelta
    function: JobFunction

    def slot_at(self, now: datetime) -> datetime:
        """Return when the slot in which `now` lies began."""
        seconds = int(self.period.total_seconds())
        return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, UTC)

    def retry_after(self) -> timedelta:
        """Return how long a claim that failed or was abandoned keeps others away."""
        return min(self.period, RETRY_AFTER)


_jobs: dict[str, Job] = {}


def every(*, minutes: int, name: str) -> Callable[[F], F]:
    """Register the decorated function under a `name` that no other job has.

    Raises:
        ValueError: another function has the name.

    """

    def register(function: F) -> F:
        known = _jobs.get(name)
        if known is not None and known.function != function:
            message = f"Two recurring jobs are called {name}."
            raise ValueError(message)
        _jobs[name] = Job(name, timedelta(minutes=minutes), function)
        return function

    return register


def registered_jobs() -> list[Job]:
    """List the jobs by name."""
    return [_jobs[name] for name in sorted(_jobs)]


def run_due(now: datetime) -> list[str]:
    """Do every job whose current slot nobody has claimed; return their names.

    A job that fails leaves its error in its row and does not keep the others from
    being done; it is tried again ten minutes later, or in its next slot.
    """
    done = _claimed_lately(now)
    due = [job for job in registered_jobs() if (job.name, job.slot_at(now)) not in done]
    return [job.name for job in due if _claim_and_run(job, now)]


def forget_old_runs(*, now: datetime) -> None:
    """Delete the rows of slots that nobody asks about any more."""
    RecurringRun.objects.filter(slot_at__lt=now - KEPT_FOR).delete()


def _claimed_lately(now: datetime) -> set[tuple[str, datetime]]:
    """Find, in one query, the current slots that need no further attempt."""
    slots = {job.slot_at(now) for job in registered_jobs()}
    rows = RecurringRun.objects.filter(slot_at__in=slots)
    retry = {job.name: now - job.retry_after() for job in registered_jobs()}
    return {
        (row.job, row.slot_at)
        for row in rows
        if _is_done(row) or row.claimed_at > retry.get(row.job, now)
    }


def _is_done(row: RecurringRun) -> bool:
    return row.finished_at is not None and not row.error


def _claim_and_run(job: Job, now: datetime) -> bool:
    row = _claim(job, now)
    if row is None:
        return False
    try:
        job.function(now=now)
    except Exception:
        logger.exception("The recurring job %s failed", job.name)
        row.error = traceback.format_exc()
    else:
        row.error = ""
    row.finished_at = now
    row.save(update_fields=["finished_at", "error"])
    return True


def _claim(job: Job, now: datetime) -> RecurringRun | None:
    """Take the slot, or a stale claim to it; None when another worker was faster."""
    with transaction.atomic():
        row, created = RecurringRun.objects.get_or_create(
            job=job.name, slot_at=job.slot_at(now), defaults={"claimed_at": now}
        )
    if created:
        return row
    if _is_done(row):
        return None
    # Only one worker finds the claim as it was read.
    stale = RecurringRun.objects.filter(
        pk=row.pk, claimed_at=row.claimed_at, claimed_at__lte=now - job.retry_after()
    )
    return row if stale.update(claimed_at=now, finished_at=None) else None
