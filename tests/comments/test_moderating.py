from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.errors import (
    TooLateToUndoError,
    UnknownRuleError,
    WordsNeededError,
)
from comments.models import (
    Act,
    Comment,
    ModerationAct,
    Report,
    Rule,
    Thread,
    Waiting,
    WaitingComment,
)
from comments.queries import moderation
from comments.queries.moderation import QueueFilter
from comments.services.changing import withdraw_comment
from comments.services.moderating import (
    Outcome,
    decide,
    decide_matching,
    make_decision,
)
from comments.services.undoing import undo
from foundation.accounts.models import Person
from foundation.audit.models import AuditEntry
from foundation.core.errors import NotAllowedError
from foundation.organisations.models import Role
from tests.factories.accounts import PersonFactory
from tests.factories.comments import ThreadFactory
from tests.factories.moderation import (
    moderator_of,
    old_hand,
    reported,
    said,
    trusted_person,
)
from tests.factories.organisations import AuthorityFactory, member_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def thread() -> Thread:
    return ThreadFactory()


@pytest.fixture
def moderator(thread: Thread) -> Person:
    return moderator_of(thread)


def settle(
    comments: list[Comment], moderator: Person, now: datetime, **what: Any
) -> Outcome:
    only_waiting = what.pop("only_waiting", True)
    authority = what.pop("authority", comments[0].thread.authority)
    return decide(
        pks=[comment.pk for comment in comments],
        decision=make_decision(**{"act": "hide", **what}),
        authority=authority,
        moderator=moderator,
        now=now,
        only_waiting=only_waiting,
    )


def counts(thread: Thread) -> tuple[int, int, int]:
    thread.refresh_from_db()
    return thread.comment_count, thread.for_count, thread.against_count


def test_hiding_takes_words_out_of_sight_and_out_of_every_count(
    thread: Thread, moderator: Person, now: datetime
) -> None:
    top = said(thread, stance="for", now=now)
    reply = said(thread, parent=top, stance="against", now=now)
    reported(reply, now)
    settle([reply], moderator, now, rule="hate", words="تعميم على جماعة.")
    top.refresh_from_db()
    reply.refresh_from_db()
    assert (reply.is_hidden, reply.hidden_rule) == (True, "hate")
    assert counts(thread) == (1, 1, 0)
    assert (top.branch_count, top.reply_count) == (0, 1)
    act = ModerationAct.objects.get()
    assert (act.act, act.rule, act.words) == ("hide", "hate", "تعميم على جماعة.")
    assert (act.moderator, act.role) == (moderator, "moderator")
    assert AuditEntry.objects.get(action="comment.hidden").target == (
        f"comment:{reply.public_id}"
    )


def test_restoring_brings_back_what_hiding_took(
    thread: Thread, moderator: Person, now: datetime
) -> None:
    top = said(thread, stance="for", now=now)
    reply = said(thread, parent=top, stance="against", now=now)
    before = counts(thread)
    for act in ("hide", "keep"):
        settle([top, reply], moderator, now, act=act, rule="spam", only_waiting=False)
    top.refresh_from_db()
    reply.refresh_from_db()
    assert counts(thread) == before
    assert (top.is_hidden, reply.is_hidden, top.branch_count) == (False, False, 1)
    assert list(ModerationAct.objects.values_list("act", flat=True)) == [
        *["hide"] * 2,
        *["restore"] * 2,
    ]


def test_dismissing_settles_the_reports_and_nothing_else(
    thread: Thread, moderator: Person, now: datetime
) -> None:
    comment = said(thread, now=now)
    reports = [reported(comment, now), reported(comment, now, rule="spam")]
    outcome = settle([comment], moderator, now, act="keep")
    comment.refresh_from_db()
    assert (outcome.done, comment.is_hidden, comment.report_count) == (1, False, 0)
    act = ModerationAct.objects.get(act=Act.DISMISS)
    assert {r.settled_by for r in Report.objects.filter(pk__in=[r.pk for r in reports])}
    assert not Report.objects.exclude(settled_by=act).exists()
    assert not WaitingComment.objects.exists()


def test_without_a_rule_a_comment_is_hidden_by_the_reported_one(
    thread: Thread, moderator: Person, now: datetime
) -> None:
    comment = said(thread, now=now)
    reported(comment, now, rule="privacy")
    settle([comment], moderator, now)
    comment.refresh_from_db()
    assert comment.hidden_rule == Rule.PRIVACY


def test_another_reason_needs_words_and_rules_have_to_exist() -> None:
    with pytest.raises(WordsNeededError):
        make_decision(act="hide", rule="other")
    with pytest.raises(UnknownRuleError):
        make_decision(act="hide", rule="boredom")
    with pytest.raises(UnknownRuleError):
        make_decision(act="shred", rule="spam")
    with pytest.raises(UnknownRuleError):
        make_decision(act="hide", as_reported=False)


def test_only_moderators_of_the_authority_decide(thread: Thread, now: datetime) -> None:
    comment = said(thread, now=now)
    reported(comment, now)
    assert thread.authority is not None
    others = [
        member_of(AuthorityFactory(), Role.MODERATOR),
        member_of(thread.authority, Role.EDITOR, Role.OFFICER, Role.APPROVER),
        old_hand(now),
    ]
    for person in others:
        with pytest.raises(NotAllowedError):
            settle([comment], person, now)
    settle([comment], PersonFactory(superuser=True), now)
    assert ModerationAct.objects.get().role == "administrator"


def test_comments_of_another_authority_are_left_alone(
    thread: Thread, moderator: Person, now: datetime
) -> None:
    foreign = said(ThreadFactory(), now=now)
    reported(foreign, now)
    outcome = settle([foreign], moderator, now, authority=thread.authority)
    foreign.refresh_from_db()
    assert (outcome.done, outcome.skipped, foreign.is_hidden) == (0, 1, False)


def test_nobody_moderates_their_own_comment(
    thread: Thread, moderator: Person, now: datetime
) -> None:
    own = said(thread, author=moderator, now=now)
    reported(own, now)
    assert settle([own], moderator, now, act="keep").skipped == 1
    assert settle([own], moderator, now).skipped == 1


def test_what_another_moderator_settled_in_the_meantime_is_skipped(
    thread: Thread, moderator: Person, now: datetime
) -> None:
    comment = said(thread, now=now)
    reported(comment, now)
    settle([comment], moderator_of(thread), now, act="keep")
    outcome = settle([comment], moderator, now, rule="spam")
    comment.refresh_from_db()
    assert (outcome.done, outcome.skipped, comment.is_hidden) == (0, 1, False)


def test_a_second_click_changes_nothing(
    thread: Thread, moderator: Person, now: datetime
) -> None:
    comment = said(thread, now=now)
    reported(comment, now)
    settle([comment], moderator, now)
    for only_waiting in (True, False):
        settle([comment], moderator, now, only_waiting=only_waiting, rule="spam")
    assert ModerationAct.objects.count() == 1
    assert counts(thread)[0] == 0


def test_what_its_author_withdrew_waits_for_nobody(
    thread: Thread, moderator: Person, now: datetime
) -> None:
    comment = said(thread, now=now)
    reported(comment, now)
    assert comment.author is not None
    withdraw_comment(comment=comment, person=comment.author, now=now)
    assert not WaitingComment.objects.exists()
    assert settle([comment], moderator, now, only_waiting=False).skipped == 1


def test_withdrawing_a_hidden_comment_and_restoring_it_keeps_the_counts(
    thread: Thread, moderator: Person, now: datetime
) -> None:
    comment, other = said(thread, stance="for", now=now), said(thread, now=now)
    settle([comment], moderator, now, rule="spam", only_waiting=False)
    assert comment.author is not None
    withdraw_comment(comment=comment, person=comment.author, now=now)
    assert settle([comment], moderator, now, act="keep", only_waiting=False).done == 0
    assert counts(thread) == (1, 0, 0)
    assert not Comment.objects.get(pk=other.pk).is_hidden


def test_a_hidden_official_reply_no_longer_ranks_its_branch(
    thread: Thread, moderator: Person, now: datetime
) -> None:
    assert thread.authority is not None
    officer = member_of(thread.authority, Role.OFFICER)
    top = said(thread, now=now)
    reply = said(
        thread, parent=top, author=officer, as_authority=thread.authority, now=now
    )
    assert Comment.objects.get(pk=top.pk).official_rank == 1
    settle([reply], moderator, now, rule="privacy", only_waiting=False)
    assert Comment.objects.get(pk=top.pk).official_rank == 0
    settle([reply], moderator, now, act="keep", only_waiting=False)
    assert Comment.objects.get(pk=top.pk).official_rank == 1


# Undo


def stand(comments: list[Comment]) -> list[tuple[Any, ...]]:
    fields = ("pk", "hidden_at", "hidden_rule", "report_count")
    pks = [comment.pk for comment in comments]
    rows = Comment.objects.filter(pk__in=pks).order_by("pk").values_list(*fields)
    columns = ("comment", "kind", "rule", "since")
    waiting = WaitingComment.objects.order_by("comment").values_list(*columns)
    reports = Report.objects.order_by("pk").values_list("pk", "settled_by")
    return [list(rows), list(waiting), list(reports)]


@pytest.mark.parametrize("act", ["hide", "keep"])
def test_undoing_brings_everything_back_to_where_it_stood(
    thread: Thread, moderator: Person, now: datetime, act: str
) -> None:
    open_one = said(thread, now=now)
    automatic = said(thread, stance="for", now=now)
    reported(open_one, now, rule="spam")
    reported(open_one, now + MINUTE)
    for _ in range(3):
        reported(automatic, now, by=trusted_person(now))
    before, counted = stand([open_one, automatic]), counts(thread)
    outcome = settle([open_one, automatic], moderator, now, act=act)
    assert stand([open_one, automatic]) != before
    undone = undo(batch=outcome.batch, moderator=moderator, now=now + MINUTE)
    assert (undone.done, undone.skipped) == (2, 0)
    again = stand([open_one, automatic])
    if act == "keep":  # shown and hidden again: that moment is a new one
        again[0] = [
            (pk, before[0][i][1], *rest) for i, (pk, _at, *rest) in enumerate(again[0])
        ]
    assert again == before
    assert counts(thread) == counted


def test_a_batch_is_undone_once_by_whom_it_was_done_and_soon(
    thread: Thread, moderator: Person, now: datetime
) -> None:
    comment = said(thread, now=now)
    reported(comment, now)
    batch = settle([comment], moderator, now).batch
    with pytest.raises(TooLateToUndoError):
        undo(batch=batch, moderator=moderator_of(thread), now=now)
    with pytest.raises(TooLateToUndoError):
        undo(batch=batch, moderator=moderator, now=now + 31 * MINUTE)
    with pytest.raises(TooLateToUndoError):
        undo(batch="", moderator=moderator, now=now)
    undo(batch=batch, moderator=moderator, now=now + MINUTE)
    with pytest.raises(TooLateToUndoError):
        undo(batch=batch, moderator=moderator, now=now + MINUTE)


def test_undoing_leaves_alone_what_somebody_else_has_decided_since(
    thread: Thread, moderator: Person, now: datetime
) -> None:
    mine, theirs = said(thread, now=now), said(thread, now=now)
    for comment in (mine, theirs):
        reported(comment, now)
    batch = settle([mine, theirs], moderator, now).batch
    settle([theirs], moderator_of(thread), now, act="keep", only_waiting=False)
    outcome = undo(batch=batch, moderator=moderator, now=now + MINUTE)
    assert (outcome.done, outcome.skipped) == (1, 1)


# Queue


def test_the_queue_is_the_authoritys_own(
    thread: Thread, moderator: Person, now: datetime
) -> None:
    mine, foreign = said(thread, now=now), said(ThreadFactory(), now=now)
    for comment in (mine, foreign):
        reported(comment, now)
    reading = moderation.read_queue(
        asked=QueueFilter(thread.authority), viewer=moderator, cursor=None, now=now
    )
    assert [item.comment for item in reading.items] == [mine]
    assert (reading.total, reading.counts) == (1, {"reported": 1})


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, 3),
        ({"kind": "reported"}, 2),
        ({"kind": "automatic"}, 1),
        ({"rule": "spam"}, 1),
        ({"age": "day"}, 1),
        ({"kind": "nonsense", "rule": "nonsense", "age": "nonsense"}, 3),
    ],
)
def test_filters_narrow_the_queue(
    thread: Thread, moderator: Person, now: datetime, asked: Any, found: int
) -> None:
    old, spam, automatic = (said(thread, now=now) for _ in range(3))
    reported(old, now - timedelta(days=2))
    reported(spam, now, rule="spam")
    for _ in range(3):
        reported(automatic, now, by=trusted_person(now))
    reading = moderation.read_queue(
        asked=QueueFilter(thread.authority, **asked),
        viewer=moderator,
        cursor=None,
        now=now,
    )
    assert (len(reading.items), reading.total) == (found, found)


def test_the_queue_takes_the_same_queries_whatever_waits(
    thread: Thread, moderator: Person, now: datetime, django_assert_num_queries: Any
) -> None:
    def read() -> int:
        reading = moderation.read_queue(
            asked=QueueFilter(thread.authority), viewer=moderator, cursor=None, now=now
        )
        return len(reading.items)

    top = said(thread, now=now)
    reported(said(thread, parent=top, now=now), now)
    with CaptureQueriesContext(connection) as few:
        assert read() == 1
    for _ in range(30):
        reported(said(thread, parent=top, now=now), now, words="لأنه جارح")
    with django_assert_num_queries(len(few)):
        assert read() == 25
    assert len(few) <= 12


def test_everything_that_matches_is_settled_in_short_transactions(
    thread: Thread, moderator: Person, now: datetime
) -> None:
    comments = [said(thread, now=now) for _ in range(120)]
    for comment in comments:
        reported(comment, now, rule="spam")
    late = said(thread, now=now)
    reported(late, now + MINUTE, rule="spam")
    asked = QueueFilter(thread.authority, rule="spam", until=now)
    outcome = decide_matching(
        asked=asked,
        decision=make_decision(act="hide"),
        moderator=moderator,
        now=now + 2 * MINUTE,
    )
    assert (outcome.done, outcome.skipped) == (120, 0)
    assert ModerationAct.objects.filter(batch=outcome.batch).count() == 120
    assert [row.comment for row in WaitingComment.objects.all()] == [late]
    assert counts(thread)[0] == 1
    undone = undo(batch=outcome.batch, moderator=moderator, now=now + 3 * MINUTE)
    assert undone.done == 120
    assert counts(thread)[0] == 121
    assert WaitingComment.objects.filter(kind=Waiting.REPORTED).count() == 121


def test_a_moderators_last_batch_can_be_found(
    thread: Thread, moderator: Person, now: datetime
) -> None:
    comments = [said(thread, now=now) for _ in range(2)]
    for comment in comments:
        reported(comment, now)
    assert moderation.last_batch(moderator, now=now) is None
    batch = settle(comments, moderator, now).batch
    last = moderation.last_batch(moderator, now=now + MINUTE)
    assert last is not None
    assert (last.batch, last.act, last.count) == (batch, "hide", 2)
    undo(batch=batch, moderator=moderator, now=now + MINUTE)
    assert moderation.last_batch(moderator, now=now + MINUTE) is None
