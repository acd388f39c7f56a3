from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from comments.models import ModerationAct, Thread
from comments.services.appealing import decide_appeal, file_appeal
from comments.services.blocking import add_phrase
from comments.services.moderating import decide, make_decision
from comments.services.undoing import undo
from foundation.accounts.models import Person
from foundation.core.tasks_now import run_ready_tasks
from outlets.notifications.models import Message, MessageKind
from tests.factories.comments import ThreadFactory
from tests.factories.moderation import (
    moderator_of,
    old_hand,
    reported,
    said,
    trusted_person,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def thread() -> Thread:
    return ThreadFactory()


def judge(comment: Any, by: Person, act: str = "hide", **what: Any) -> str:
    decision = {"rule": "hate", "words": "تعميم على جماعة.", **what}
    return decide(
        pks=[comment.pk],
        decision=make_decision(act=act, **decision),
        authority=comment.thread.authority,
        moderator=by,
        now=timezone.now(),
        only_waiting=False,
    ).batch


def messages_to(person: Any) -> list[Message]:
    return list(Message.objects.filter(person=person).order_by("pk"))


def test_author_and_reporter_are_told_of_a_hiding(thread: Thread) -> None:
    comment, reporter = said(thread), old_hand(language="en")
    reported(comment, timezone.now(), by=reporter)
    judge(comment, moderator_of(thread))
    run_ready_tasks()
    (own,) = messages_to(comment.author)
    act = ModerationAct.objects.get()
    assert own.kind == MessageKind.MODERATION
    assert "تعميم على جماعة." in own.text
    assert act.public_id in own.url
    (other,) = messages_to(reporter)
    assert "was hidden" in other.subject
    assert "تعميم على جماعة." not in other.text
    assert {address for m in mail.outbox for address in m.to} == {
        comment.author.email,  # type: ignore[union-attr]
        reporter.email,
    }


def test_a_dismissal_is_told_to_the_reporter_alone(thread: Thread) -> None:
    comment, reporter = said(thread), old_hand(language="en")
    reported(comment, timezone.now(), by=reporter)
    judge(comment, moderator_of(thread), "keep")
    run_ready_tasks()
    assert messages_to(comment.author) == []
    assert "stands" in messages_to(reporter)[0].subject


def test_an_author_is_told_at_once_that_a_comment_waits_out_of_sight(
    thread: Thread,
) -> None:
    comment = said(thread)
    people = [trusted_person() for _ in range(3)]
    for person in people:
        reported(comment, timezone.now(), by=person)
    run_ready_tasks()
    (waits,) = messages_to(comment.author)
    assert messages_to(people[0]) == []
    judge(comment, moderator_of(thread))
    run_ready_tasks()
    assert len(messages_to(comment.author)) == 2
    assert messages_to(comment.author)[1].url != waits.url
    assert len(messages_to(people[0])) == 1


def test_what_was_taken_back_before_anybody_knew_is_told_to_nobody(
    thread: Thread,
) -> None:
    comment, moderator = said(thread), moderator_of(thread)
    batch = judge(comment, moderator)
    undo(batch=batch, moderator=moderator, now=timezone.now())
    run_ready_tasks()
    assert [m.subject for m in messages_to(comment.author) if "أُخفي" in m.subject] == []


def test_who_was_answered_learns_of_a_held_answer_once_it_is_shown(
    thread: Thread,
) -> None:
    moderator = moderator_of(thread)
    add_phrase(
        authority=thread.authority,  # type: ignore[arg-type]
        moderator=moderator,
        phrase="كلب",
        rule="insult",
        now=timezone.now(),
    )
    asked = said(thread)
    answer = said(thread, "كلب الحراسة", parent=asked)
    run_ready_tasks()
    assert messages_to(asked.author) == []
    judge(answer, moderator, "keep")
    run_ready_tasks()
    (told,) = messages_to(asked.author)
    assert told.kind == MessageKind.REPLY


def test_an_appeal_is_told_to_other_moderators_and_its_answer_to_the_author(
    thread: Thread,
) -> None:
    first, second = moderator_of(thread), moderator_of(thread)
    comment = said(thread)
    judge(comment, first)
    run_ready_tasks()
    Message.objects.all().delete()
    act = ModerationAct.objects.select_related("comment__author").get()
    author = act.comment.author  # type: ignore[union-attr]
    assert author is not None
    appeal = file_appeal(act=act, author=author, words="لا", now=timezone.now())
    run_ready_tasks()
    assert messages_to(first) == []
    assert messages_to(second)[0].kind == MessageKind.WORK
    decide_appeal(
        appeal=appeal,
        moderator=second,
        is_upheld=True,
        answer="صدقت.",
        now=timezone.now(),
    )
    run_ready_tasks()
    (told,) = messages_to(author)
    assert told.text == "صدقت."
