"""Redis carries events where there is one, and nobody depends on it."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.db import transaction
from django.utils import timezone

from foundation.live.carriers import redis
from foundation.live.hub import feed
from foundation.live.hub.hub import hub_here
from foundation.live.models import LiveEvent
from foundation.live.services import publish
from tests.config.server import free_port
from tests.factories.comments import ThreadFactory
from tests.live.pages import open_page

pytestmark = pytest.mark.django_db(transaction=True)


class RedisServer:
    """A Redis of the test's own, which can die and come back."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        program = shutil.which("redis-server")
        assert program, "Redis is missing: install Debian's package redis-server."
        self.process = subprocess.Popen(
            [program, "--port", str(self.port), "--save", "", "--bind", "127.0.0.1"],
            stdout=subprocess.DEVNULL,
        )
        for _ in range(100):
            with socket.socket() as caller:
                if caller.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)
            self.process = None


@pytest.fixture
def server(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[RedisServer]:
    monkeypatch.setattr(redis, "_rests_until", 0.0)
    monkeypatch.setattr(feed, "RETRY_SECONDS", 0.2)
    made = RedisServer()
    settings.SAWT_LIVE_REDIS_URL = made.url
    yield made
    made.stop()


@pytest.fixture
def topic() -> str:
    return f"thread:{ThreadFactory().public_id}"


def tell(topic: str, subject: str = "a") -> None:
    publish(topic=topic, kind="posted", subject=subject, payload={}, now=timezone.now())


tell_from_elsewhere = sync_to_async(tell)


def subjects_in(heard: dict[str, Any]) -> list[str]:
    return [event["subject"] for event in heard["events"]]


async def until_redis_listens() -> None:
    @sync_to_async
    def wait() -> None:
        time.sleep(0.05)

    current = hub_here()._feed
    assert current is not None
    for _ in range(200):
        if current._redis_listens:
            return
        await wait()


@pytest.mark.slow
def test_redis_brings_an_event_before_the_rows_are_read_again(
    server: RedisServer, topic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "CHECK_SECONDS", 60.0)
    server.start()

    @async_to_sync
    async def watch() -> None:
        async with open_page() as page:
            await page.watches(topic)
            await until_redis_listens()
            for subject in "ab":
                await tell_from_elsewhere(topic, subject)
                assert subjects_in(await page.hears()) == [subject]
            assert await page.hears_nothing()

    watch()


@pytest.mark.slow
def test_what_redis_lost_is_found_in_the_rows(server: RedisServer, topic: str) -> None:
    server.start()

    @async_to_sync
    async def watch() -> None:
        async with open_page() as page:
            await page.watches(topic)
            await until_redis_listens()
            lost = LiveEvent(
                topic=topic, kind="posted", subject="lost", happened_at=timezone.now()
            )
            await sync_to_async(lost.save)()
            assert subjects_in(await page.hears()) == ["lost"]

    watch()


@pytest.mark.slow
def test_while_redis_is_away_pages_hear_and_posts_succeed(
    server: RedisServer, topic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis, "REST_SECONDS", 0.1)
    server.start()

    @async_to_sync
    async def watch() -> None:
        async with open_page() as page:
            await page.watches(topic)
            await until_redis_listens()
            server.stop()
            await tell_from_elsewhere(topic, "without")
            assert subjects_in(await page.hears()) == ["without"]
            server.start()
            await until_redis_listens()
            await tell_from_elsewhere(topic, "again")
            assert subjects_in(await page.hears()) == ["again"]

    watch()


def test_a_redis_that_never_was_costs_the_poster_a_moment_once(
    server: RedisServer, topic: str
) -> None:
    started = time.monotonic()
    for subject in "abcdefgh":
        tell(topic, subject)
    assert time.monotonic() - started < 2 * redis.PATIENCE_SECONDS + 1
    assert LiveEvent.objects.count() == 8


def test_a_page_is_served_without_a_redis(server: RedisServer, topic: str) -> None:
    @async_to_sync
    async def watch() -> None:
        async with open_page() as page:
            await page.watches(topic)
            await tell_from_elsewhere(topic)
            assert subjects_in(await page.hears()) == ["a"]

    watch()


def test_nothing_is_sent_of_what_was_rolled_back(
    server: RedisServer, topic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[object] = []
    monkeypatch.setattr(redis, "send", sent.append)
    with transaction.atomic():
        tell(topic)
        transaction.set_rollback(True)
    assert (sent, LiveEvent.objects.count()) == ([], 0)
    tell(topic)
    assert len(sent) == 1


@pytest.mark.parametrize("message", [b"", b"{}", b"[1]", b"\xff", b'{"id": 1, "x": 2}'])
def test_what_another_program_sends_is_passed_over(message: bytes) -> None:
    assert redis._unpacked(message) is None
