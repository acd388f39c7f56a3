"""Serve sockets and nothing else; SIGUSR1 broadcasts one message to all.

PORT TOPIC
"""

import asyncio
import json
import signal
import sys
import time

import uvloop
from websockets import ConnectionClosedError
from websockets.asyncio.server import ServerConnection, broadcast, serve


async def main(port: int, topic: str) -> None:
    connections: set[ServerConnection] = set()

    async def attend(connection: ServerConnection) -> None:
        connections.add(connection)
        try:
            async for _message in connection:
                await connection.send(json.dumps({"watching": [topic]}))
        except ConnectionClosedError:
            return
        finally:
            connections.discard(connection)

    def tell() -> None:
        counts = {"count": 128, "stances": {"for": 58, "against": 44, "neutral": 12}}
        event = {"id": 1, "kind": "posted", "subject": f"{time.monotonic():.6f}"}
        message = {"topic": topic, "id": 1, "events": [{**event, **counts}]}
        broadcast(connections, json.dumps(message, separators=(",", ":")))

    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, tell)
    options = {"compression": None, "backlog": 4096}
    async with serve(attend, "127.0.0.1", port, **options):
        await asyncio.Future()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]), sys.argv[2]))
