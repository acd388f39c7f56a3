import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comments.services import post_comment
from consultations.ideas.services import move_idea, support_idea
from consultations.pages.services import approve_page, submit_page
from foundation.accounts.models import Person
from foundation.audiences.services import follow
from foundation.core.tasks_now import run_ready_tasks
from foundation.organisations.models import Role
from outlets.notifications.models import MailChoice, Message, MessageKind
from outlets.notifications.services import Notice, Words, send_mails, tell
from tests.factories.accounts import PersonFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.organisations import AuthorityFactory, member_of
from tests.factories.pages import make_draft_page, make_update_page

pytestmark = pytest.mark.django_db(transaction=True)


def notice(cause: str = "test:1") -> Notice:
    return Notice(MessageKind.IDEA, cause, lambda: Words("عنوان", "نص", "/ar/"))


def test_everyone_is_told_once_whatever_is_repeated(now: datetime) -> None:
    PersonFactory.create_batch(3)
    for _ in range(2):
        tell(notice=notice(), people=Person.objects.all(), now=now)
    assert Message.objects.count() == 3


def test_people_are_told_in_their_language(now: datetime) -> None:
    idea = IdeaFactory(author=PersonFactory(language="en"))
    move(idea)
    run_ready_tasks()
    message = Message.objects.get(person=idea.author)
    assert message.language == "en"
    assert message.subject.endswith("is now: Under review")
    assert message.url.startswith("/en/")


def test_whoever_is_named_is_told_once() -> None:
    thread = IdeaFactory().thread
    ahmad = PersonFactory(verified=True, display_name="أحمد")
    said = post_comment(thread=thread, author=ahmad, text="رأي", now=timezone.now())
    sara, now = PersonFactory(verified=True, display_name="سارة"), timezone.now()
    post_comment(thread=thread, author=sara, text="يا @أحمد، صحيح", now=now)
    answer = "نعم @أحمد"
    post_comment(thread=thread, author=sara, text=answer, parent=said, now=now)
    run_ready_tasks()
    told = Message.objects.filter(person=ahmad)
    assert told.count() == 2
    assert any("سارة" in m.subject and "ذكر" in m.subject for m in told)
    assert not Message.objects.filter(person=sara).exists()


def move(idea: Any) -> None:
    officer = member_of(idea.authority, Role.OFFICER)
    move_idea(
        idea=idea,
        to_state="under_review",
        reason="ندرس المسار.",
        mover=officer,
        now=timezone.now(),
    )


def test_a_step_is_told_to_author_supporters_and_followers_once_each() -> None:
    idea = IdeaFactory()
    supporter, follower, stranger = PersonFactory.create_batch(3, verified=True)
    support_idea(idea=idea, person=supporter, now=timezone.now())
    for person in (supporter, follower):
        follow(audience=idea.audience, person=person, now=timezone.now())
    move(idea)
    run_ready_tasks()
    told = list(Message.objects.values_list("person_id", flat=True))
    assert sorted(told) == sorted([idea.author_id, supporter.pk, follower.pk])
    assert stranger.pk not in told
    assert "ندرس المسار." in Message.objects.first().text


def test_a_reply_is_told_to_whom_it_answers_and_never_to_oneself() -> None:
    idea = IdeaFactory()
    asker, answerer = PersonFactory(), PersonFactory(display_name="سالم")
    now = timezone.now()
    said = post_comment(thread=idea.thread, author=asker, text="متى؟", now=now)
    for author in (answerer, asker):
        post_comment(
            thread=idea.thread, author=author, text="قريبًا", parent=said, now=now
        )
    run_ready_tasks()
    message = Message.objects.get()
    assert message.person == asker
    assert "سالم" in message.subject
    assert idea.title in message.subject


def test_an_official_reply_is_of_its_own_kind() -> None:
    idea = IdeaFactory()
    asker, officer = PersonFactory(), member_of(idea.authority, Role.OFFICER)
    now = timezone.now()
    said = post_comment(thread=idea.thread, author=asker, text="متى؟", now=now)
    post_comment(
        thread=idea.thread,
        author=officer,
        text="في الربيع.",
        parent=said,
        as_authority=idea.authority,
        now=now,
    )
    run_ready_tasks()
    assert Message.objects.get().kind == MessageKind.OFFICIAL


@pytest.mark.usefixtures("home_page")
def test_news_is_told_to_followers() -> None:
    page = make_draft_page(AuthorityFactory())
    follower = PersonFactory()
    follow(audience=page.audience, person=follower, now=timezone.now())
    make_update_page(page)
    run_ready_tasks()
    assert Message.objects.get().person == follower


def test_approvers_are_led_to_where_they_decide() -> None:
    authority = AuthorityFactory()
    approver = member_of(authority, Role.APPROVER)
    editor = member_of(authority, Role.EDITOR)
    page = make_draft_page(authority, live=False, actor=editor)
    submit_page(page=page, actor=editor)
    run_ready_tasks()
    told = Message.objects.get(person=approver)
    assert told.url == reverse("pages_admin:review", args=[page.pk])


def test_news_that_wait_for_approval_are_told_too() -> None:
    authority = AuthorityFactory()
    approver = member_of(authority, Role.APPROVER)
    editor = member_of(authority, Role.EDITOR)
    page = make_update_page(make_draft_page(authority), live=False)
    submit_page(page=page, actor=editor)
    approve_page(page=type(page).objects.get(pk=page.pk), actor=approver)
    run_ready_tasks()
    work = Message.objects.filter(kind=MessageKind.WORK)
    assert work.get(person=approver).url == reverse(
        "pages_admin:review", args=[page.pk]
    )
    assert work.filter(person=editor).count() == 1


def test_a_mail_says_the_same_and_can_be_stopped_with_one_click() -> None:
    idea = IdeaFactory()
    move(idea)
    run_ready_tasks()
    letter = next(m for m in mail.outbox if idea.author.email in m.to)
    assert "ندرس المسار." in letter.body
    html = letter.alternatives[0][0]
    assert 'dir="rtl"' in html
    assert "ندرس المسار." in html
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = re.search("<(.*)>", letter.extra_headers["List-Unsubscribe"]).group(1)
    path = link.removeprefix("http://localhost:8000")
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.get(path).status_code == 200
    assert not MailChoice.objects.exists()
    assert stranger.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert MailChoice.objects.get().person == idea.author


def test_who_stopped_a_kind_still_finds_it_in_the_inbox() -> None:
    idea = IdeaFactory()
    MailChoice.objects.create(person=idea.author, kind=MessageKind.IDEA)
    move(idea)
    run_ready_tasks()
    assert Message.objects.filter(person=idea.author).exists()
    assert [m for m in mail.outbox if idea.author.email in m.to] == []


def test_a_mail_is_sent_once_however_often_the_task_runs(now: datetime) -> None:
    person = PersonFactory()
    tell(notice=notice(), people=Person.objects.filter(pk=person.pk), now=now)
    assert send_mails(cause="test:1", now=now) == 1
    assert send_mails(cause="test:1", now=now) == 0
    assert len(mail.outbox) == 1


def test_a_changed_stop_link_is_refused(client: Client) -> None:
    for token in ("x", "a:b:c", "x" * 3000):
        assert client.post(f"/ar/me/inbox/stop/{token}/").status_code == 404
    assert not MailChoice.objects.exists()


def test_the_inbox_takes_as_many_queries_for_many_messages(
    resident_client: Client, now: datetime
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            resident_client.get("/ar/me/inbox/")
        return len(captured)

    people = Person.objects.filter(pk=resident_client.person.pk)  # type: ignore[attr-defined]
    tell(notice=notice("one"), people=people, now=now)
    resident_client.get("/ar/me/inbox/")
    few = count()
    for number in range(20):
        moment = now + timedelta(minutes=number)
        tell(notice=notice(f"more:{number}"), people=people, now=moment)
    assert count() == few


def test_opening_a_message_notes_that_it_was_read(
    resident_client: Client, now: datetime
) -> None:
    person = resident_client.person  # type: ignore[attr-defined]
    other = PersonFactory()
    people = Person.objects.filter(pk__in=[person.pk, other.pk])
    tell(notice=notice(), people=people, now=now)
    own, foreign = (Message.objects.get(person=p) for p in (person, other))
    response = resident_client.get(f"/ar/me/inbox/{own.public_id}/")
    assert response.url == "/ar/"
    own.refresh_from_db()
    assert own.read_at is not None
    response = resident_client.get(f"/ar/me/inbox/{foreign.public_id}/")
    assert response.status_code == 404


def test_mail_can_be_chosen(resident_client: Client) -> None:
    resident_client.post("/ar/me/inbox/mail/", {"wanted": ["reply", "outcome"]})
    kinds = set(MailChoice.objects.values_list("kind", flat=True))
    assert kinds == {"official", "idea", "consultation", "moderation", "work"}
    response = resident_client.post("/ar/me/inbox/mail/", {"wanted": ["nonsense"]})
    assert response.status_code == 422
