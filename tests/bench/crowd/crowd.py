"""Many pages in one process, which do nothing but note when they were told.

PORT SOCKETS TOPIC; prints "ready", then one line for each message that reached all:
the milliseconds from its moment to the first and to the last socket.
"""

import asyncio
import base64
import os
import sys
import time

import uvloop

AT_ONCE = 50
TEXT, PING, PONG = 0x81, 0x89, 0x8A
# As a browser sends them.
REQUEST = (
    "GET /ws/live/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
    "Origin: http://127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
    "Pragma: no-cache\r\nCache-Control: no-cache\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/141.0.0.0 Safari/537.36\r\n"
    "Accept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: ar,en;q=0.9\r\n"
    "Cookie: csrftoken=0123456789abcdefghijklmnopqrstuv; theme=light\r\n\r\n"
)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class Tally:
    """How many have heard the message of the moment."""

    def __init__(self, sockets: int) -> None:
        self.sockets = sockets
        self.watching = 0
        self.heard: dict[str, list[float]] = {}

    def hear(self, frame: bytes, now: float) -> None:
        if b'"watching"' in frame:
            self.watching += 1
            return
        _, _, rest = frame.partition(b'"subject":')
        if not rest:
            return
        moment = rest.partition(b",")[0].strip(b' "').decode()
        times = self.heard.setdefault(moment, [])
        times.append(now)
        if len(times) == self.sockets:
            start = float(moment)
            first, last = (1000 * (at - start) for at in (times[0], times[-1]))
            say(f"{first:.2f} {last:.2f}")
            del self.heard[moment]


class Page(asyncio.Protocol):
    """One socket; frames are short and come whole, or are put together."""

    def __init__(self, port: int, topic: str, tally: Tally) -> None:
        self.port, self.topic, self.tally = port, topic, tally
        self.opened = asyncio.get_running_loop().create_future()
        self.rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write(REQUEST.format(port=self.port, key=key).encode())

    def data_received(self, data: bytes) -> None:
        now = time.monotonic()
        self.rest += data
        if not self.opened.done():
            head, end, self.rest = self.rest.partition(b"\r\n\r\n")
            if not end:
                self.rest = head
                return
            assert b" 101 " in head, head
            self.opened.set_result(None)
            self.send(b'{"watch":["%s"]}' % self.topic.encode())
        while frame := self._frame():
            kind, said = frame
            if kind == PING:
                self.send(said, kind=PONG)
            else:
                self.tally.hear(said, now)

    def send(self, said: bytes, *, kind: int = TEXT) -> None:
        # Masked with zeros, which is a mask like any other.
        self.transport.write(bytes([kind, 0x80 | len(said), 0, 0, 0, 0]) + said)

    def _frame(self) -> tuple[int, bytes] | None:
        if len(self.rest) < 2:
            return None
        kind = self.rest[0]
        length, start = self.rest[1], 2
        if length == 126:
            length, start = int.from_bytes(self.rest[2:4], "big"), 4
        if len(self.rest) < start + length:
            return None
        end = start + length
        said, self.rest = self.rest[start:end], self.rest[end:]
        return kind, said


async def main(port: int, sockets: int, topic: str) -> None:
    loop = asyncio.get_running_loop()
    tally = Tally(sockets)
    pages: list[Page] = []
    while len(pages) < sockets:
        few = [
            loop.create_connection(lambda: Page(port, topic, tally), "127.0.0.1", port)
            for _ in range(min(AT_ONCE, sockets - len(pages)))
        ]
        fresh = [page for _transport, page in await asyncio.gather(*few)]
        await asyncio.gather(*(page.opened for page in fresh))
        pages += fresh
    while tally.watching < sockets:
        await asyncio.sleep(0.05)
    say("ready")
    await asyncio.Future()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
