"""The worker: background tasks, and the clock of the recurring jobs beside them."""

import logging
import signal
import threading
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections, connection
from django.utils import timezone

from foundation.core.recurring import run_due
from foundation.core.tasks_now import requeue_dropped_tasks, run_ready_tasks

logger = logging.getLogger(__name__)

TICK_SECONDS = 2.0


class Command(BaseCommand):
    """`run_worker` works until it is told to stop, or until its database is gone.

    Two threads, so that a long task does not make a page's publication late. When one
    of them meets a fault that it cannot outlive, the process ends and its supervisor
    starts a new one.
    """

    help = "Carries out background tasks and recurring jobs until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--interval", type=float, default=0.5)
        parser.add_argument(
            "--once", action="store_true", help="Do what is due now, then exit."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Work.

        Raises:
            CommandError: the recurring jobs' thread has died.

        """
        if options["once"]:
            requeue_dropped_tasks(now=timezone.now())
            run_due(timezone.now())
            run_ready_tasks()
            return
        self.stopping = threading.Event()
        self._listen_for_signals()
        clock = threading.Thread(target=self._tick, daemon=True, name="recurring jobs")
        clock.start()
        self._work(clock, options["interval"])
        if not self.stopping.is_set():
            message = "The recurring jobs have stopped; the worker must be restarted."
            raise CommandError(message)

    def _work(self, clock: threading.Thread, interval: float) -> None:
        while clock.is_alive() and not self.stopping.is_set():
            close_old_connections()
            run_ready_tasks(is_stopping=self.stopping.is_set)
            self.stopping.wait(interval)

    def _tick(self) -> None:
        try:
            while not self.stopping.is_set():
                close_old_connections()
                requeue_dropped_tasks(now=timezone.now())
                run_due(timezone.now())
                self.stopping.wait(TICK_SECONDS)
        finally:
            connection.close()

    def _listen_for_signals(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        """Finish the task at hand, take no other."""
        logger.info("Stopping on %s", signal.Signals(number).name)
        self.stopping.set()
