"""Open pages hear of a thread in counts alone."""

import json
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from comments.events import CommentPosted, CommentsHidden, CommentsRestored
from comments.handlers import tell_moderated, tell_posted
from comments.models import Thread
from comments.services import edit_comment, post_comment, react, withdraw_comment
from foundation.core import homes
from foundation.core.homes import Home
from foundation.live.models import LiveEvent
from tests.factories.accounts import PersonFactory
from tests.factories.comments import CommentFactory, ThreadFactory

pytestmark = pytest.mark.django_db

WORDS = "كلمات لا يسمعها إلا من يقرأ الصفحة"


@pytest.fixture
def thread() -> Thread:
    return ThreadFactory()


def told(thread: Thread) -> list[tuple[str, str, dict[str, Any]]]:
    rows = LiveEvent.objects.filter(topic=f"thread:{thread.public_id}").order_by("pk")
    return [(row.kind, row.subject, row.payload) for row in rows]


def test_a_comment_is_told_with_the_counts_after_it(
    thread: Thread, now: datetime
) -> None:
    author = PersonFactory(verified=True)
    top = post_comment(thread=thread, author=author, text=WORDS, stance="for", now=now)
    reply = post_comment(
        thread=thread, author=author, text=WORDS, parent=top, stance="against", now=now
    )
    assert [(kind, subject) for kind, subject, _payload in told(thread)] == [
        ("posted", top.public_id),
        ("posted", reply.public_id),
    ]
    payload = told(thread)[1][2]
    assert (payload["parent"], payload["count"]) == (top.public_id, 2)
    assert payload["stances"] == {"for": 1, "against": 1, "neutral": 0, "question": 0}


def test_changing_and_withdrawing_are_told(thread: Thread, now: datetime) -> None:
    author = PersonFactory(verified=True)
    comment = post_comment(thread=thread, author=author, text=WORDS, now=now)
    edit_comment(comment=comment, person=author, text=f"{WORDS}!", now=now)
    withdraw_comment(comment=comment, person=author, now=now)
    assert [kind for kind, _subject, _payload in told(thread)] == [
        "posted",
        "edited",
        "withdrawn",
    ]
    assert told(thread)[-1][2]["count"] == 0


def test_reactions_are_told_as_counts_and_only_when_they_change(
    thread: Thread, now: datetime
) -> None:
    comment, person = CommentFactory(thread=thread), PersonFactory(verified=True)
    for value in ("agree", "agree", "disagree"):
        react(comment=comment, person=person, value=value, now=now)
    assert told(thread) == [
        ("reacted", comment.public_id, {"agree": 1, "disagree": 0}),
        ("reacted", comment.public_id, {"agree": 0, "disagree": 1}),
    ]


def test_no_words_and_no_names_are_told(thread: Thread, now: datetime) -> None:
    author = PersonFactory(verified=True, display_name="ريم الحارثي")
    comment = post_comment(thread=thread, author=author, text=WORDS, now=now)
    react(comment=comment, person=PersonFactory(verified=True), value="agree", now=now)
    everything = json.dumps(told(thread), ensure_ascii=False)
    for secret in (WORDS, author.display_name, author.email, author.public_id):
        assert secret not in everything


def fresh(client: Client, thread: Thread, *ids: str) -> Any:
    address = reverse("comments:fresh", args=[thread.public_id])
    return client.get(address, {"ids": ",".join(ids)})


def test_cards_are_given_by_their_ids_with_what_they_answer(
    client: Client, thread: Thread
) -> None:
    top = CommentFactory(thread=thread)
    reply = CommentFactory(thread=thread, parent=top)
    elsewhere = CommentFactory()
    page = fresh(client, thread, top.public_id, reply.public_id, elsewhere.public_id)
    html = page.content.decode()
    assert f'id="comment-{top.public_id}"' in html
    assert f'data-under="comment-{top.public_id}"' in html
    assert elsewhere.public_id not in html


@pytest.mark.parametrize("count", [1, 10])
def test_cards_take_the_same_queries_whatever_their_number(
    resident_client: Client,
    thread: Thread,
    count: int,
    django_assert_max_num_queries: Any,
) -> None:
    ids = [CommentFactory(thread=thread).public_id for _ in range(count)]
    with django_assert_max_num_queries(14):
        assert fresh(resident_client, thread, *ids).status_code == 200


@pytest.mark.parametrize("ids", ["", ",", "zzz", "'", "a" * 500, ",".join("ab" * 200)])
def test_strange_ids_give_nothing(client: Client, thread: Thread, ids: str) -> None:
    answer = fresh(client, thread, ids)
    assert (answer.status_code, answer.content.strip()) == (200, b"")


def test_cards_of_a_hidden_thread_are_not_found(
    client: Client, thread: Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = Home("/", "", "idea", is_public=False)
    monkeypatch.setitem(
        homes._resolvers, Thread, [lambda pks: dict.fromkeys(pks, hidden)]
    )
    assert fresh(client, thread, "abc").status_code == 404


def test_a_thread_says_what_its_page_watches(client: Client, thread: Thread) -> None:
    page = client.get(reverse("comments:thread", args=[thread.public_id]))
    html = page.content.decode()
    assert f'data-live="thread:{thread.public_id}"' in html
    assert reverse("comments:fresh", args=[thread.public_id]) in html


def test_what_moderation_hides_and_restores_is_told_by_name(
    thread: Thread, now: datetime
) -> None:
    comments = CommentFactory.create_batch(2, thread=thread)
    ids = tuple(comment.pk for comment in comments)
    for event in (CommentsHidden(ids, ()), CommentsRestored(ids, ())):
        tell_moderated(event)
    [hidden, restored] = told(thread)
    names = {comment.public_id for comment in comments}
    assert (hidden[0], set(hidden[2]["comments"])) == ("hidden", names)
    assert (restored[0], set(restored[2]["comments"])) == ("restored", names)


def test_a_comment_that_is_folded_is_counted_and_has_no_card_of_its_own(
    client: Client, thread: Thread, now: datetime
) -> None:
    first = CommentFactory(thread=thread)
    folded = CommentFactory(thread=thread, folded_under=first)
    tell_posted(CommentPosted(folded.pk, thread.pk))
    assert [kind for kind, _subject, _payload in told(thread)] == ["folded"]
    assert fresh(client, thread, folded.public_id).content.strip() == b""
