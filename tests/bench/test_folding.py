"""A campaign: tens of thousands of comments that are one text, none of them lost.

`CAMPAIGN_SIZE` says how many people take part in it; 75,000 without it.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.models import Comment, FoldMark
from comments.queries import read_alike, read_thread
from comments.services import (
    ImportedComment,
    import_comments,
    post_comment,
    withdraw_comment,
)
from tests.factories.accounts import PersonFactory
from tests.factories.comments import ThreadFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

T = TypeVar("T")
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PEOPLE = int(os.environ.get("CAMPAIGN_SIZE", "75000"))
GREETINGS = ("", "السلام عليكم، ", "إلى السيد رئيس البلدية، ", "السادة المحترمون: ")
TEXT = (
    "نطالب ببناء رصيف عريض أمام المدرسة يتسع لعربات الأطفال والكراسي المتحركة، "
    "وبإنارة الشارع ليلًا قبل بداية العام الدراسي."
)
FIRST = ("أحمد", "سارة", "ليلى", "هند", "سالم", "ريم", "خالد", "نورة", "فهد", "منى")
LAST = ("الزهراني", "العتيبي", "الحارثي", "الشمري", "القحطاني", "الدوسري", "الغامدي")
# What turns the sentence round stays apart.
APART = (
    f"لا {TEXT}",
    TEXT.replace("ببناء", "بهدم"),
    TEXT.replace("قبل", "بعد"),
    TEXT.replace("المدرسة", "المستشفى"),
    f"{TEXT} أطالب بمترين.".replace("بمترين", "2"),
)


def campaign(people: int) -> Iterator[ImportedComment]:
    for number in range(people):
        name = f"{FIRST[number % 10]} {LAST[number % 7]}"
        text = f"{GREETINGS[number % 4]}{TEXT}{'' if number % 3 else ' !'}\n{name}"
        yield said(number, text.replace("ة", "ه") if number % 5 == 0 else text)
    for number, text in enumerate(APART, start=people):
        yield said(number, text)


def said(number: int, text: str) -> ImportedComment:
    at = NOW - timedelta(days=90) + timedelta(seconds=number)
    return ImportedComment(source_id=f"c{number}", text=text, posted_at=at)


def test_a_campaign_is_folded_and_nobody_in_it_is_lost() -> None:
    thread = ThreadFactory()
    seconds = time.perf_counter()
    import_comments(thread=thread, rows=campaign(PEOPLE), now=NOW)
    say(f"\n{PEOPLE} comments of one text imported", seconds)
    thread.refresh_from_db()
    assert thread.comment_count == PEOPLE + len(APART)
    first = thread.comments.select_related("thread").get(source_id="c0")
    assert first.folded_count == PEOPLE - 1
    assert first.folded.count() == PEOPLE - 1
    assert thread.comments.filter(parent=None, folded_under=None).count() == 6
    assert {row.text for row in campaign(PEOPLE)} == set(
        thread.comments.values_list("text", flat=True)
    )
    listed = timed(
        "the page of the thread",
        lambda: read_thread(thread=thread, viewer=None, now=NOW, order="oldest"),
    )
    assert len(listed.comments) == 6
    timed(
        "the page of the one text",
        lambda: read_alike(first=first, viewer=None, now=NOW),
    )
    _one_more(first)
    _first_leaves(first)


def _one_more(first: Comment) -> None:
    people = PersonFactory.create_batch(20, verified=True)
    seconds = time.perf_counter()
    for person in people:
        with CaptureQueriesContext(connection) as found:
            post_comment(thread=first.thread, author=person, text=TEXT, now=NOW)
        assert len(found) < 30
    say(f"20 more posted, at most {len(found)} queries each", seconds)
    first.refresh_from_db()
    assert first.folded_count == PEOPLE + 19


def _first_leaves(first: Comment) -> None:
    reem = PersonFactory(verified=True)
    Comment.objects.filter(pk=first.pk).update(author=reem)
    seconds = time.perf_counter()
    withdraw_comment(comment=first, person=reem, now=NOW)
    say("the first withdrawn, the next stands for all", seconds)
    following = Comment.objects.get(source_id="c1")
    assert following.folded_under is None
    assert following.folded_count == following.folded.count() == PEOPLE + 18
    assert FoldMark.objects.filter(comment=first).count() == 0


def timed(what: str, work: Callable[[], T]) -> T:
    seconds = time.perf_counter()
    found = work()
    say(what, seconds)
    return found


def say(what: str, since: float) -> None:
    sys.stdout.write(f"{what}: {time.perf_counter() - since:.3f} s\n")
