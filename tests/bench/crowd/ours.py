"""Serve Sawt as in use; SIGUSR1 lets the hub tell everyone one thing.

PORT TOPIC
"""

import asyncio
import signal
import sys
import time

import uvicorn
import uvloop

from config.asgi import application
from foundation.live.events import Happening
from foundation.live.hub import hub_here


async def serve(port: int, topic: str) -> None:
    config = uvicorn.Config(
        application,
        port=port,
        log_level="warning",
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=8192,
        backlog=4096,
    )
    told = 0

    def tell() -> None:
        nonlocal told
        told += 1
        # The subject is the moment, by the clock that all processes share.
        subject = f"{time.monotonic():.6f}"
        counts = {"count": 128, "stances": {"for": 58, "against": 44, "neutral": 12}}
        event = Happening(told, topic, "posted", subject, counts)
        tasks.append(asyncio.create_task(hub_here().deliver([event])))

    tasks: list[asyncio.Task[None]] = []
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, tell)
    await uvicorn.Server(config).serve()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1]), sys.argv[2]))
