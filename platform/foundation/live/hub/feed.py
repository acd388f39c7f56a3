"""What this process hears of: rows read by one poller, or what Redis brings."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import DatabaseError, InterfaceError, connection
from redis import RedisError

from foundation.live import queries
from foundation.live.carriers import redis
from foundation.live.carriers.ledger import Ledger
from foundation.live.events import Happening

logger = logging.getLogger(__name__)

# A topic is told of at most once in this time.
PAUSE_SECONDS = 0.25
# While Redis carries events, rows are read this often for what it may have lost.
CHECK_SECONDS = 2.0
RETRY_SECONDS = 2.0

T = TypeVar("T")


class Feed:
    """Every event once, in batches a quarter of a second apart."""

    def __init__(self) -> None:
        self.ready = asyncio.Event()
        self.ledger = Ledger()
        self._arrived: list[Happening] = []
        self._stir = asyncio.Event()
        self._redis_listens = False
        self._checked_at = 0.0
        # Its connection to the database stays open between one reading and the next.
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="live-poller")

    async def batches(self) -> AsyncIterator[list[Happening]]:
        """Give what happens from now on; never ends by itself."""
        if not self.ready.is_set():
            self.ledger = Ledger(await self._read(queries.newest_id))
        listener = asyncio.create_task(self._listen()) if redis.is_used() else None
        self.ready.set()
        try:
            while True:
                if fresh := await self._gather():
                    yield fresh
                await asyncio.sleep(PAUSE_SECONDS)
        finally:
            if listener is not None:
                listener.cancel()

    def close(self) -> None:
        """Let the poller go, and its connection with it."""
        self._reader.submit(connection.close)
        self._reader.shutdown(wait=False)

    async def _gather(self) -> list[Happening]:
        """Collect what has come; with Redis, wait until something does."""
        if self._redis_listens:
            await self._wait_for_arrivals()
        events, self._arrived = self._arrived, []
        self._stir.clear()
        if not self._redis_listens or self._is_check_due():
            events += await self._read(self._read_rows)
            self._checked_at = time.monotonic()
        return self.ledger.take(events, at=time.monotonic())

    async def _wait_for_arrivals(self) -> None:
        try:
            async with asyncio.timeout(CHECK_SECONDS):
                await self._stir.wait()
        except TimeoutError:
            return

    def _is_check_due(self) -> bool:
        return time.monotonic() - self._checked_at >= CHECK_SECONDS

    def _read_rows(self) -> list[Happening]:
        return queries.events_after(self.ledger.last_id, gaps=self.ledger.gaps)

    async def _read(self, question: Callable[[], T]) -> T:
        """Ask the database in the poller's thread, again until it answers."""
        loop = asyncio.get_running_loop()
        while True:
            try:
                return await loop.run_in_executor(self._reader, _asked(question))
            except (DatabaseError, InterfaceError):
                logger.exception("Live events could not be read")
                await asyncio.sleep(RETRY_SECONDS)

    async def _listen(self) -> None:
        """Take what Redis brings; while it is away the rows are read instead."""
        while True:
            try:
                async for event in redis.arrivals():
                    self._redis_listens = True
                    if event is not None:
                        self._arrived.append(event)
                        self._stir.set()
            except (RedisError, OSError) as failure:
                logger.warning("Redis is away, live events are read: %s", failure)
            self._redis_listens = False
            self._stir.set()
            await asyncio.sleep(RETRY_SECONDS)


def _asked(question: Callable[[], T]) -> Callable[[], T]:
    """Close a connection that failed, so that the next question opens another."""

    def ask() -> T:
        try:
            return question()
        except (DatabaseError, InterfaceError):
            connection.close()
            raise

    return ask
