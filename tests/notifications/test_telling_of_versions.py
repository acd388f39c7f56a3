"""Who is told that a further version of a text is published."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from comments.models import Comment
from comments.services import post_comment
from consultations.pages.models import DraftDecisionPage
from consultations.pages.services import publish_now
from drafts.queries import read_version
from drafts.services import write_version
from drafts.splitting import SplitSection, SplitText
from foundation.accounts.models import Person
from foundation.audiences.services import follow
from foundation.core.tasks_now import run_ready_tasks
from outlets.notifications.models import Message
from tests.factories.accounts import PersonFactory
from tests.factories.pages import TEXT, make_draft_page

pytestmark = pytest.mark.django_db(transaction=True)

FREE, DEARER = "الدخول مجاني.", "الدخول مجاني للأطفال دون غيرهم."


def second_version(page: DraftDecisionPage, second_article: str) -> None:
    first, _second = TEXT.sections
    sections = [
        first,
        SplitSection("article", "2", "المادة الثانية: الدخول", 1, second_article),
    ]
    now = timezone.now()
    text = SplitText(TEXT.title, "ar", sections)
    write_version(draft=page.draft, texts=[text], actor=None, now=now)
    publish_now(page=page, actor=None, now=now)
    run_ready_tasks()


def comment_on(page: DraftDecisionPage, article: int, author: Person) -> Comment:
    thread = read_version(page.version)[article].thread
    moment = timezone.now() - timedelta(minutes=10)
    return post_comment(thread=thread, author=author, text="رأي في النص", now=moment)


@pytest.fixture
def page() -> Any:
    made = make_draft_page()
    run_ready_tasks()
    Message.objects.all().delete()
    return made


def test_who_wrote_to_what_changed_is_told_once(page: DraftDecisionPage) -> None:
    author, other = PersonFactory.create_batch(2, verified=True)
    comment_on(page, 1, author)
    comment_on(page, 0, other)
    follow(audience=page.audience, person=author, now=timezone.now())
    second_version(page, DEARER)
    message = Message.objects.get(person=author)
    assert page.draft.public_id in message.url
    assert message.url.endswith("/changes/1/2/")
    assert not Message.objects.filter(person=other).exists()


def test_followers_are_told_what_changed(page: DraftDecisionPage) -> None:
    follower = PersonFactory(language="en")
    follow(audience=page.audience, person=follower, now=timezone.now())
    second_version(page, DEARER)
    message = Message.objects.get(person=follower)
    assert message.subject.startswith("Version 2 of")
    assert "1 article was reworded" in message.text
    assert message.url.startswith("/en/texts/")


def test_a_first_version_and_the_same_again_are_no_news(
    page: DraftDecisionPage,
) -> None:
    follower = PersonFactory()
    follow(audience=page.audience, person=follower, now=timezone.now())
    second_version(page, FREE)
    assert not Message.objects.filter(person=follower).exists()
