"""Who is told what was answered: everyone once a response, in their language."""

from datetime import datetime
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from comments.models import Comment
from comments.services import react
from consultations.pages.models import DraftDecisionPage
from drafts.models import Response
from drafts.services import answer_inputs, take_back
from foundation.accounts.models import Person
from foundation.core.tasks_now import run_ready_tasks
from outlets.notifications.models import Message
from outlets.notifications.services import answers, tell_some_of_answer
from tests.factories.accounts import PersonFactory
from tests.factories.responses import make_talk, officer_of, say, sections_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def moment() -> datetime:
    return timezone.now()


@pytest.fixture
def page(home_page: Any, moment: datetime) -> DraftDecisionPage:
    return make_talk(moment)


@pytest.fixture
def officer(page: DraftDecisionPage) -> Person:
    return officer_of(page)


def answer(
    page: DraftDecisionPage, officer: Person, comments: list[Comment], **more: Any
) -> Response:
    said = {
        "kind": "rejected",
        "reason_ar": "الميزانية لا تكفي",
        "reason_en": "The budget does not reach",
        **more,
    }
    return answer_inputs(
        draft=page.draft,
        comments=comments,
        actor=officer,
        now=timezone.now(),
        **said,
    )


def told() -> dict[int, Message]:
    messages = Message.objects.filter(cause__startswith="response:")
    return {message.person_id: message for message in messages}


def test_authors_and_supporters_are_told_their_input_and_the_answer(
    page: DraftDecisionPage, officer: Person, moment: datetime
) -> None:
    reem, salem = PersonFactory(verified=True), PersonFactory(verified=True)
    comment = say(page.draft.thread, "وسّعوا الممر", by=reem, now=moment)
    react(comment=comment, person=salem, value="agree", now=moment)
    against = PersonFactory(verified=True)
    react(comment=comment, person=against, value="disagree", now=moment)
    answer(page, officer, [comment])
    run_ready_tasks()
    messages = told()
    assert set(messages) == {reem.pk, salem.pk}
    for message in messages.values():
        assert "وسّعوا الممر" in message.text
        assert "الميزانية لا تكفي" in message.text
    assert messages[reem.pk].subject != messages[salem.pk].subject
    sent = {tuple(letter.to): letter for letter in mail.outbox}
    assert (reem.email,) in sent
    html, kind = sent[reem.email,].alternatives[0]
    assert kind == "text/html"
    assert "وسّعوا الممر" in html


def test_an_author_of_several_inputs_gets_one_message_that_names_them(
    page: DraftDecisionPage, officer: Person, moment: datetime
) -> None:
    reem = PersonFactory(verified=True)
    threads = [page.draft.thread, *(s.thread for s in sections_of(page))]
    comments = [
        say(thread, f"رأيي {n}", by=reem, now=moment)
        for n, thread in enumerate(threads)
    ]
    answer(page, officer, comments)
    run_ready_tasks()
    assert Message.objects.filter(person=reem).count() == 1
    text = told()[reem.pk].text
    assert all(comment.text in text for comment in comments)


def test_each_reads_it_in_their_language(
    page: DraftDecisionPage, officer: Person, moment: datetime
) -> None:
    ann = PersonFactory(verified=True, language="en")
    answer(page, officer, [say(page.draft.thread, "Wider, please", by=ann, now=moment)])
    run_ready_tasks()
    message = told()[ann.pk]
    assert message.url.startswith("/en/texts/")
    assert "The budget does not reach" in message.text
    assert "You wrote" in message.text


def test_thousands_are_told_in_batches_and_nobody_twice(
    page: DraftDecisionPage,
    officer: Person,
    moment: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(answers, "BATCH", 3)
    comments = [say(page.draft.thread, f"رأي {n}", now=moment) for n in range(8)]
    response = answer(page, officer, comments)
    run_ready_tasks()
    assert len(told()) == 8
    for after in (0, 0, 1):
        tell_some_of_answer(response_id=response.pk, after=after, now=moment)
    assert Message.objects.filter(cause__startswith="response:").count() == 8


def test_another_answer_is_told_again(
    page: DraftDecisionPage, officer: Person, moment: datetime
) -> None:
    comment = say(page.draft.thread, "رأي", now=moment)
    for kind in ("rejected", "accepted"):
        answer(page, officer, [comment], kind=kind)
        run_ready_tasks()
    assert Message.objects.filter(person=comment.author).count() == 2


def test_an_answer_taken_back_before_it_was_told_is_told_to_nobody(
    page: DraftDecisionPage, officer: Person, moment: datetime
) -> None:
    response = answer(page, officer, [say(page.draft.thread, "رأي", now=moment)])
    take_back(response=response, actor=officer, now=timezone.now())
    run_ready_tasks()
    assert not told()


def test_who_was_told_is_told_that_it_was_taken_back(
    page: DraftDecisionPage, officer: Person, moment: datetime
) -> None:
    comment = say(page.draft.thread, "رأي", now=moment)
    response = answer(page, officer, [comment])
    run_ready_tasks()
    take_back(response=response, actor=officer, now=timezone.now())
    run_ready_tasks()
    causes = Message.objects.filter(person=comment.author).values_list("cause")
    assert sorted(causes) == [
        (f"response:{response.public_id}",),
        (f"response:{response.public_id}:back",),
    ]


def test_officers_are_not_told_what_they_answered_themselves(
    page: DraftDecisionPage, officer: Person, moment: datetime
) -> None:
    comment = say(page.draft.thread, "رأي", now=moment)
    react(comment=comment, person=officer, value="agree", now=moment)
    answer(page, officer, [comment])
    run_ready_tasks()
    assert set(told()) == {comment.author_id}
