"""Open pages hear of what happens under what they watch, and of nothing else."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.utils import timezone

from comments.models import Thread
from foundation.core import homes
from foundation.core.homes import Home
from foundation.live import consumers
from foundation.live.hub import hub_here
from foundation.live.models import LiveEvent
from foundation.live.permissions import MOST_TOPICS
from foundation.live.services import forget_old_events, publish
from tests.factories.comments import ThreadFactory
from tests.live.pages import in_a_loop, is_let_in, leave, line_to, open_page, open_pages

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def thread() -> Thread:
    return ThreadFactory()


@pytest.fixture
def topic(thread: Thread) -> str:
    return f"thread:{thread.public_id}"


def tell(topic: str, subject: str = "a", **payload: object) -> None:
    publish(
        topic=topic, kind="posted", subject=subject, payload=payload, now=timezone.now()
    )


tell_from_elsewhere = sync_to_async(tell)


@in_a_loop
async def test_a_page_hears_of_what_happens_under_what_it_watches(topic: str) -> None:
    async with open_page() as page:
        answer = await page.watches(topic)
        assert (answer["watching"], answer["refused"]) == ([topic], [])
        await tell_from_elsewhere(topic, count=5)
        heard = await page.hears()
        assert heard["topic"] == topic
        [event] = heard["events"]
        told = (event["kind"], event["subject"], event["count"])
        assert told == ("posted", "a", 5)
        assert heard["id"] == event["id"] > answer["id"]


@in_a_loop
async def test_nobody_hears_of_what_others_watch(topic: str) -> None:
    other = f"thread:{(await sync_to_async(ThreadFactory)()).public_id}"
    async with open_page() as page:
        await page.watches(topic)
        await tell_from_elsewhere(other)
        await tell_from_elsewhere(topic, subject="mine")
        assert (await page.hears())["events"][0]["subject"] == "mine"
        assert await page.hears_nothing()


@in_a_loop
async def test_every_page_of_a_process_hears_the_same_frame(topic: str) -> None:
    async with open_pages(5) as pages:
        for page in pages:
            await page.watches(topic)
        await tell_from_elsewhere(topic)
        heard = [json.dumps(await page.hears()) for page in pages]
        assert len(set(heard)) == 1


@in_a_loop
async def test_a_page_that_watches_anew_no_longer_hears_the_old_topic(
    topic: str,
) -> None:
    other = f"thread:{(await sync_to_async(ThreadFactory)()).public_id}"
    async with open_page() as page:
        await page.watches(topic)
        await page.watches(other)
        await tell_from_elsewhere(topic)
        assert await page.hears_nothing()


@in_a_loop
async def test_a_thousand_changes_of_one_thing_are_one_frame(topic: str) -> None:
    def react() -> None:
        rows = [
            LiveEvent(
                topic=topic,
                kind="reacted",
                subject="a",
                payload={"agree": number},
                happened_at=timezone.now(),
            )
            for number in range(1, 1001)
        ]
        LiveEvent.objects.bulk_create(rows)

    async with open_page() as page:
        await page.watches(topic)
        await sync_to_async(react)()
        [event] = (await page.hears())["events"]
        assert event["agree"] == 1000
        assert await page.hears_nothing()


@in_a_loop
async def test_more_than_a_page_can_show_tells_it_to_refresh(topic: str) -> None:
    def post() -> None:
        for number in range(120):
            tell(topic, subject=str(number))

    async with open_page() as page:
        await page.watches(topic)
        await sync_to_async(LiveEvent.objects.bulk_create)(
            [
                LiveEvent(
                    topic=topic,
                    kind="posted",
                    subject=str(number),
                    happened_at=timezone.now(),
                )
                for number in range(120)
            ]
        )
        assert (await page.hears())["refresh"] == [topic]


@in_a_loop
async def test_what_was_missed_is_told_on_coming_back(topic: str) -> None:
    async with open_page() as page:
        await page.watches(topic)
        await tell_from_elsewhere(topic, subject="first")
        last_id = (await page.hears())["id"]
    await tell_from_elsewhere(topic, subject="missed")
    async with open_page() as page:
        await page.watches(topic, since=last_id)
        events = (await page.hears())["events"]
        assert "missed" in [event["subject"] for event in events]


@in_a_loop
async def test_what_happened_while_the_page_was_on_its_way_is_told(topic: str) -> None:
    drawn_at = timezone.now()
    await tell_from_elsewhere(topic, subject="while on its way")
    async with open_page() as page:
        await page.watches(topic, since=drawn_at)
        [event] = (await page.hears())["events"]
        assert event["subject"] == "while on its way"


@in_a_loop
async def test_who_was_away_too_long_is_told_to_refresh(topic: str) -> None:
    long_ago = timezone.now() - timedelta(hours=5)

    def pass_time() -> None:
        for subject in "ab":
            publish(topic=topic, kind="x", subject=subject, payload={}, now=long_ago)
        tell(topic)
        assert forget_old_events(now=timezone.now()) == 2

    await sync_to_async(pass_time)()
    newest = await sync_to_async(LiveEvent.objects.get)()
    for since in (newest.pk - 3, long_ago, "0001-01-01T00:00:00+00:00"):
        async with open_page() as page:
            await page.watches(topic, since=since)
            assert (await page.hears())["refresh"] == [topic]
    async with open_page() as page:
        await page.watches(topic, since=newest.pk - 1)
        assert (await page.hears())["events"][0]["subject"] == "a"


@in_a_loop
async def test_a_moment_to_come_is_taken_for_now(topic: str) -> None:
    async with open_page() as page:
        for moment in ("9999-12-31T23:59:59-23:59", "2999-01-01"):
            answer = await page.watches(topic, since=moment)
            assert "watching" in answer or answer == {"error": "unreadable"}
        assert await page.hears_nothing()


@pytest.fixture
def hidden(thread: Thread) -> Any:
    def resolve(pks: Any) -> dict[int, Home]:
        return {pk: Home("/", "", "idea", is_public=False) for pk in pks}

    homes._resolvers[Thread].insert(0, resolve)
    yield
    homes._resolvers[Thread].remove(resolve)


@in_a_loop
async def test_what_visitors_may_not_see_cannot_be_watched(
    topic: str, hidden: None
) -> None:
    absent = "thread:zzzzzzzzzzzz"
    async with open_page() as page:
        answer = await page.watches(topic, absent)
        # The same for what is hidden and for what is not there.
        assert (answer["watching"], answer["refused"]) == ([], sorted([topic, absent]))
        await tell_from_elsewhere(topic)
        assert await page.hears_nothing()


@in_a_loop
async def test_a_page_is_cut_off_from_what_is_hidden_later(
    topic: str, thread: Thread
) -> None:
    def resolve(pks: Any) -> dict[int, Home]:
        return {pk: Home("/", "", "idea", is_public=False) for pk in pks}

    async with open_page() as page:
        await page.watches(topic)
        homes._resolvers[Thread].insert(0, resolve)
        try:
            await hub_here()._close_hidden()
        finally:
            homes._resolvers[Thread].remove(resolve)
        assert (await page.hears())["refresh"] == [topic]
        await tell_from_elsewhere(topic)
        assert await page.hears_nothing()


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        (None, "localhost"),
        ("http://evil.example", "localhost"),
        ("http://localhost.evil.example", "localhost"),
        ("http://localhost:1", "localhost"),
        ("null", "localhost"),
        ("http://[", "localhost"),
        ("file://", ""),
        ("http://", ""),
        ("chrome-extension://localhost", "localhost"),
    ],
)
def test_a_page_of_another_site_is_refused(origin: str | None, host: str) -> None:
    @async_to_sync
    async def knock() -> bool:
        return await is_let_in(line_to(origin=origin, host=host))

    assert not knock()


@pytest.mark.parametrize("origin", ["http://localhost", "https://localhost"])
def test_our_own_pages_are_let_in(origin: str) -> None:
    @async_to_sync
    async def knock() -> None:
        async with open_page(origin=origin):
            pass

    knock()


def test_hosts_that_are_not_allowed_are_refused(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["sawt.example"]

    @async_to_sync
    async def knock(host: str) -> bool:
        line = line_to(origin=f"https://{host}", host=host)
        try:
            return await is_let_in(line)
        finally:
            await leave(line)

    assert knock("sawt.example")
    assert not knock("other.example")


@in_a_loop
async def test_no_other_address_takes_sockets() -> None:
    assert not await is_let_in(line_to(path="/ws/other/"))


@pytest.mark.parametrize("address", ["203.0.113.7", "2001:db8::1"])
def test_one_network_opens_only_so_many(settings: Any, address: str) -> None:
    settings.SAWT_LIVE_SOCKETS_AN_ADDRESS = 2

    @async_to_sync
    async def crowd() -> None:
        async with open_pages(2, address=address):
            assert not await is_let_in(line_to(address=address))
            async with open_page(address="198.51.100.1"):
                pass
        async with open_page(address=address):
            pass

    crowd()
    assert not consumers._open_by_address


def test_everyone_together_opens_only_so_many(settings: Any) -> None:
    settings.SAWT_LIVE_SOCKETS = 1

    @async_to_sync
    async def crowd() -> None:
        async with open_page():
            assert not await is_let_in(line_to(address="198.51.100.1"))

    crowd()


HOSTILE: list[str | bytes] = [
    "{",
    "[]",
    "null",
    "1",
    '"watch"',
    "[" * 4000,
    '{"watch":' + "[" * 3000,
    '{"a":' * 600,
    "{}",
    '{"watch": "thread:abc"}',
    '{"watch": [1, null, {}]}',
    '{"watch": [], "since": {}}',
    '{"watch": [], "since": -1}',
    '{"watch": [], "since": true}',
    '{"watch": [], "since": 1e400}',
    '{"watch": [], "since": "yesterday"}',
    '{"watch": [], "since": "9999-12-31T23:59:59-23:59"}',
    '{"watch": [], "since": ' + "9" * 3000 + "}",
    "\x00",
    "\ufffd\u202e",
    b"\x00\xff\xfe",
    b'{"watch": []}',
]


@pytest.mark.parametrize("message", HOSTILE, ids=lambda text: repr(text[:24]))
def test_what_cannot_be_read_is_answered_and_the_page_goes_on(
    message: str | bytes, topic: str
) -> None:
    @async_to_sync
    async def talk() -> None:
        async with open_page() as page:
            await page.says(message)
            assert await page.hears() == {"error": "unreadable"}
            assert (await page.watches(topic))["watching"] == [topic]

    talk()


NAUGHTY = [
    "",
    "thread:",
    ":abc",
    "thread:ABC",
    "thread:abc def",
    "thread:' OR 1=1 --",
    "thread:../../etc",
    "thread:\x00\x00\x00\x00\x00\x00",
    "person:abcdefgh2345",
    "thread:" + "a" * 500,
    "thread:٣٤٥٦٧٨٩٠",
    "thread:\ud800abcdef",
    "<script>alert(1)</script>",
    "__class__:abcdefgh",
]


@in_a_loop
async def test_strange_topics_are_refused_one_by_one(topic: str) -> None:
    async with open_page() as page:
        answer = await page.watches(topic, *NAUGHTY)
        assert answer["watching"] == [topic]
        assert sorted(answer["refused"]) == sorted(NAUGHTY)


@in_a_loop
async def test_a_page_watches_only_so_many_topics() -> None:
    topics = [f"thread:{number:012}" for number in range(MOST_TOPICS + 1)]
    async with open_page() as page:
        assert await page.watches(*topics) == {"error": "too-many-topics"}


@pytest.mark.parametrize("message", ["x" * 5000, b"x" * 5000, '{"watch":[]}' * 1000])
def test_who_sends_too_much_at_once_is_sent_away(message: str | bytes) -> None:
    @async_to_sync
    async def talk() -> None:
        async with open_page() as page:
            await page.says(message)
            assert await page.hears() == {"error": "too-long"}
            assert await page.is_sent_away()

    talk()


@in_a_loop
async def test_who_sends_too_often_is_sent_away(topic: str) -> None:
    async with open_page() as page:
        for _ in range(consumers.MOST_MESSAGES_AT_ONCE):
            assert "watching" in await page.watches(topic)
        assert await page.watches(topic) == {"error": "too-fast"}
        assert await page.is_sent_away()


@in_a_loop
async def test_a_process_without_pages_rests(topic: str) -> None:
    async with open_page() as page:
        await page.watches(topic)
        hub = hub_here()
        assert (len(hub.sockets), set(hub.watchers)) == (1, {topic})
    assert (len(hub.sockets), dict(hub.watchers), hub._feed) == (0, {}, None)


@in_a_loop
async def test_a_beat_shows_that_the_line_is_alive(
    topic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foundation.live.hub.hub.BEAT_SECONDS", 0.2)
    async with open_page() as page:
        last_id = (await page.watches(topic))["id"]
        assert await page.hears() == {"beat": last_id}


@in_a_loop
async def test_a_page_that_is_given_up_ends_quietly_and_is_forgotten(
    topic: str,
) -> None:
    async with open_pages(2) as [slow, quick]:
        for page in (slow, quick):
            await page.watches(topic)
        next(iter(hub_here().sockets))._leave()
        await asyncio.sleep(0.05)
        assert len(hub_here().sockets) == 1
        ended = [page for page in (slow, quick) if page.line.future.done()]
        assert [page.line.future.exception() for page in ended] == [None]
