from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from comments.models import Comment, Thread
from comments.services import edit_comment, post_comment
from foundation.organisations.models import Role
from tests.factories.accounts import PersonFactory
from tests.factories.comments import ThreadFactory
from tests.factories.organisations import member_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def said(now: datetime) -> Comment:
    return post_comment(
        thread=ThreadFactory(),
        author=PersonFactory(verified=True),
        text="الرصيف ضيق أمام المدرسة",
        now=now,
    )


def address(name: str, comment: Comment) -> str:
    return reverse(f"comments:{name}", args=[comment.public_id])


def text_of(client: Client, url: str) -> str:
    return client.get(url, follow=True).content.decode()


def signed_in(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


def test_an_officer_pins_and_unpins_by_a_form(said: Comment) -> None:
    officer = signed_in(member_of(said.thread.authority, Role.OFFICER))
    url = address("pin", said)
    for is_pinned in (True, False):
        assert said.text in text_of(officer, url)
        officer.post(url)
        said.refresh_from_db()
        assert (said.pinned_at is not None) is is_pinned
    page = text_of(officer, reverse("comments:thread", args=[said.thread.public_id]))
    assert url in page


def test_nobody_else_finds_the_form(said: Comment) -> None:
    url = address("pin", said)
    resident = signed_in(PersonFactory(verified=True))
    assert resident.get(url).status_code == 404
    assert resident.post(url).status_code == 404
    assert "/login/" in Client().post(url)["Location"]
    assert resident.get(address("detach", said)).status_code == 404


def test_a_refusal_to_pin_is_said_on_the_page(said: Comment, now: datetime) -> None:
    officer = signed_in(member_of(said.thread.authority, Role.OFFICER))
    reply = post_comment(
        thread=said.thread, author=said.author, text="جواب", parent=said, now=now
    )
    response = officer.post(address("pin", reply), follow=True)
    assert response.status_code == 200
    reply.refresh_from_db()
    assert reply.pinned_at is None


def edited(said: Comment, now: datetime) -> Comment:
    assert said.author is not None
    for step, text in enumerate(("الرصيف <b>واسع</b> أمام المدرسة", "الرصيف واسع"), 1):
        said = edit_comment(
            comment=said, person=said.author, text=text, now=now + step * MINUTE
        )
    return said


def test_the_history_shows_what_each_edit_changed(
    said: Comment, now: datetime, django_assert_max_num_queries: object
) -> None:
    edited(said, now)
    page = text_of(Client(), address("history", said))
    assert page.count('class="redline"') == 2
    assert "<del" in page
    assert "<ins" in page
    assert "&lt;b&gt;" in page
    assert "<b>واسع" not in page
    assert page.index("أمام المدرسة") > page.index("الرصيف واسع")


def test_what_is_hidden_has_no_public_history(said: Comment, now: datetime) -> None:
    edited(said, now)
    Comment.objects.filter(pk=said.pk).update(hidden_at=now, hidden_rule="insult")
    moderator = member_of(said.thread.authority, Role.MODERATOR)
    url = address("history", said)
    for client in (Client(), signed_in(PersonFactory(verified=True))):
        assert "الرصيف" not in text_of(client, url)
    for person in (said.author, moderator):
        assert "الرصيف" in text_of(signed_in(person), url)


def test_nobody_answers_what_is_hidden(said: Comment, now: datetime) -> None:
    Comment.objects.filter(pk=said.pk).update(hidden_at=now, hidden_rule="insult")
    form = reverse("comments:post", args=[said.thread.public_id])
    resident = signed_in(PersonFactory(verified=True))
    response = resident.get(f"{form}?parent={said.public_id}")
    assert response.status_code == 409
    assert "الرصيف" not in response.content.decode()
    sent = resident.post(form, {"text": "جواب", "parent": said.public_id})
    assert sent.status_code == 409
    assert "الرصيف" not in sent.content.decode()
    assert Comment.objects.count() == 1


def test_a_withdrawn_comment_says_that_replies_stay_only_if_there_are(
    said: Comment, now: datetime
) -> None:
    stay = "وتبقى الردود"
    url = reverse("comments:thread", args=[said.thread.public_id])
    Comment.objects.filter(pk=said.pk).update(withdrawn_at=now)
    alone = text_of(Client(), url)
    Comment.objects.filter(pk=said.pk).update(reply_count=1)
    assert text_of(Client(), url) != alone
    assert stay not in alone


@pytest.mark.parametrize("order", ["discussed", "official", "nonsense"])
def test_every_order_has_a_page(order: str, said: Comment) -> None:
    thread: Thread = said.thread
    url = reverse("comments:thread", args=[thread.public_id])
    assert said.public_id in text_of(Client(), f"{url}?order={order}")
