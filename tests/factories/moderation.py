"""People and comments around moderation, for tests."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from comments.models import Comment, Report, Thread
from comments.services.posting import post_comment
from comments.services.reporting import report_comment
from foundation.accounts.models import Person
from foundation.organisations.models import Role
from tests.factories.accounts import PersonFactory
from tests.factories.comments import CommentFactory, ThreadFactory
from tests.factories.organisations import member_of

LONG_AGO = timedelta(days=400)


def old_hand(now: datetime | None = None, **fields: Any) -> Person:
    """Make a verified resident who has been here for long, without a comment."""
    moment = now or timezone.now()
    return PersonFactory(verified=True, joined_at=moment - LONG_AGO, **fields)


def trusted_person(now: datetime | None = None) -> Person:
    """Make a person whose reports count towards hiding."""
    person = old_hand(now)
    thread = ThreadFactory(authority=None)
    CommentFactory.create_batch(3, author=person, thread=thread)
    return person


def moderator_of(thread: Thread) -> Person:
    """Make a moderator of the thread's authority."""
    assert thread.authority is not None
    return member_of(thread.authority, Role.MODERATOR)


def said(thread: Thread, text: str = "كلام جارح", **what: Any) -> Comment:
    """Let an old hand write a comment."""
    author = what.pop("author", None) or old_hand(what.get("now"))
    return post_comment(
        **{
            "thread": thread,
            "author": author,
            "text": text,
            "now": timezone.now(),
            **what,
        }
    )


def reported(comment: Comment, now: datetime, **what: Any) -> Report:
    """Let somebody report a comment."""
    return report_comment(
        **{
            "comment": comment,
            "reporter": what.pop("by", None) or old_hand(now),
            "rule": "insult",
            "now": now,
            **what,
        }
    )
