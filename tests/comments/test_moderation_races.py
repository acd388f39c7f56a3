"""Two at once: moderators, reporters and authors."""

from datetime import datetime
from typing import Any

import pytest

from comments.models import Appeal, Comment, ModerationAct, Report, Thread
from comments.services.appealing import file_appeal
from comments.services.moderating import decide, make_decision
from tests.comments.test_races import AT_ONCE, all_at_once
from tests.factories.comments import ThreadFactory
from tests.factories.moderation import moderator_of, old_hand, reported, said

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_of_many_moderators_at_once_one_decides(now: datetime) -> None:
    thread = ThreadFactory()
    comments = [said(thread, now=now) for _ in range(5)]
    for comment in comments:
        reported(comment, now)
    moderators = [moderator_of(thread) for _ in range(AT_ONCE)]

    def settle(number: int) -> Any:
        return decide(
            pks=[comment.pk for comment in comments],
            decision=make_decision(act="hide" if number % 2 else "keep"),
            authority=thread.authority,
            moderator=moderators[number],
            now=now,
        )

    outcomes = all_at_once(settle)
    assert sum(outcome.done for outcome in outcomes) == 5
    assert ModerationAct.objects.count() == 5
    readable = Comment.objects.filter(hidden_at=None).count()
    assert Thread.objects.get(pk=thread.pk).comment_count == readable


def test_clicks_at_once_are_one_report_and_one_appeal(now: datetime) -> None:
    thread = ThreadFactory()
    comment, reporter = said(thread, now=now), old_hand(now)
    all_at_once(lambda _n: reported(comment, now, by=reporter))
    assert Report.objects.count() == 1
    assert Comment.objects.get(pk=comment.pk).report_count == 1
    decide(
        pks=[comment.pk],
        decision=make_decision(act="hide"),
        authority=thread.authority,
        moderator=moderator_of(thread),
        now=now,
    )
    act = ModerationAct.objects.select_related("comment__author").get()
    author: Any = act.comment.author if act.comment else None
    all_at_once(lambda _n: file_appeal(act=act, author=author, words="لا", now=now))
    assert Appeal.objects.count() == 1
