"""Bodies without end are refused before they are kept."""

import asyncio
from typing import Any

from config.limits import BodyLimit


class Conversation:
    """One request over ASGI, as a server would hold it."""

    def __init__(self, chunks: list[bytes], length: bytes | None = None) -> None:
        self.incoming = [
            {"type": "http.request", "body": chunk, "more_body": True}
            for chunk in chunks
        ]
        headers = [(b"content-length", length)] if length is not None else []
        self.scope: dict[str, Any] = {"type": "http", "headers": headers}
        self.sent: list[Any] = []
        self.seen: list[str] = []

    async def receive(self) -> Any:
        return self.incoming.pop(0)

    async def send(self, message: Any) -> None:
        self.sent.append(message)

    async def read_all(self, scope: Any, receive: Any, send: Any) -> None:
        """An application that reads until its client is gone or silent."""
        while self.incoming:
            message = await receive()
            self.seen.append(message["type"])
            if message["type"] == "http.disconnect":
                return

    def take_place(self, most_bytes: int) -> None:
        limit = BodyLimit(self.read_all, most_bytes)
        asyncio.run(limit(self.scope, self.receive, self.send))


def test_a_body_announced_as_too_large_is_refused_unread() -> None:
    conversation = Conversation([b"x" * 11], length=b"11")
    conversation.take_place(10)
    assert conversation.seen == []
    start, body = conversation.sent
    assert start["status"] == 413
    assert "كبير" in body["body"].decode()
    assert "too large" in body["body"].decode()


def test_a_body_that_fits_is_passed_on() -> None:
    conversation = Conversation([b"x" * 5, b"x" * 5], length=b"10")
    conversation.take_place(10)
    assert conversation.seen == ["http.request", "http.request"]


def test_a_body_that_announces_nothing_is_cut_off() -> None:
    conversation = Conversation([b"x" * 6] * 5)
    conversation.take_place(10)
    assert conversation.seen == ["http.request", "http.disconnect"]


def test_a_length_that_is_no_number_counts_as_none() -> None:
    conversation = Conversation([b"x"], length=b"many")
    conversation.take_place(10)
    assert conversation.seen == ["http.request"]


def test_other_conversations_are_left_alone() -> None:
    conversation = Conversation([b"x" * 99])
    conversation.scope = {"type": "lifespan"}
    conversation.take_place(10)
    assert conversation.seen == ["http.request"]
