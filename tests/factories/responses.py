"""A draft that people talk about: open for comments, with inputs to answer."""

from datetime import datetime, timedelta
from typing import Any

from comments.models import Comment, Thread
from comments.services import post_comment
from consultations.pages.models import DraftDecisionPage
from drafts.models import Section
from foundation.accounts.models import Person
from foundation.organisations.models import Role
from tests.factories.accounts import PersonFactory
from tests.factories.organisations import member_of
from tests.factories.pages import make_draft_page


def make_talk(now: datetime, **fields: Any) -> DraftDecisionPage:
    """A live draft decision of two articles whose discussion has been open a day."""
    return make_draft_page(now=now - timedelta(hours=1), **fields)


def sections_of(page: DraftDecisionPage) -> list[Section]:
    """Its articles, in order."""
    placements = page.draft.versions.get(number=1).placements.order_by("position")
    return [placement.section for placement in placements]


def say(
    thread: Thread, text: str, *, now: datetime, by: Person | None = None, **more: Any
) -> Comment:
    """Let a verified resident say something."""
    author = by or PersonFactory(verified=True)
    return post_comment(thread=thread, author=author, text=text, now=now, **more)


def officer_of(page: DraftDecisionPage, *roles: Role) -> Person:
    """Someone who answers for the authority of a page."""
    return member_of(page.authority, *(roles or (Role.OFFICER,)))
