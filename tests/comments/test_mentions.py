from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.analysis.names import mark_names, named_in, possible_names
from comments.models import Comment, Thread
from comments.services import edit_comment, post_comment, withdraw_comment
from foundation.accounts.models import Person
from tests.factories.accounts import PersonFactory
from tests.factories.comments import ThreadFactory

MINUTE = timedelta(minutes=1)


@pytest.fixture
def thread(db: None) -> Thread:
    return ThreadFactory()


@pytest.fixture
def ahmad(db: None) -> Person:
    return person("أحمد الزهراني")


def person(name: str) -> Person:
    return PersonFactory(verified=True, display_name=name)


def say(
    thread: Thread, now: datetime, author: Person, text: str, **more: Any
) -> Comment:
    return post_comment(thread=thread, author=author, text=text, now=now, **more)


def named(comment: Comment) -> set[str]:
    return set(comment.mentions.values_list("person__display_name", flat=True))


def test_somebody_who_takes_part_is_named_by_the_name_that_is_shown(
    thread: Thread, ahmad: Person, now: datetime
) -> None:
    reem = person("Reem <b>Al</b> & Co")
    say(thread, now, ahmad, "أول")
    say(thread, now, reem, "second")
    said = say(
        thread, now, person("سارة"), "رأي @أحمد الزهراني، و@Reem <b>Al</b> & Co. صحيح"
    )
    assert named(said) == {ahmad.display_name, reem.display_name}
    said.refresh_from_db()
    assert '<strong class="user-text__mention">@أحمد الزهراني</strong>،' in said.html
    assert "@Reem &lt;b&gt;Al&lt;/b&gt; &amp; Co</strong>." in said.html


def test_the_longest_name_that_fits_is_meant(
    thread: Thread, ahmad: Person, now: datetime
) -> None:
    short = person("أحمد")
    for author in (ahmad, short):
        say(thread, now, author, "قال")
    assert named(say(thread, now, person("ل"), "@أحمد الزهراني قال")) == {
        ahmad.display_name
    }
    assert named(say(thread, now, person("م"), "@أحمد العلي قال")) == {"أحمد"}
    assert named(say(thread, now, person("ن"), "@أحمدالزهراني قال")) == set()


def test_of_two_with_one_name_the_one_who_is_answered_is_meant(
    thread: Thread, now: datetime
) -> None:
    first, second = person("هند"), person("هند")
    asked = say(thread, now, first, "سؤال")
    say(thread, now + MINUTE, second, "آخر")
    answer = say(thread, now, person("سارة"), "@هند نعم", parent=asked)
    assert [m.person for m in answer.mentions.all()] == [first]
    other = say(thread, now, person("ليلى"), "@هند نعم")
    assert [m.person for m in other.mentions.all()] == [second]


def test_neither_strangers_nor_oneself_are_named(
    thread: Thread, ahmad: Person, now: datetime
) -> None:
    say(ThreadFactory(), now, ahmad, "elsewhere")
    sara = person("سارة")
    say(thread, now, sara, "قال")
    said = say(thread, now, sara, "@أحمد الزهراني و@سارة و a@b.example")
    assert named(said) == set()
    assert "mention" not in said.html


def test_editing_names_who_is_new_and_withdrawing_nobody(
    thread: Thread, ahmad: Person, now: datetime
) -> None:
    say(thread, now, ahmad, "أول")
    sara = person("سارة")
    said = say(thread, now, sara, "رأي")
    edited = edit_comment(
        comment=said, person=sara, text="رأي @أحمد الزهراني", now=now + MINUTE
    )
    assert named(edited) == {ahmad.display_name}
    again = edit_comment(
        comment=said,
        person=sara,
        text="رأي @أحمد الزهراني",
        stance="for",
        now=now + 2 * MINUTE,
    )
    assert again.html.count("<strong") == 1
    withdraw_comment(comment=said, person=sara, now=now)
    assert named(said) == set()


def test_a_text_without_names_asks_nothing(thread: Thread, now: datetime) -> None:
    sara = person("سارة")
    with CaptureQueriesContext(connection) as found:
        say(thread, now, sara, "رأي بلا أسماء")
    assert not [q for q in found if "mention" in q["sql"]]


def test_names_stand_out_in_text_alone() -> None:
    html = (
        '<p>@Reem <a href="https://x.example/@Reem">@Reem</a> <code>@Reem</code> '
        "&lt;@Reem&gt; me@Reem @Reems</p>"
    )
    marked = mark_names(html, ["Reem"])
    assert marked.count("<strong") == 2
    assert marked.startswith(
        '<p><strong class="user-text__mention">@Reem</strong> <a href="'
    )
    assert mark_names(html, []) == html


@pytest.mark.parametrize(
    "name", ["<script>", '"><img onerror=x>', "(.*)+$", "&amp;", "\\1", "a' b"]
)
def test_a_hostile_name_stays_a_name(name: str) -> None:
    marked = mark_names("<p>@x</p>", [name, "x"])
    assert marked == '<p><strong class="user-text__mention">@x</strong></p>'


def test_what_could_be_a_name_is_bounded() -> None:
    text = "@" + "word " * 1000 + "@a " * 1000
    assert len(possible_names(text)) <= 60
    assert max(map(len, possible_names(text))) <= 80
    assert possible_names("@Reem Al-Harthi (x)\nnext")[-1] == "Reem"
    assert named_in("@Reem Al @Reem", ["Reem", "Reem Al"]) == ["Reem Al", "Reem"]
