"""Open pages for tests: sockets to the consumer, without a network."""

import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime
from functools import wraps
from typing import Any

from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator

from foundation.live.consumers import LiveConsumer

HOST = "localhost"


def in_a_loop(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Run a test in an event loop of its own; threads of the database included."""

    @wraps(test)
    def run(*arguments: Any, **named: Any) -> None:
        async_to_sync(test)(*arguments, **named)

    return run


class OpenPage:
    """A page that has its socket open."""

    def __init__(self, line: ApplicationCommunicator) -> None:
        self.line = line

    async def says(self, message: object) -> None:
        """Send a message: text as it is, bytes as a binary frame, the rest as JSON."""
        if isinstance(message, bytes):
            frame: dict[str, Any] = {"bytes": message}
        else:
            text = message if isinstance(message, str) else json.dumps(message)
            frame = {"text": text}
        await self.line.send_input({"type": "websocket.receive", **frame})

    async def hears(self, *, within: float = 5.0) -> dict[str, Any]:
        """Wait for the next message."""
        sent = await self.line.receive_output(within)
        assert sent["type"] == "websocket.send", sent
        heard: dict[str, Any] = json.loads(sent["text"])
        return heard

    async def watches(
        self, *topics: str, since: int | str | datetime | None = None
    ) -> dict[str, Any]:
        """Ask for topics and return the answer."""
        moment = since.isoformat() if isinstance(since, datetime) else since
        await self.says({"watch": list(topics), "since": moment})
        return await self.hears()

    async def hears_nothing(self, *, for_seconds: float = 0.7) -> bool:
        return bool(await self.line.receive_nothing(for_seconds, 0.05))

    async def is_sent_away(self) -> bool:
        """Whether the next thing is that the socket is closed."""
        sent = await self.line.receive_output(5)
        return bool(sent["type"] == "websocket.close")


def line_to(
    *,
    origin: str | None = f"http://{HOST}",
    host: str = HOST,
    path: str = "/ws/live/",
    address: str = "203.0.113.7",
) -> ApplicationCommunicator:
    """Prepare a socket as a browser on that page would open it."""
    headers = [(b"host", host.encode("latin-1"))]
    if origin is not None:
        headers.append((b"origin", origin.encode("latin-1")))
    scope = {
        "type": "websocket",
        "path": path,
        "headers": headers,
        "client": (address, 50000),
    }
    return ApplicationCommunicator(LiveConsumer.as_asgi(), scope)


async def is_let_in(line: ApplicationCommunicator) -> bool:
    """Open the socket and say whether it was accepted."""
    await line.send_input({"type": "websocket.connect"})
    answer = await line.receive_output(5)
    return bool(answer["type"] == "websocket.accept")


async def leave(line: ApplicationCommunicator) -> None:
    """Close the socket from the page's side."""
    if not line.future.done():
        await line.send_input({"type": "websocket.disconnect", "code": 1001})
    await line.wait(5)


@asynccontextmanager
async def open_page(**how: Any) -> AsyncIterator[OpenPage]:
    """Open a page's socket; it is closed at the end."""
    async with open_pages(1, **how) as [page]:
        yield page


@asynccontextmanager
async def open_pages(count: int, **how: Any) -> AsyncIterator[list[OpenPage]]:
    """Open several pages at once."""
    lines = [line_to(**how) for _ in range(count)]
    try:
        for line in lines:
            assert await is_let_in(line)
        yield [OpenPage(line) for line in lines]
    finally:
        for line in lines:
            await leave(line)
