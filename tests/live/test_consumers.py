"""Open pages hear of what happens under what they watch, and of nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.utils import timezone

from comments.models import Thread
from foundation.live.models import LiveEvent
from foundation.live.services import publish
from tests.factories.comments import ThreadFactory
from tests.live.pages import line_to, open_page, open_pages

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def thread() -> Thread:
    return ThreadFactory()


@pytest.fixture
def topic(thread: Thread) -> str:
    return f"thread:{thread.public_id}"


def tell(topic: str, subject: str = "a", **payload: object) -> None:
    publish(
        topic=topic,
        kind="posted",
        subject=subject,
        payload=payload,
        now=timezone.now(),
    )


tell_from_elsewhere = sync_to_async(tell)


def test_a_page_hears_of_what_happens_under_what_it_watches(topic: str) -> None:
    @async_to_sync
    async def watch() -> None:
        async with open_page() as page:
            answer = await page.watches(topic)
            assert answer["watching"] == [topic]
            await tell_from_elsewhere(topic, count=5)
            heard = await page.hears()
            assert heard["topic"] == topic
            [event] = heard["events"]
            assert (event["kind"], event["subject"], event["count"]) == (
                "posted",
                "a",
                5,
            )

    watch()


def test_nobody_hears_of_what_others_watch(topic: str) -> None:
    other = f"thread:{ThreadFactory().public_id}"

    @async_to_sync
    async def watch() -> None:
        async with open_page() as page:
            await page.watches(topic)
            await tell_from_elsewhere(other)
            assert await page.hears_nothing()

    watch()
