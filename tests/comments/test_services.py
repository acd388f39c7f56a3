from datetime import datetime, timedelta
from typing import Any

import pytest

from comments import services
from comments.errors import (
    CommentGoneError,
    CommentsDisabledError,
    ConfirmationNeededError,
    EditingTimeOverError,
    OwnCommentError,
    ParentElsewhereError,
    SignInNeededError,
    StaleEditError,
    ThreadClosedError,
    ThreadNotOpenYetError,
    TooManyCommentsError,
    UnknownReactionError,
    UnknownStanceError,
    VerificationNeededError,
)
from comments.events import CommentPosted, OfficialReplyPosted
from comments.models import Comment, Reaction, Thread
from comments.permissions import can_comment, why_not_comment
from foundation.accounts.models import Level, Person
from foundation.audit.models import AuditEntry
from foundation.core import events
from foundation.core.errors import KeyReusedError, NotAllowedError
from foundation.core.text import EmptyTextError, NulInTextError, TextTooLongError
from foundation.organisations.models import Role
from tests.factories.accounts import PersonFactory
from tests.factories.comments import ThreadFactory
from tests.factories.organisations import AuthorityFactory, member_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def thread(now: datetime) -> Thread:
    return ThreadFactory(opens_at=now - DAY, closes_at=now + DAY)


@pytest.fixture
def reem(now: datetime) -> Person:
    return PersonFactory(display_name="ريم", joined_at=now - 100 * DAY)


@pytest.fixture
def salem(now: datetime) -> Person:
    return PersonFactory(display_name="سالم", joined_at=now - 100 * DAY)


def say(thread: Thread, author: Person, now: datetime, **what: object) -> Comment:
    return services.post_comment(
        **{"thread": thread, "author": author, "text": "أوافق", "now": now, **what}
    )


def test_threads_are_made_in_bulk(django_assert_num_queries: object) -> None:
    authority = AuthorityFactory()
    threads = services.create_threads(count=120, authority=authority, is_enabled=False)
    assert len({thread.pk for thread in threads}) == 120
    assert not any(t.is_enabled for t in Thread.objects.filter(authority=authority))


def test_the_window_of_many_threads_moves_at_once(now: datetime) -> None:
    threads = services.create_threads(count=3, authority=None)
    moved = services.set_thread_window(
        thread_ids=[thread.pk for thread in threads],
        opens_at=now,
        closes_at=now + DAY,
        is_enabled=True,
        least_level=Level.VERIFIED,
    )
    threads[0].refresh_from_db()
    assert moved == 3
    assert threads[0].is_open(now=now)
    assert not threads[0].is_open(now=now + DAY)


def test_a_comment_keeps_its_words_and_shows_them_as_html(
    thread: Thread, reem: Person, now: datetime
) -> None:
    comment = say(thread, reem, now, text=" **الرصيف**\r\nضيق \n", stance="against")
    comment.refresh_from_db()
    assert comment.text == "**الرصيف**\nضيق"
    assert comment.html == "<p><strong>الرصيف</strong><br>\nضيق</p>"
    assert (comment.language, comment.direction) == ("ar", "rtl")
    thread.refresh_from_db()
    assert (thread.comment_count, thread.against_count) == (1, 1)
    assert thread.last_comment_at == now


def test_a_reply_knows_its_place(thread: Thread, reem: Person, now: datetime) -> None:
    top = say(thread, reem, now)
    reply = say(thread, reem, now, parent=top, stance="question")
    deeper = say(thread, reem, now, parent=reply, text="I agree")
    assert (reply.depth, reply.root_id) == (1, top.pk)
    assert (deeper.depth, deeper.root_id) == (2, top.pk)
    assert (deeper.language, deeper.direction) == ("en", "ltr")
    top.refresh_from_db()
    thread.refresh_from_db()
    assert top.reply_count == 1
    assert (thread.comment_count, thread.question_count) == (3, 1)


def test_a_comment_is_told_to_those_who_listen(
    thread: Thread, reem: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[CommentPosted] = []
    monkeypatch.setitem(events._within, CommentPosted, [heard.append])
    comment = say(thread, reem, now)
    assert heard == [CommentPosted(comment_id=comment.pk, thread_id=thread.pk)]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (" \n\t", EmptyTextError),
        ("a\x00b", NulInTextError),
        ("x" * 10_001, TextTooLongError),
    ],
)
def test_a_text_that_is_none_is_refused(
    thread: Thread, reem: Person, now: datetime, text: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        say(thread, reem, now, text=text)
    assert say(thread, reem, now, text="x" * 10_000).pk


def test_a_stance_that_does_not_exist_is_refused(
    thread: Thread, reem: Person, now: datetime
) -> None:
    with pytest.raises(UnknownStanceError):
        say(thread, reem, now, stance="maybe")


def test_the_refusal_says_when_comments_were_or_will_be_possible(
    thread: Thread, reem: Person, now: datetime
) -> None:
    with pytest.raises(ThreadNotOpenYetError, match="نوفمبر"):
        say(thread, reem, now - 2 * DAY)
    with pytest.raises(ThreadClosedError, match="نوفمبر"):
        say(thread, reem, now + DAY)
    assert say(thread, reem, now + DAY - timedelta(seconds=1)).pk
    assert thread.comments.count() == 1


def test_a_thread_that_is_switched_off_takes_nothing(
    reem: Person, now: datetime
) -> None:
    with pytest.raises(CommentsDisabledError):
        say(ThreadFactory(is_enabled=False), reem, now)


def test_the_level_of_the_thread_decides_who_writes(now: datetime) -> None:
    registered = PersonFactory(registered=True)
    confirmed = PersonFactory()
    verified = PersonFactory(verified=True)
    with pytest.raises(ConfirmationNeededError):
        say(ThreadFactory(), registered, now)
    strict = ThreadFactory(least_level=Level.VERIFIED)
    with pytest.raises(VerificationNeededError):
        say(strict, confirmed, now)
    assert say(strict, verified, now).pk
    assert can_comment(verified, strict, now=now)
    assert isinstance(why_not_comment(None, strict, now=now), SignInNeededError)


def test_asking_whether_somebody_can_comment_costs_no_query(
    thread: Thread, reem: Person, now: datetime, django_assert_num_queries: Any
) -> None:
    fresh = Thread.objects.get(pk=thread.pk)
    with django_assert_num_queries(0):
        assert can_comment(reem, fresh, now=now)
        assert not can_comment(reem, fresh, now=now + DAY)


def test_the_same_key_gives_the_first_comment_again(
    thread: Thread, reem: Person, now: datetime
) -> None:
    first = say(thread, reem, now, submission_key="k1")
    again = say(thread, reem, now + 3 * DAY, submission_key="k1")
    assert again == first
    thread.refresh_from_db()
    assert thread.comment_count == 1


def test_the_same_key_with_other_content_is_refused(
    thread: Thread, reem: Person, salem: Person, now: datetime
) -> None:
    first = say(thread, reem, now, submission_key="k1")
    for other in ({"text": "لا"}, {"stance": "for"}, {"parent": first}):
        with pytest.raises(KeyReusedError):
            say(thread, reem, now, submission_key="k1", **other)
    assert say(thread, salem, now, submission_key="k1") != first


def test_an_edit_does_not_turn_a_repetition_into_other_content(
    thread: Thread, reem: Person, now: datetime
) -> None:
    first = say(thread, reem, now, submission_key="k1")
    services.edit_comment(comment=first, person=reem, text="بل أرفض", now=now)
    assert say(thread, reem, now, submission_key="k1") == first


def test_any_key_can_be_a_key(thread: Thread, reem: Person, now: datetime) -> None:
    key = "مفتاح\x00" * 100
    assert say(thread, reem, now, submission_key=key) == say(
        thread, reem, now, submission_key=key
    )


def test_a_parent_from_another_thread_is_refused(
    thread: Thread, reem: Person, now: datetime
) -> None:
    elsewhere = say(ThreadFactory(), reem, now)
    with pytest.raises(ParentElsewhereError):
        say(thread, reem, now, parent=elsewhere)


def test_a_withdrawn_comment_is_not_answered(
    thread: Thread, reem: Person, now: datetime
) -> None:
    gone = say(thread, reem, now)
    services.withdraw_comment(comment=gone, person=reem, now=now)
    with pytest.raises(CommentGoneError):
        say(thread, reem, now, parent=gone)


def test_an_officer_answers_with_the_badge(
    thread: Thread, reem: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[OfficialReplyPosted] = []
    monkeypatch.setitem(events._within, OfficialReplyPosted, [heard.append])
    officer = member_of(thread.authority, Role.OFFICER)
    top = say(thread, reem, now)
    reply = say(thread, officer, now, parent=top, as_authority=thread.authority)
    assert reply.authority == thread.authority
    assert heard == [
        OfficialReplyPosted(comment_id=reply.pk, thread_id=thread.pk, parent_id=top.pk)
    ]
    entry = AuditEntry.objects.get(action="comment.answered_officially")
    assert entry.target == f"comment:{reply.public_id}"
    assert entry.authority == thread.authority.slug


def test_only_the_threads_own_people_answer_officially(
    thread: Thread, reem: Person, now: datetime
) -> None:
    other = AuthorityFactory()
    stranger = member_of(other, Role.OFFICER)
    moderator = member_of(thread.authority, Role.MODERATOR)
    for person, authority in [
        (reem, thread.authority),
        (moderator, thread.authority),
        (stranger, thread.authority),
        (stranger, other),
    ]:
        with pytest.raises(NotAllowedError):
            say(thread, person, now, as_authority=authority)
    assert thread.comments.count() == 0


def test_an_authority_can_reply_after_the_close(
    thread: Thread, reem: Person, now: datetime
) -> None:
    officer = member_of(thread.authority, Role.OFFICER)
    top = say(thread, reem, now)
    late = now + 2 * DAY
    with pytest.raises(ThreadClosedError):
        say(thread, officer, late, parent=top)
    with pytest.raises(ThreadClosedError):
        say(thread, officer, late, as_authority=thread.authority)
    assert say(thread, officer, late, parent=top, as_authority=thread.authority).pk


def test_a_new_account_writes_ten_comments_an_hour(
    thread: Thread, now: datetime
) -> None:
    newcomer = PersonFactory(joined_at=now - HOUR)
    for minute in range(10):
        say(thread, newcomer, now + timedelta(minutes=minute))
    with pytest.raises(TooManyCommentsError) as refusal:
        say(thread, newcomer, now + timedelta(minutes=10))
    assert refusal.value.status == 429
    assert refusal.value.retry_after_seconds == 50 * 60 + 1
    assert say(thread, newcomer, now + timedelta(minutes=61)).pk


def test_trusted_accounts_are_not_limited(
    thread: Thread, reem: Person, now: datetime, settings: object
) -> None:
    verified = PersonFactory(verified=True, joined_at=now)
    newcomer = PersonFactory(joined_at=now)
    for person in (reem, verified):
        for _number in range(11):
            say(thread, person, now)
    settings.SAWT_RATE_LIMITS = False  # type: ignore[attr-defined]
    for _number in range(11):
        say(thread, newcomer, now)


def test_an_edit_keeps_the_earlier_words_in_public(
    thread: Thread, reem: Person, now: datetime
) -> None:
    comment = say(thread, reem, now, stance="for")
    edited = services.edit_comment(
        comment=comment, person=reem, text="أرفض", stance="against", now=now
    )
    assert (edited.text, edited.html) == ("أرفض", "<p>أرفض</p>")
    assert [w.text for w in comment.earlier_wordings.all()] == ["أوافق"]
    thread.refresh_from_db()
    assert (thread.for_count, thread.against_count) == (0, 1)


def test_an_edit_that_changes_nothing_leaves_no_trace(
    thread: Thread, reem: Person, now: datetime
) -> None:
    comment = say(thread, reem, now)
    same = services.edit_comment(comment=comment, person=reem, text="أوافق ", now=now)
    assert same.edited_at is None
    assert not comment.earlier_wordings.exists()


def test_an_edit_from_a_stale_form_is_refused(
    thread: Thread, reem: Person, now: datetime
) -> None:
    comment = say(thread, reem, now)
    opened_with = comment.edition
    fresh = services.edit_comment(
        comment=comment, person=reem, text="أرفض", edition=opened_with, now=now
    )
    with pytest.raises(StaleEditError):
        services.edit_comment(
            comment=comment, person=reem, text="أتحفظ", edition=opened_with, now=now
        )
    # The same words once more, from a second click, are no conflict.
    services.edit_comment(
        comment=comment, person=reem, text="أرفض", edition=opened_with, now=now
    )
    services.edit_comment(
        comment=comment, person=reem, text="أتحفظ", edition=fresh.edition, now=now
    )


def test_only_the_author_edits_and_only_in_time(
    thread: Thread, reem: Person, salem: Person, now: datetime
) -> None:
    comment = say(thread, reem, now)
    last_minute = now + timedelta(minutes=thread.edit_minutes, seconds=-1)
    with pytest.raises(NotAllowedError):
        services.edit_comment(comment=comment, person=salem, text="x", now=now)
    with pytest.raises(EditingTimeOverError):
        services.edit_comment(
            comment=comment,
            person=reem,
            text="x",
            now=last_minute + timedelta(seconds=1),
        )
    services.edit_comment(comment=comment, person=reem, text="x", now=last_minute)


def test_nothing_is_edited_after_the_close(reem: Person, now: datetime) -> None:
    thread = ThreadFactory(closes_at=now + timedelta(minutes=5))
    comment = say(thread, reem, now)
    with pytest.raises(ThreadClosedError):
        services.edit_comment(
            comment=comment, person=reem, text="x", now=now + timedelta(minutes=5)
        )


def test_withdrawing_leaves_a_tombstone_and_the_replies(
    thread: Thread, reem: Person, salem: Person, now: datetime
) -> None:
    top = say(thread, reem, now, stance="for", text="كلام يُنسى")
    services.edit_comment(comment=top, person=reem, text="كلام آخر", now=now)
    reply = say(thread, salem, now, parent=top)
    for _twice in range(2):
        services.withdraw_comment(comment=top, person=reem, now=now)
    top.refresh_from_db()
    thread.refresh_from_db()
    assert (top.is_withdrawn, top.text, top.html, top.stance) == (True, "", "", "")
    assert not top.earlier_wordings.exists()
    assert top.reply_count == 1
    assert (thread.comment_count, thread.for_count) == (1, 0)
    assert Comment.objects.filter(pk=reply.pk, parent=top).exists()
    assert AuditEntry.objects.filter(action="comment.withdrawn").count() == 1


def test_only_the_author_withdraws(
    thread: Thread, reem: Person, salem: Person, now: datetime
) -> None:
    comment = say(thread, reem, now)
    with pytest.raises(NotAllowedError):
        services.withdraw_comment(comment=comment, person=salem, now=now)
    services.withdraw_comment(comment=comment, person=reem, now=now + 9 * DAY)


def test_one_reaction_a_person_changeable(
    thread: Thread, reem: Person, salem: Person, now: datetime
) -> None:
    comment = say(thread, reem, now)
    counts = []
    for value in ("agree", "agree", "disagree", "none", "none"):
        row = services.react(comment=comment, person=salem, value=value, now=now)
        counts.append((row.agree_count, row.disagree_count))
    assert counts == [(1, 0), (1, 0), (0, 1), (0, 0), (0, 0)]
    assert not Reaction.objects.exists()


def test_best_uses_agreement_and_disagreement(
    thread: Thread, reem: Person, now: datetime
) -> None:
    comment = say(thread, reem, now)
    for value in ("agree", "agree", "disagree"):
        row = services.react(
            comment=comment, person=PersonFactory(), value=value, now=now
        )
    assert row.score == pytest.approx(services.wilson_lower_bound(2, 3))


def test_what_cannot_be_assessed_is_refused(
    thread: Thread, reem: Person, salem: Person, now: datetime
) -> None:
    comment = say(thread, reem, now)
    with pytest.raises(OwnCommentError):
        services.react(comment=comment, person=reem, value="agree", now=now)
    with pytest.raises(UnknownReactionError):
        services.react(comment=comment, person=salem, value="love", now=now)
    with pytest.raises(ThreadClosedError):
        services.react(comment=comment, person=salem, value="agree", now=now + DAY)
    services.withdraw_comment(comment=comment, person=reem, now=now)
    with pytest.raises(CommentGoneError):
        services.react(comment=comment, person=salem, value="agree", now=now)
    assert not Reaction.objects.exists()
