from typing import Any

import pytest
from django.utils import timezone

from comments.models import Comment
from comments.services.moderating import decide, make_decision
from search.models import Entry
from search.services import index_idea
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import moderator_of, said

pytestmark = pytest.mark.django_db


def test_hidden_comments_leave_the_index_and_come_back() -> None:
    idea: Any = IdeaFactory()
    comments = [said(idea.thread, f"كلام فريد {n}") for n in range(3)]
    moderator = moderator_of(idea.thread)

    def settle(act: str) -> None:
        decide(
            pks=[comment.pk for comment in comments[:2]],
            decision=make_decision(act=act, rule="spam"),
            authority=idea.authority,
            moderator=moderator,
            now=timezone.now(),
            only_waiting=False,
        )

    index_idea(idea_id=idea.pk, now=timezone.now())
    assert found() == {comment.public_id for comment in comments}
    settle("hide")
    assert found() == {comments[2].public_id}
    settle("keep")
    assert found() == {comment.public_id for comment in comments}
    assert Comment.objects.filter(hidden_at=None).count() == 3


def found() -> set[str]:
    return set(Entry.objects.filter(kind="comment").values_list("object_id", flat=True))
