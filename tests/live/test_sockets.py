"""A slow socket never makes the others wait."""

import asyncio
from typing import Any

import pytest

from foundation.live.hub import sockets
from foundation.live.hub.sockets import MOST_WAITING, Socket
from tests.live.pages import in_a_loop


class Line:
    """The server's end of a socket whose network can stall."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.flows = asyncio.Event()
        self.flows.set()
        self.given_up = False

    async def send(self, message: dict[str, Any]) -> None:
        await self.flows.wait()
        self.sent.append(message["text"])

    def give_up(self) -> None:
        self.given_up = True


@in_a_loop
async def test_a_frame_is_handed_over_at_once() -> None:
    line = Line()
    Socket(line.send, line.give_up).push("a")
    assert line.sent == ["a"]


@in_a_loop
async def test_what_waits_is_sent_in_order_once_the_network_flows() -> None:
    line = Line()
    socket = Socket(line.send, line.give_up)
    line.flows.clear()
    for frame in "abc":
        socket.push(frame)
    await asyncio.sleep(0.01)
    assert line.sent == []
    line.flows.set()
    await asyncio.sleep(0.01)
    assert line.sent == list("abc")
    socket.push("d")
    assert line.sent == list("abcd")


@in_a_loop
async def test_a_socket_that_falls_too_far_behind_is_given_up() -> None:
    line = Line()
    socket = Socket(line.send, line.give_up)
    line.flows.clear()
    for number in range(MOST_WAITING + 1):
        socket.push(str(number))
    assert not line.given_up
    socket.push("one too many")
    assert line.given_up
    socket.push("another")
    await asyncio.sleep(0.01)
    assert line.sent == []


@in_a_loop
async def test_a_socket_that_takes_nothing_for_long_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sockets, "PATIENCE_SECONDS", 0.05)
    line = Line()
    socket = Socket(line.send, line.give_up)
    line.flows.clear()
    socket.push("a")
    await asyncio.sleep(0.2)
    assert line.given_up


@in_a_loop
async def test_a_slow_socket_does_not_hold_the_others() -> None:
    slow, quick = Line(), Line()
    slow.flows.clear()
    both = [Socket(line.send, line.give_up) for line in (slow, quick)]
    for socket in both:
        socket.push("a")
    assert (slow.sent, quick.sent) == ([], ["a"])
    for socket in both:
        socket.close()


@in_a_loop
async def test_a_page_that_has_gone_is_no_fault() -> None:
    async def gone(message: dict[str, Any]) -> None:
        raise OSError

    line = Line()
    socket = Socket(gone, line.give_up)
    socket.push("a")
    socket.push("b")
    assert not line.given_up
