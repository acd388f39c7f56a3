from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.client import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comments.events import CommentsHidden, CommentsRestored
from comments.models import Comment, FoldMark, Thread
from comments.queries import ThreadReading, flat_page, read_alike, read_thread
from comments.services import (
    ImportedComment,
    detach_comment,
    edit_comment,
    import_comments,
    pin_comment,
    post_comment,
    react,
    withdraw_comment,
)
from foundation.accounts.models import Person
from foundation.core.errors import NotAllowedError
from foundation.core.events import announce
from foundation.organisations.models import Role
from frontend.numerals import number
from tests.factories.accounts import PersonFactory
from tests.factories.comments import ThreadFactory
from tests.factories.organisations import member_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
TEXT = (
    "نطالب ببناء رصيف عريض أمام المدرسة يتسع لعربات الأطفال والكراسي المتحركة "
    "قبل بداية العام الدراسي."
)
OTHER = TEXT.replace("المدرسة", "المستشفى")


@pytest.fixture
def thread(db: None) -> Thread:
    return ThreadFactory()


def say(thread: Thread, now: datetime, text: str = TEXT, **more: Any) -> Comment:
    author = more.pop("author", None) or PersonFactory(verified=True)
    return post_comment(thread=thread, author=author, text=text, now=now, **more)


def writer(comment: Comment) -> Person:
    assert comment.author is not None
    return comment.author


def read(thread: Thread, now: datetime, **more: Any) -> ThreadReading:
    fresh = Thread.objects.select_related("authority").get(pk=thread.pk)
    return read_thread(**{"thread": fresh, "viewer": None, "now": now, **more})


def group_of(comment: Comment) -> tuple[int, set[int]]:
    """Return what the comment counts and who stands under it."""
    comment.refresh_from_db()
    return comment.folded_count, set(comment.folded.values_list("pk", flat=True))


def hide(comment: Comment, now: datetime) -> None:
    Comment.objects.filter(pk=comment.pk).update(hidden_at=now, hidden_rule="spam")
    announce(CommentsHidden((comment.pk,), (0,)))


def show(comment: Comment) -> None:
    Comment.objects.filter(pk=comment.pk).update(hidden_at=None, hidden_rule="")
    announce(CommentsRestored((comment.pk,), (0,)))


def test_one_text_of_many_people_is_listed_once(thread: Thread, now: datetime) -> None:
    first = say(thread, now)
    others = [
        say(thread, now + n * MINUTE, f"{TEXT} {name}")
        for n, name in enumerate(("أحمد", "سارة", "ليلى العتيبي"))
    ]
    say(thread, now, OTHER)
    assert group_of(first) == (3, {other.pk for other in others})
    reading = read(thread, now)
    labels = [card.folded_label for card in reading.comments]
    assert labels.count("") == 1
    assert any(number(4) in label for label in labels)
    assert reading.count == 5
    assert len(flat_page(thread=thread, limit=9).items) == 5


def test_each_of_one_text_is_read_answered_and_assessed(
    thread: Thread, now: datetime, client: Client
) -> None:
    first = say(thread, now)
    other = say(thread, now, f"{TEXT} أحمد")
    react(comment=other, person=writer(first), value="agree", now=now)
    say(thread, now, "جواب", parent=other)
    page = client.get(reverse("comments:alike", args=[other.public_id]), follow=True)
    body = page.content.decode()
    for comment in (first, other):
        assert reverse("comments:comment", args=[comment.public_id]) in body
    own = client.get(reverse("comments:comment", args=[other.public_id]))
    assert f'id="comment-{other.public_id}"' in own.content.decode()
    assert "جواب" in own.content.decode()
    other.refresh_from_db()
    assert (other.agree_count, other.branch_count) == (1, 1)


@pytest.mark.parametrize(
    ("text", "more"),
    [
        (OTHER, {}),
        (f"لا {TEXT}", {}),
        (TEXT.replace("قبل", "بعد"), {}),
        (TEXT, {"stance": "against"}),
        (TEXT, {"stays_unfolded": True}),
    ],
)
def test_another_text_or_stance_is_not_folded(
    text: str, more: dict[str, Any], thread: Thread, now: datetime
) -> None:
    first = say(thread, now, stance="for")
    say(thread, now, text, **{"stance": "for", **more})
    assert group_of(first) == (0, set())


def test_short_texts_replies_and_official_ones_stay_apart(
    thread: Thread, now: datetime
) -> None:
    officer = member_of(thread.authority, Role.OFFICER)
    first = say(thread, now)
    for text in ("أوافق بشدة", "أوافق بشدة"):
        say(thread, now, text)
    say(thread, now, parent=first)
    say(thread, now, author=officer, as_authority=thread.authority)
    elsewhere = say(ThreadFactory(), now)
    assert not Comment.objects.filter(folded_under__isnull=False).exists()
    assert elsewhere.folded_under is None


def test_who_says_it_twice_is_one_person(thread: Thread, now: datetime) -> None:
    first = say(thread, now)
    twice = [say(thread, now, author=writer(first)) for _n in range(2)]
    reem = PersonFactory(verified=True)
    own = [say(thread, now, author=reem) for _n in range(2)]
    assert group_of(first) == (1, {row.pk for row in [*twice, *own]})
    withdraw_comment(comment=own[0], person=reem, now=now)
    assert group_of(first)[0] == 1
    withdraw_comment(comment=own[1], person=reem, now=now)
    assert group_of(first)[0] == 0


@pytest.mark.parametrize("how", ["withdrawn", "hidden", "edited", "detached"])
def test_the_next_stands_for_the_group_when_the_first_leaves(
    how: str, thread: Thread, now: datetime
) -> None:
    first = say(thread, now)
    second, third = (say(thread, now + n * MINUTE) for n in (1, 2))
    if how == "withdrawn":
        withdraw_comment(comment=first, person=writer(first), now=now)
    elif how == "hidden":
        hide(first, now)
    elif how == "edited":
        edit_comment(comment=first, person=writer(first), text=OTHER, now=now)
    else:
        detach_comment(comment=first, person=writer(first))
    assert group_of(first) == (0, set())
    assert group_of(second) == (1, {third.pk})
    second.refresh_from_db()
    assert second.folded_under is None
    fourth = say(thread, now)
    assert fourth.folded_under_id == second.pk


def test_a_hidden_comment_is_counted_again_when_it_is_shown(
    thread: Thread, now: datetime
) -> None:
    first, second, third = (say(thread, now + n * MINUTE) for n in range(3))
    hide(second, now)
    assert group_of(first)[0] == 1
    show(second)
    assert group_of(first) == (2, {second.pk, third.pk})
    hide(first, now)
    show(first)
    assert group_of(second) == (2, {first.pk, third.pk})


def test_one_shown_again_after_its_group_went_stands_by_itself(
    thread: Thread, now: datetime
) -> None:
    first, second = say(thread, now), say(thread, now)
    hide(second, now)
    withdraw_comment(comment=first, person=writer(first), now=now)
    show(second)
    second.refresh_from_db()
    assert second.folded_under is None
    assert say(thread, now).folded_under_id == second.pk


def test_editing_folds_and_unfolds(thread: Thread, now: datetime) -> None:
    first, other = say(thread, now), say(thread, now, OTHER)
    edited = edit_comment(comment=other, person=writer(other), text=TEXT, now=now)
    assert edited.folded_under_id == first.pk
    assert group_of(first)[0] == 1
    again = edit_comment(comment=other, person=writer(other), text=OTHER, now=now)
    assert again.folded_under_id is None
    assert group_of(first) == (0, set())
    assert say(thread, now, OTHER).folded_under_id == other.pk


def test_only_its_author_detaches_a_comment_and_for_good(
    thread: Thread, now: datetime, client: Client
) -> None:
    first, other = say(thread, now), say(thread, now)
    with pytest.raises(NotAllowedError):
        detach_comment(comment=other, person=writer(first))
    client.force_login(writer(other))
    url = reverse("comments:detach", args=[other.public_id])
    assert TEXT in client.get(url).content.decode()
    client.post(url)
    assert group_of(first) == (0, set())
    assert len(read(thread, now).comments) == 2
    edited = edit_comment(
        comment=other, person=writer(other), text=f"{TEXT} سارة", now=now
    )
    assert edited.folded_under_id is None
    assert client.get(url).status_code == 404


def test_a_pinned_comment_keeps_its_place(thread: Thread, now: datetime) -> None:
    officer = member_of(thread.authority, Role.OFFICER)
    first, pinned = say(thread, now), say(thread, now, OTHER)
    pin_comment(comment=pinned, person=officer, now=now)
    edit_comment(comment=pinned, person=writer(pinned), text=TEXT, now=now)
    assert group_of(first) == (0, set())
    hide(pinned, now)
    pinned.refresh_from_db()
    assert pinned.pinned_at is None


def test_what_is_imported_is_folded_too(thread: Thread, now: datetime) -> None:
    posted = say(thread, now, OTHER)
    rows = [
        ImportedComment(
            source_id=f"{n}", text=f"{text} {name}", posted_at=now + n * MINUTE
        )
        for n, (text, name) in enumerate(
            [
                (TEXT, "سارة"),
                (TEXT, "أحمد"),
                (OTHER, "ليلى"),
                (TEXT, "هند"),
                ("قصير", ""),
            ]
        )
    ]
    import_comments(thread=thread, rows=rows[:2], now=now + 9 * MINUTE)
    import_comments(thread=thread, rows=rows, now=now + 9 * MINUTE)
    first = thread.comments.get(source_id="0")
    assert group_of(first)[0] == 2
    assert group_of(posted)[0] == 1
    thread.refresh_from_db()
    assert thread.comment_count == 6
    assert len(read(thread, now).comments) == 3


@pytest.mark.parametrize("size", [1, 60])
def test_posting_one_text_more_costs_the_same(
    size: int, thread: Thread, now: datetime
) -> None:
    rows = [
        ImportedComment(source_id=f"{n}", text=TEXT, posted_at=now) for n in range(size)
    ]
    import_comments(thread=thread, rows=rows, now=now)
    reem = PersonFactory(verified=True)
    with CaptureQueriesContext(connection) as found:
        say(thread, now, author=reem)
    about = [q for q in found if "comments_" in q["sql"]]
    assert len(about) <= 14
    assert FoldMark.objects.values("comment").distinct().count() == 1


def test_the_page_of_one_text_takes_the_same_queries(
    thread: Thread, now: datetime
) -> None:
    first = say(thread, now)
    counts = []
    for size in (3, 60):
        rows = [
            ImportedComment(source_id=f"{size}-{n}", text=TEXT, posted_at=now)
            for n in range(size)
        ]
        import_comments(thread=thread, rows=rows, now=now)
        fresh = Comment.objects.select_related("thread", "author").get(pk=first.pk)
        with CaptureQueriesContext(connection) as found:
            reading = read_alike(first=fresh, viewer=None, now=now)
        counts.append(len(found))
    assert counts[0] == counts[1]
    assert len(reading.comments) == 51
    assert number(64) in reading.title
    assert reading.older_url


def test_no_one_of_a_campaign_is_lost(thread: Thread, now: datetime) -> None:
    """The short form of the measure in tests/bench: everything is there afterwards."""
    names = [f"{first} {second}" for first in "أبجدهوزحط" for second in "كلمنسعفصقر"]
    rows = [
        ImportedComment(source_id=str(n), text=f"{TEXT} {name}", posted_at=now)
        for n, name in enumerate(names)
    ]
    import_comments(thread=thread, rows=rows, now=now)
    for name in names[:3]:
        say(thread, now, f"{TEXT} {name}")
    first = thread.comments.get(parent=None, folded_under=None)
    assert first.folded_count == len(names) + 2
    assert {row.text for row in thread.comments.all()} == {
        f"{TEXT} {name}" for name in names
    }
