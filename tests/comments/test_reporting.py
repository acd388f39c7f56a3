from datetime import datetime, timedelta
from typing import Any

import pytest

from comments.errors import (
    AlreadyHiddenError,
    AlreadySettledError,
    CommentGoneError,
    ConfirmationNeededError,
    OwnReportError,
    SignInNeededError,
    TooManyReportsError,
    UnknownRuleError,
    WordsNeededError,
)
from comments.models import ModerationAct, Report, Thread, Waiting, WaitingComment
from comments.queries.trust import records_of, trust_of
from comments.services.changing import edit_comment, withdraw_comment
from comments.services.moderating import decide, make_decision
from comments.services.reporting import report_comment
from comments.states import Trust
from foundation.accounts.models import Person
from foundation.organisations.models import Role
from tests.factories.accounts import PersonFactory
from tests.factories.comments import CommentFactory, ThreadFactory
from tests.factories.moderation import (
    moderator_of,
    old_hand,
    reported,
    said,
    trusted_person,
)
from tests.factories.organisations import member_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def thread() -> Thread:
    return ThreadFactory()


def judge(comment: Any, now: datetime, act: str, **what: Any) -> None:
    decide(
        pks=[comment.pk],
        decision=make_decision(act=act, rule=what.pop("rule", "spam")),
        authority=comment.thread.authority,
        moderator=moderator_of(comment.thread),
        now=now,
        **what,
    )


def test_a_report_waits_for_a_moderator(thread: Thread, now: datetime) -> None:
    comment = said(thread, now=now)
    report = reported(comment, now, rule="other", words=" كلماتي ")
    comment.refresh_from_db()
    waiting = WaitingComment.objects.get()
    assert (report.words, report.is_trusted) == ("كلماتي", False)
    assert (waiting.comment, waiting.kind, waiting.rule) == (
        *(comment, Waiting.REPORTED),
        "other",
    )
    assert (comment.report_count, comment.is_hidden) == (1, False)


def test_reporting_twice_is_one_report(thread: Thread, now: datetime) -> None:
    comment, person = said(thread, now=now), old_hand(now)
    first = reported(comment, now, by=person)
    assert reported(comment, now, by=person, rule="spam") == first
    comment.refresh_from_db()
    assert comment.report_count == 1


def test_rules_exist_and_another_reason_is_said(thread: Thread, now: datetime) -> None:
    comment = said(thread, now=now)
    with pytest.raises(UnknownRuleError):
        reported(comment, now, rule="dull")
    with pytest.raises(WordsNeededError):
        reported(comment, now, rule="other", words="  ")
    assert not Report.objects.exists()


def test_only_confirmed_people_report(thread: Thread, now: datetime) -> None:
    comment = said(thread, now=now)
    with pytest.raises(ConfirmationNeededError):
        reported(comment, now, by=PersonFactory(registered=True))
    with pytest.raises(SignInNeededError):
        report_comment(comment=comment, reporter=None, rule="spam", now=now)  # type: ignore[arg-type]


def test_own_hidden_and_withdrawn_comments_cannot_be_reported(
    thread: Thread, now: datetime
) -> None:
    own, hidden, gone = (said(thread, now=now) for _ in range(3))
    assert own.author is not None
    assert gone.author is not None
    with pytest.raises(OwnReportError):
        reported(own, now, by=own.author)
    judge(hidden, now, "hide", only_waiting=False)
    with pytest.raises(AlreadyHiddenError):
        reported(hidden, now)
    withdraw_comment(comment=gone, person=gone.author, now=now)
    with pytest.raises(CommentGoneError):
        reported(gone, now)


def test_enough_trusted_reports_hide_a_comment_at_once(
    thread: Thread, now: datetime
) -> None:
    comment = said(thread, stance="for", now=now)
    for _ in range(5):
        reported(comment, now)
    for rule in ("spam", "hate"):
        reported(comment, now, by=trusted_person(now), rule=rule)
    comment.refresh_from_db()
    assert not comment.is_hidden
    reported(comment, now, by=trusted_person(now), rule="hate")
    comment.refresh_from_db()
    thread.refresh_from_db()
    act = ModerationAct.objects.get()
    assert (comment.hidden_rule, thread.for_count) == ("hate", 0)
    assert (act.trigger, act.moderator, act.role) == ("reports", None, "")
    assert WaitingComment.objects.get().kind == Waiting.AUTOMATIC
    assert Report.objects.filter(settled_by=None).count() == 8


def test_an_official_reply_is_never_hidden_by_reports(
    thread: Thread, now: datetime
) -> None:
    assert thread.authority is not None
    officer = member_of(thread.authority, Role.OFFICER)
    reply = said(thread, author=officer, as_authority=thread.authority, now=now)
    for _ in range(4):
        reported(reply, now, by=trusted_person(now))
    reply.refresh_from_db()
    assert not reply.is_hidden
    assert reply.report_count == 4


def test_how_many_reports_hide_is_a_setting(
    thread: Thread, now: datetime, settings: Any
) -> None:
    settings.SAWT_REPORTS_TO_HIDE = 1
    comment = said(thread, now=now)
    reported(comment, now, by=trusted_person(now))
    comment.refresh_from_db()
    assert comment.is_hidden


def test_what_a_moderator_let_stand_is_not_hidden_again_until_it_is_edited(
    thread: Thread, now: datetime
) -> None:
    comment, author = said(thread, now=now), None
    people = [trusted_person(now) for _ in range(3)]
    reported(comment, now)
    judge(comment, now + MINUTE, "keep")
    for person in people:
        reported(comment, now + 2 * MINUTE, by=person)
    comment.refresh_from_db()
    assert not comment.is_hidden
    judge(comment, now + 3 * MINUTE, "keep")
    with pytest.raises(AlreadySettledError):
        reported(comment, now + 4 * MINUTE, by=people[0])
    author = comment.author
    assert author is not None
    edit_comment(comment=comment, person=author, text="أسوأ", now=now + 5 * MINUTE)
    for person in people:
        reported(comment, now + 6 * MINUTE, by=person)
    comment.refresh_from_db()
    assert comment.is_hidden


def test_new_people_report_ten_times_an_hour(
    thread: Thread, now: datetime, settings: Any
) -> None:
    settings.SAWT_RATE_LIMITS = True
    newcomer = PersonFactory(joined_at=now - DAY)
    comments = CommentFactory.create_batch(11, thread=thread)
    for comment in comments[:10]:
        reported(comment, now, by=newcomer)
    with pytest.raises(TooManyReportsError):
        reported(comments[10], now, by=newcomer)
    reported(comments[10], now + timedelta(hours=1), by=newcomer)


# Trust


def someone(now: datetime, days: int, *, comments: int = 0, **fields: Any) -> Person:
    person = PersonFactory(joined_at=now - days * DAY, **fields)
    CommentFactory.create_batch(comments, author=person)
    return person


@pytest.mark.parametrize(
    ("days", "fields", "comments", "trust"),
    [
        (6, {}, 3, Trust.NEW),
        (7, {}, 3, Trust.KNOWN),
        (1, {"verified": True}, 0, Trust.KNOWN),
        (29, {"verified": True}, 3, Trust.KNOWN),
        (30, {"verified": True}, 2, Trust.KNOWN),
        (30, {"verified": True}, 3, Trust.TRUSTED),
        (400, {}, 9, Trust.KNOWN),
    ],
)
def test_trust_comes_of_verification_age_and_what_one_wrote(
    now: datetime, days: int, fields: Any, comments: int, trust: Trust
) -> None:
    person = someone(now, days, comments=comments, **fields)
    assert trust_of(person, now=now) == trust
    assert records_of([person], now=now)[person.pk].trust == trust


def test_a_hide_that_stands_costs_trust_and_three_make_one_new(
    thread: Thread, now: datetime
) -> None:
    person = someone(now, 400, comments=3, verified=True)
    comments = [said(thread, author=person, now=now) for _ in range(3)]
    expected = [Trust.KNOWN, Trust.KNOWN, Trust.NEW]
    for comment, trust in zip(comments, expected, strict=True):
        judge(comment, now, "hide", only_waiting=False)
        assert trust_of(person, now=now) == trust
    record = records_of([person], now=now)[person.pk]
    assert (record.comment_count, record.hidden_count) == (6, 3)
    assert trust_of(person, now=now + 91 * DAY) == Trust.KNOWN
    assert trust_of(person, now=now + 181 * DAY) == Trust.TRUSTED
    for comment in comments:
        judge(comment, now, "keep", only_waiting=False)
    assert trust_of(person, now=now) == Trust.TRUSTED


def test_hiding_by_reports_alone_costs_no_trust(thread: Thread, now: datetime) -> None:
    person = someone(now, 400, comments=3, verified=True)
    comment = said(thread, author=person, now=now)
    for _ in range(3):
        reported(comment, now, by=trusted_person(now))
    assert trust_of(person, now=now) == Trust.TRUSTED
