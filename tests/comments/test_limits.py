"""What the limits of trust, slow mode, stopped threads and word lists do to writers."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from comments.errors import (
    AppealDecidedError,
    AppealedAlreadyError,
    EmptyPhraseError,
    NotAppealableError,
    OwnDecisionError,
    PhraseKnownError,
    SlowModeError,
    ThreadStoppedError,
    TooManyLinksError,
)
from comments.models import Comment, ModerationAct, Thread, Waiting, WaitingComment
from comments.services.appealing import decide_appeal, file_appeal
from comments.services.blocking import add_phrase, remove_phrase
from comments.services.changing import edit_comment
from comments.services.moderating import decide, make_decision
from comments.services.stopping import resume_thread, slow_thread, stop_thread
from foundation.accounts.models import Person
from foundation.audit.models import AuditEntry
from foundation.core.errors import InvalidInputError, NotAllowedError
from foundation.core.text import EmptyTextError
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
from tests.factories.organisations import member_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
LINKS = "https://a.example www.b.example c.com/x"


@pytest.fixture
def thread() -> Thread:
    return ThreadFactory()


@pytest.fixture
def moderator(thread: Thread) -> Person:
    return moderator_of(thread)


def test_new_people_write_two_links_and_no_more(
    thread: Thread, now: datetime, settings: Any
) -> None:
    settings.SAWT_RATE_LIMITS = True
    newcomer = PersonFactory(joined_at=now - DAY)
    with pytest.raises(TooManyLinksError):
        said(thread, LINKS, author=newcomer, now=now)
    comment = said(thread, "https://a.example c.com", author=newcomer, now=now)
    with pytest.raises(TooManyLinksError):
        edit_comment(comment=comment, person=newcomer, text=LINKS, now=now)
    assert said(thread, LINKS, author=old_hand(now), now=now)
    settings.SAWT_RATE_LIMITS = False
    assert said(thread, LINKS, author=newcomer, now=now)


def test_a_sentence_with_points_holds_no_links(
    thread: Thread, now: datetime, settings: Any
) -> None:
    settings.SAWT_RATE_LIMITS = True
    newcomer = PersonFactory(joined_at=now - DAY)
    text = "انتهى.بدأ. e.g. i.e. 3.5 a@b.com x@c.net y@d.org م.ع.س"
    assert said(thread, text, author=newcomer, now=now)


def test_a_stopped_discussion_says_why(
    thread: Thread, moderator: Person, now: datetime
) -> None:
    with pytest.raises(EmptyTextError):
        stop_thread(thread=thread, moderator=moderator, reason=" ", now=now)
    with pytest.raises(NotAllowedError):
        stop_thread(thread=thread, moderator=old_hand(now), reason="ا", now=now)
    for _click in range(2):
        stop_thread(thread=thread, moderator=moderator, reason="تكرر السب.", now=now)
    with pytest.raises(ThreadStoppedError, match="تكرر السب"):
        said(thread, now=now)
    for _click in range(2):
        resume_thread(thread=thread, moderator=moderator, now=now)
    assert said(thread, now=now)
    acts = ModerationAct.objects.order_by("pk").values_list("act", "words")
    assert list(acts) == [("stop", "تكرر السب."), ("resume", "")]
    assert AuditEntry.objects.filter(action="thread.stopped").count() == 1


def test_slow_mode_lets_everyone_wait(
    thread: Thread, moderator: Person, now: datetime
) -> None:
    with pytest.raises(InvalidInputError):
        slow_thread(thread=thread, moderator=moderator, seconds=-1, now=now)
    slow_thread(thread=thread, moderator=moderator, seconds=300, now=now)
    author = old_hand(now)
    said(thread, author=author, now=now)
    with pytest.raises(SlowModeError) as refusal:
        said(thread, author=author, now=now + 4 * MINUTE)
    assert refusal.value.retry_after_seconds == 61
    assert said(thread, author=old_hand(now), now=now + 4 * MINUTE)
    assert said(thread, author=author, now=now + 5 * MINUTE)
    slow_thread(thread=thread, moderator=moderator, seconds=0, now=now)
    assert said(thread, author=author, now=now + 5 * MINUTE)


def test_the_badge_does_not_wait(
    thread: Thread, moderator: Person, now: datetime
) -> None:
    assert thread.authority is not None
    officer = member_of(thread.authority, Role.OFFICER)
    slow_thread(thread=thread, moderator=moderator, seconds=300, now=now)
    for _ in range(2):
        said(thread, author=officer, as_authority=thread.authority, now=now)
    assert thread.comments.count() == 2


# Word lists


def block(thread: Thread, moderator: Person, now: datetime, phrase: str = "كلب") -> Any:
    assert thread.authority is not None
    return add_phrase(
        authority=thread.authority,
        moderator=moderator,
        phrase=phrase,
        rule="insult",
        now=now,
    )


def test_a_comment_with_a_blocked_phrase_waits_out_of_sight(
    thread: Thread, moderator: Person, now: datetime
) -> None:
    block(thread, moderator, now)
    top = said(thread, now=now)
    comment = said(thread, "يا كَلـب!", parent=top, stance="against", now=now)
    comment.refresh_from_db()
    thread.refresh_from_db()
    top.refresh_from_db()
    assert (comment.is_hidden, comment.hidden_rule) == (True, "insult")
    assert (thread.comment_count, thread.against_count) == (1, 0)
    assert (top.reply_count, top.branch_count) == (1, 0)
    assert WaitingComment.objects.get().kind == Waiting.BLOCKLIST
    act = ModerationAct.objects.get()
    assert (act.trigger, act.moderator) == ("blocklist", None)


def test_an_edit_is_compared_as_well(
    thread: Thread, moderator: Person, now: datetime
) -> None:
    block(thread, moderator, now)
    comment = said(thread, now=now)
    assert comment.author is not None
    edit_comment(comment=comment, person=comment.author, text="كلب", now=now)
    comment.refresh_from_db()
    assert comment.is_hidden


def test_a_list_is_the_authoritys_own_and_the_badge_is_free(
    thread: Thread, moderator: Person, now: datetime
) -> None:
    block(thread, moderator, now)
    elsewhere = said(ThreadFactory(), "كلب", now=now)
    assert thread.authority is not None
    officer = member_of(thread.authority, Role.OFFICER)
    official = said(
        thread, "كلب", author=officer, as_authority=thread.authority, now=now
    )
    rows = Comment.objects.filter(pk__in=[elsewhere.pk, official.pk])
    assert not rows.filter(hidden_at__isnull=False).exists()


def test_a_held_comment_is_shown_when_a_moderator_has_looked(
    thread: Thread, moderator: Person, now: datetime
) -> None:
    block(thread, moderator, now)
    comment = said(thread, "كلب الحراسة ضروري", now=now)
    decide(
        pks=[comment.pk],
        decision=make_decision(act="keep"),
        authority=thread.authority,
        moderator=moderator,
        now=now,
    )
    comment.refresh_from_db()
    thread.refresh_from_db()
    assert (comment.is_hidden, thread.comment_count) == (False, 1)


def test_a_list_is_kept_by_moderators(
    thread: Thread, moderator: Person, now: datetime
) -> None:
    row = block(thread, moderator, now)
    with pytest.raises(PhraseKnownError):
        block(thread, moderator, now, phrase="كَلـب")
    with pytest.raises(EmptyPhraseError):
        block(thread, moderator, now, phrase="…!")
    with pytest.raises(NotAllowedError):
        block(thread, old_hand(now), now, phrase="آخر")
    assert thread.authority is not None
    stranger = moderator_of(ThreadFactory())
    with pytest.raises(NotAllowedError):
        remove_phrase(
            authority=thread.authority, moderator=stranger, phrase_id=row.pk, now=now
        )
    for _click in range(2):
        remove_phrase(
            authority=thread.authority, moderator=moderator, phrase_id=row.pk, now=now
        )
    assert not thread.authority.blocked_phrases.exists()


# Appeals


@pytest.fixture
def hide(thread: Thread, moderator: Person, now: datetime) -> ModerationAct:
    comment = said(thread, now=now)
    decide(
        pks=[comment.pk],
        decision=make_decision(act="hide", rule="hate"),
        authority=thread.authority,
        moderator=moderator,
        now=now,
        only_waiting=False,
    )
    return ModerationAct.objects.select_related("comment__author").get()


def appealed(act: ModerationAct, now: datetime, words: str = "لا") -> Any:
    assert act.comment is not None
    assert act.comment.author is not None
    return file_appeal(act=act, author=act.comment.author, words=words, now=now)


def test_an_upheld_appeal_shows_the_comment_again(
    thread: Thread, hide: ModerationAct, now: datetime
) -> None:
    appeal = appealed(hide, now)
    decide_appeal(
        appeal=appeal,
        moderator=moderator_of(thread),
        is_upheld=True,
        answer="صدقت.",
        now=now,
    )
    comment = Comment.objects.get(pk=hide.comment_id)
    thread.refresh_from_db()
    assert (comment.is_hidden, thread.comment_count) == (False, 1)
    assert ModerationAct.objects.get(act="restore").undoes == hide


def test_a_rejected_appeal_leaves_it_hidden_and_is_the_last(
    thread: Thread, hide: ModerationAct, now: datetime
) -> None:
    appeal = appealed(hide, now)
    second = moderator_of(thread)
    answer = {"appeal": appeal, "is_upheld": False, "answer": "لا.", "now": now}
    decide_appeal(moderator=second, **answer)
    with pytest.raises(AppealDecidedError):
        decide_appeal(moderator=moderator_of(thread), **answer)
    assert appealed(hide, now) == appeal
    with pytest.raises(AppealedAlreadyError):
        appealed(hide, now, "غير ذلك")
    assert Comment.objects.get(pk=hide.comment_id).is_hidden


def test_neither_the_first_moderator_nor_a_stranger_answers(
    thread: Thread, hide: ModerationAct, moderator: Person, now: datetime
) -> None:
    appeal = appealed(hide, now)
    answer = {"appeal": appeal, "is_upheld": True, "answer": "نعم", "now": now}
    with pytest.raises(OwnDecisionError):
        decide_appeal(moderator=moderator, **answer)
    with pytest.raises(NotAllowedError):
        decide_appeal(moderator=moderator_of(ThreadFactory()), **answer)
    administrator = PersonFactory(superuser=True)
    assert decide_appeal(moderator=administrator, **answer).is_upheld


def test_only_the_author_appeals_and_only_what_stands(
    thread: Thread, hide: ModerationAct, moderator: Person, now: datetime
) -> None:
    with pytest.raises(NotAllowedError):
        file_appeal(act=hide, author=old_hand(now), words="لا", now=now)
    decide(
        pks=[hide.comment_id or 0],
        decision=make_decision(act="keep"),
        authority=thread.authority,
        moderator=moderator,
        now=now,
        only_waiting=False,
    )
    hide = ModerationAct.objects.select_related("comment__author").get(pk=hide.pk)
    with pytest.raises(NotAppealableError):
        appealed(hide, now)


def test_what_waits_for_a_moderator_anyway_is_not_appealed(
    thread: Thread, now: datetime, settings: Any
) -> None:
    settings.SAWT_REPORTS_TO_HIDE = 1
    comment = said(thread, now=now)
    reported(comment, now, by=trusted_person(now))
    act = ModerationAct.objects.select_related("comment__author").get()
    with pytest.raises(NotAppealableError):
        appealed(act, now)
