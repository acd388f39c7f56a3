"""A socket that never makes the others wait."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator
from functools import partial
from typing import Any

Message = dict[str, Any]
Send = Callable[[Message], Coroutine[Any, Any, None]]

MOST_WAITING = 32
PATIENCE_SECONDS = 20.0


class Socket:
    """One page's end of the line.

    While the network keeps up, a frame is handed to the server at once, without a task
    or a queue of its own: thousands of sockets are told in one go. When it does not,
    what follows waits, and a socket that falls too far behind is given up; it
    comes back and asks for what it missed.
    """

    __slots__ = (
        "__weakref__",
        "_catching_up",
        "_give_up",
        "_send",
        "_waiting",
        "is_given_up",
        "topics",
    )

    def __init__(self, send: Send, give_up: Callable[[], object]) -> None:
        self.topics: frozenset[str] = frozenset()
        self.is_given_up = False
        self._send = send
        self._give_up = give_up
        self._waiting: deque[str] | None = None
        self._catching_up: asyncio.Task[None] | None = None

    def push(self, frame: str) -> None:
        """Send a frame now, or as soon as the ones before it are gone."""
        if self.is_given_up:
            return
        if self._waiting is None:
            self._send_now(frame)
        elif len(self._waiting) < MOST_WAITING:
            self._waiting.append(frame)
        else:
            self._leave()

    def close(self) -> None:
        """Forget what still waits."""
        if self._catching_up is not None:
            self._catching_up.cancel()

    def _send_now(self, frame: str) -> None:
        try:
            rest = begin(self._send(_text(frame)))
        except (OSError, RuntimeError):
            return  # The page has gone; its consumer is about to hear of it.
        if rest is not None:
            self._waiting = deque()
            self._catching_up = asyncio.create_task(self._catch_up(rest))

    async def _catch_up(self, rest: Awaitable[None]) -> None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await rest
                while self._waiting:
                    await self._send(_text(self._waiting.popleft()))
        except TimeoutError:
            self._leave()
        except (OSError, RuntimeError):
            return
        else:
            self._waiting = self._catching_up = None

    def _leave(self) -> None:
        self.is_given_up = True
        self.close()
        self._give_up()


class _Rest:
    """What is left of a coroutine that had to wait, for a task to carry on with."""

    def __init__(self, work: Coroutine[Any, Any, None], awaited: object) -> None:
        self.work = work
        self.awaited = awaited

    def __await__(self) -> Generator[Any, Any, None]:
        """Wait for what the coroutine waits for, and let it go on."""
        while True:
            try:
                value = yield self.awaited
            except BaseException as failure:  # noqa: BLE001 - the coroutine's to handle
                resume = partial(self.work.throw, failure)
            else:
                resume = partial(self.work.send, value)
            try:
                self.awaited = resume()
            except StopIteration:
                return


def begin(work: Coroutine[Any, Any, None]) -> Awaitable[None] | None:
    """Run a coroutine up to where it must wait; None when it never had to.

    It is what eager tasks do from Python 3.12 on, without a task for what is done at
    once. (For use within a running task.)
    """
    try:
        awaited = work.send(None)
    except StopIteration:
        return None
    return _Rest(work, awaited)


def _text(frame: str) -> Message:
    return {"type": "websocket.send", "text": frame}
