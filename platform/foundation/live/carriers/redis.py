"""Events carried by Redis, where there is one.

Without it, or while it is away, the processes read the rows.
"""

import json
import logging
import time
from collections.abc import AsyncIterator
from dataclasses import asdict
from functools import cache

from django.conf import settings
from redis import Redis, RedisError
from redis import asyncio as redis_asyncio

from foundation.live.events import Happening

logger = logging.getLogger(__name__)

CHANNEL = "sawt:live"
# Whoever posts must not wait for a Redis that is gone.
PATIENCE_SECONDS = 0.3
REST_SECONDS = 5.0

_rests_until = 0.0


def is_used() -> bool:
    """Whether events travel by Redis beside their rows."""
    return bool(settings.SAWT_LIVE_REDIS_URL)


def send(event: Happening) -> bool:
    """Pass an event on at once; False when Redis is away, which harms nobody.

    After a failure it is left alone for some seconds.
    """
    global _rests_until  # noqa: PLW0603 - one state a process
    if time.monotonic() < _rests_until:
        return False
    try:
        _client(settings.SAWT_LIVE_REDIS_URL).publish(CHANNEL, _packed(event))
    except (RedisError, OSError) as failure:
        _rests_until = time.monotonic() + REST_SECONDS
        logger.warning("Redis is away, live events travel by rows: %s", failure)
        return False
    return True


async def arrivals() -> AsyncIterator[Happening | None]:
    """Wait for events; the first thing given is None, once Redis is listening.

    Raises:
        RedisError, OSError: Redis went away.

    """
    client = redis_asyncio.Redis.from_url(
        settings.SAWT_LIVE_REDIS_URL, socket_connect_timeout=2, health_check_interval=10
    )
    channel = client.pubsub(ignore_subscribe_messages=True)
    try:
        await channel.subscribe(CHANNEL)
        yield None
        while True:
            message = await channel.get_message(timeout=5.0)
            if message and (event := _unpacked(message["data"])):
                yield event
    finally:
        await channel.aclose()
        await client.aclose()


@cache
def _client(url: str) -> Redis:
    return Redis.from_url(
        url,
        socket_timeout=PATIENCE_SECONDS,
        socket_connect_timeout=PATIENCE_SECONDS,
        max_connections=20,
    )


def _packed(event: Happening) -> str:
    return json.dumps(asdict(event), ensure_ascii=False)


def _unpacked(message: bytes) -> Happening | None:
    """Read an event; None for what some other program sent."""
    try:
        return Happening(**json.loads(message))
    except (ValueError, TypeError):
        logger.warning("Something unreadable came through Redis")
        return None
