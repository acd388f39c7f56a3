"""The websocket at which open pages hear of what happens: /ws/live/.

A page sends `{"watch": ["thread:…", "ballot:…"], "since": id or moment}` and hears
`{"watching": […], "refused": […], "id": n}`, then what it missed, then
`{"topic": …, "id": n, "events": […]}` as things happen, `{"refresh": […]}` when it
missed too much, and `{"beat": n}` while nothing happens. Nobody has to be signed in,
and nothing depends on who is.
"""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

from channels.consumer import AsyncConsumer
from channels.db import database_sync_to_async
from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.utils import timezone

from foundation.live import permissions, queries
from foundation.live.errors import (
    LiveError,
    MessageTooLongError,
    TooManyMessagesError,
    TooManyTopicsError,
    UnreadableMessageError,
)
from foundation.live.hub import Hub, Socket, hub_here
from foundation.live.hub.frames import encode, frames_of, refresh_frame
from foundation.live.hub.sockets import Send
from foundation.live.services import KEPT_FOR

Scope = dict[str, Any]
Message = dict[str, Any]

PATH = "/ws/live/"
LONGEST_MESSAGE = 4096
MOST_MESSAGES_AT_ONCE = 10
MESSAGES_A_SECOND = 0.5
POLICY_VIOLATION = 1008

_open_by_address: Counter[str] = Counter()


class LiveConsumer(AsyncConsumer):  # type: ignore[misc]
    """One open page.

    Channels' own loop keeps two tasks and a channel layer for every socket. Here the
    process has one subscription for all, and a socket one task.
    """

    async def __call__(
        self,
        scope: Scope,
        receive: Callable[[], Awaitable[Message]],
        send: Send,
    ) -> None:
        """Take the page in, listen to it until it leaves, and forget it."""
        self.base_send = send
        await receive()
        address = address_of(scope)
        if scope["path"] != PATH or not is_own_origin(scope) or is_crowded(address):
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return
        _open_by_address[address] += 1
        # The request has been read, and two thousand of them are megabytes.
        scope["headers"] = []
        try:
            await self._attend(receive)
        finally:
            _open_by_address[address] -= 1
            if _open_by_address[address] <= 0:
                del _open_by_address[address]

    async def _attend(self, receive: Callable[[], Awaitable[Message]]) -> None:
        task = asyncio.current_task()
        if task is None:
            return
        self.hub: Hub = hub_here()
        self.socket = Socket(self.base_send, give_up=task.cancel)
        self.pace = Pace(time.monotonic())
        await self.base_send({"type": "websocket.accept"})
        try:
            await self.hub.attach(self.socket)
            await self._listen(receive)
        except OSError:
            return  # The page left while something was being said to it.
        except asyncio.CancelledError:
            if not self.socket.is_given_up:
                raise
        finally:
            self.hub.detach(self.socket)

    async def _listen(self, receive: Callable[[], Awaitable[Message]]) -> None:
        while (message := await receive())["type"] == "websocket.receive":
            try:
                self.pace.count(time.monotonic())
                await self._watch(wish_of(message, now=timezone.now()))
            except (TooManyMessagesError, MessageTooLongError) as refusal:
                await self._answer({"error": refusal.code})
                close = {"type": "websocket.close", "code": POLICY_VIOLATION}
                await self.base_send(close)
                return
            except LiveError as refusal:
                await self._answer({"error": refusal.code})

    async def _watch(self, wish: "Wish") -> None:
        # What others watch already was found public less than a beat ago: when a server
        # starts again, thousands of pages ask for the same.
        topics = {topic for topic in wish.topics if topic in self.hub.watchers}
        if unknown := set(wish.topics) - topics:
            topics |= await database_sync_to_async(permissions.watchable)(unknown)
        self.hub.watch(self.socket, topics)
        refused = sorted(set(wish.topics) - topics)
        last_id = self.hub.last_id
        answer = {"watching": sorted(topics), "refused": refused, "id": last_id}
        await self._answer(answer)
        if wish.since is None or not topics:
            return
        missed = await database_sync_to_async(queries.missed)(topics, wish.since)
        if missed is None:
            self.socket.push(refresh_frame(topics, last_id))
        else:
            for frame in frames_of(missed).values():
                self.socket.push(frame)

    async def _answer(self, answer: dict[str, Any]) -> None:
        await self.base_send({"type": "websocket.send", "text": encode(answer)})


@dataclass(frozen=True, slots=True)
class Wish:
    """What a page asks for."""

    topics: list[str]
    since: queries.Position | None = None


class Pace:
    """How fast messages come: some at once, then one every two seconds."""

    __slots__ = ("left", "then")

    def __init__(self, now: float) -> None:
        self.left = float(MOST_MESSAGES_AT_ONCE)
        self.then = now

    def count(self, now: float) -> None:
        """Count one message.

        Raises:
            TooManyMessagesError: they come too fast.

        """
        earned = (now - self.then) * MESSAGES_A_SECOND
        self.left = min(self.left + earned, MOST_MESSAGES_AT_ONCE) - 1
        self.then = now
        if self.left < 0 and settings.SAWT_RATE_LIMITS:
            raise TooManyMessagesError


def wish_of(message: Message, *, now: datetime) -> Wish:
    """Read a message of a page.

    Raises:
        MessageTooLongError: it is longer than any that makes sense.
        UnreadableMessageError: it is no object that names topics.
        TooManyTopicsError: it names too many.

    """
    said = _object_in(message)
    topics = said.get("watch")
    if not isinstance(topics, list) or not all(isinstance(t, str) for t in topics):
        raise UnreadableMessageError
    if len(topics) > permissions.MOST_TOPICS:
        raise TooManyTopicsError
    return Wish(topics, _position(said.get("since"), now=now))


def _object_in(message: Message) -> dict[str, Any]:
    text = message.get("text")
    if len(text or message.get("bytes") or "") > LONGEST_MESSAGE:
        raise MessageTooLongError
    try:
        said = json.loads(text or "")
    except (ValueError, RecursionError) as fault:
        raise UnreadableMessageError from fault
    if not isinstance(said, dict):
        raise UnreadableMessageError
    return said


def _position(since: object, *, now: datetime) -> queries.Position | None:
    """Read an id, or a moment that is brought within what is still known.

    Raises:
        UnreadableMessageError: it is neither.

    """
    if since is None:
        return None
    if isinstance(since, int) and not isinstance(since, bool) and 0 <= since < 2**62:
        return since
    try:
        moment = datetime.fromisoformat(str(since)).astimezone(UTC)
    except (ValueError, OverflowError) as fault:
        raise UnreadableMessageError from fault
    return min(max(moment, now - KEPT_FOR - timedelta(hours=1)), now)


def is_own_origin(scope: Scope) -> bool:
    """Whether the page that opens the socket is one of ours.

    The allowed hosts alone would not do: where they are `*`, every site could listen.
    """
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    origin, host = headers.get(b"origin", ""), headers.get(b"host", "").lower()
    if origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    try:
        place = urlsplit(origin)
    except ValueError:
        return False
    is_ours = bool(host) and place.netloc.lower() == host
    domain, _port = split_domain_port(host)
    return (
        is_ours
        and place.scheme in {"http", "https"}
        and validate_host(domain, settings.ALLOWED_HOSTS)
    )


def address_of(scope: Scope) -> str:
    """Name the network a page comes from: a whole /64, where addresses are plenty."""
    client = scope.get("client")
    try:
        address = ip_address(client[0]) if client else None
    except ValueError:
        address = None
    if address is None:
        return ""
    if address.version == 6:  # noqa: PLR2004 - the version of the protocol
        return str(ip_network((address, 64), strict=False))
    return str(address)


def is_crowded(address: str) -> bool:
    """Whether a network, or everyone together, has as many sockets as it may."""
    if not settings.SAWT_RATE_LIMITS:
        return False
    return (
        _open_by_address[address] >= settings.SAWT_LIVE_SOCKETS_AN_ADDRESS
        or _open_by_address.total() >= settings.SAWT_LIVE_SOCKETS
    )
