"""Who watches what in this process, and telling all of them."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from weakref import WeakKeyDictionary

from channels.db import database_sync_to_async

from foundation.live import permissions
from foundation.live.events import Happening
from foundation.live.hub.feed import Feed
from foundation.live.hub.frames import encode, frames_of, refresh_frame
from foundation.live.hub.sockets import Socket

logger = logging.getLogger(__name__)

AT_A_TIME = 100
BEAT_SECONDS = 25.0
RESTART_SECONDS = 1.0


class Hub:
    """The one subscription of a process.

    It works while a socket is attached, and an idle process asks for nothing.
    """

    def __init__(self) -> None:
        self.sockets: set[Socket] = set()
        self.watchers: dict[str, set[Socket]] = defaultdict(set)
        self._feed: Feed | None = None
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def last_id(self) -> int:
        """The highest id that was passed on."""
        return self._feed.ledger.last_id if self._feed else 0

    async def attach(self, socket: Socket) -> None:
        """Let a socket hear of what it will watch; returns once events are read."""
        self.sockets.add(socket)
        if self._feed is None:
            self._feed = Feed()
            work = (self._pass_on, self._beat)
            self._tasks = [asyncio.create_task(_again(do)) for do in work]
        await self._feed.ready.wait()

    def watch(self, socket: Socket, topics: Iterable[str]) -> None:
        """Let a socket watch these topics and no others."""
        self._unwatch(socket)
        socket.topics = frozenset(topics)
        for topic in socket.topics:
            self.watchers[topic].add(socket)

    def detach(self, socket: Socket) -> None:
        """Forget a socket; after the last one the hub rests."""
        socket.close()
        self._unwatch(socket)
        self.sockets.discard(socket)
        if not self.sockets and self._feed is not None:
            self._rest()

    async def deliver(self, events: Iterable[Happening]) -> None:
        """Tell every watcher what happened, each topic in one frame for all."""
        for topic, frame in frames_of(events).items():
            await self._tell(self.watchers.get(topic, ()), frame)

    async def _tell(self, sockets: Iterable[Socket], frame: str) -> None:
        for count, socket in enumerate(tuple(sockets), start=1):
            socket.push(frame)
            if count % AT_A_TIME == 0:
                # Pages are being served by the same loop.
                await asyncio.sleep(0)

    async def _pass_on(self) -> None:
        if self._feed is not None:
            async for batch in self._feed.batches():
                await self.deliver(batch)

    async def _beat(self) -> None:
        """Show that the line is alive, and cut off topics that were hidden since."""
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            await self._close_hidden()
            await self._tell(self.sockets, encode({"beat": self.last_id}))

    async def _close_hidden(self) -> None:
        watched = set(self.watchers)
        allowed = await database_sync_to_async(permissions.watchable)(watched)
        for topic in watched - allowed:
            watching = self.watchers.pop(topic, set())
            await self._tell(watching, refresh_frame([topic], self.last_id))
            for socket in watching:
                socket.topics -= {topic}

    def _unwatch(self, socket: Socket) -> None:
        for topic in socket.topics:
            if topic in self.watchers:
                self.watchers[topic].discard(socket)
                if not self.watchers[topic]:
                    del self.watchers[topic]
        socket.topics = frozenset()

    def _rest(self) -> None:
        for task in self._tasks:
            task.cancel()
        if self._feed is not None:
            self._feed.close()
        self._feed, self._tasks = None, []


_hubs: "WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = WeakKeyDictionary()


def hub_here() -> Hub:
    """Return the hub of the running event loop: in use there is one a process."""
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())


async def _again(work: Callable[[], Awaitable[None]]) -> None:
    """Do the work until it is cancelled, whatever fails."""
    while True:
        try:
            await work()
        except Exception:
            logger.exception("Live updates failed and go on")
            await asyncio.sleep(RESTART_SECONDS)
