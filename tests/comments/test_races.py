"""Two at once: what a second click or a busy thread must not break."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from django.db import connection

from comments.models import Comment, Thread
from comments.services import post_comment, react
from tests.factories.accounts import PersonFactory
from tests.factories.comments import ThreadFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
AT_ONCE = 6


def all_at_once(act: Callable[[int], Any]) -> list[Any]:
    def alone(number: int) -> Any:
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(alone, range(AT_ONCE)))


def test_clicks_at_once_are_one_comment(now: datetime) -> None:
    thread, author = ThreadFactory(), PersonFactory(verified=True)

    def click(_number: int) -> int:
        return post_comment(
            thread=thread, author=author, text="مرة", submission_key="k", now=now
        ).pk

    assert len(set(all_at_once(click))) == 1
    assert Thread.objects.get(pk=thread.pk).comment_count == 1


def test_no_count_is_lost_when_many_write_and_react(now: datetime) -> None:
    thread = ThreadFactory()
    people = PersonFactory.create_batch(AT_ONCE, verified=True)
    top = post_comment(
        thread=thread, author=PersonFactory(verified=True), text="رأي", now=now
    )

    def take_part(number: int) -> None:
        person = people[number]
        react(comment=top, person=person, value="agree", now=now)
        post_comment(thread=thread, author=person, text="رد", parent=top, now=now)
        react(comment=top, person=person, value="disagree", now=now)

    all_at_once(take_part)
    top = Comment.objects.get(pk=top.pk)
    assert (top.agree_count, top.disagree_count) == (0, AT_ONCE)
    assert top.reply_count == AT_ONCE
    assert Thread.objects.get(pk=thread.pk).comment_count == AT_ONCE + 1
