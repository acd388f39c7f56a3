"""Threads and comments for tests."""

import factory
from django.utils import timezone

from comments.models import Comment, Thread
from foundation.core.text import direction_of, language_of, render_markdown
from tests.factories.accounts import PersonFactory
from tests.factories.organisations import AuthorityFactory


class ThreadFactory(factory.django.DjangoModelFactory):
    """Open, without an end."""

    class Meta:
        model = Thread

    authority = factory.SubFactory(AuthorityFactory)


class CommentFactory(factory.django.DjangoModelFactory):
    """A row as it stands after the service; counters of thread and parent are not kept.

    For those, write through `comments.services.post_comment`.
    """

    class Meta:
        model = Comment

    thread = factory.SubFactory(ThreadFactory)
    author = factory.SubFactory(PersonFactory)
    text = factory.Sequence(lambda n: f"الرصيف أمام المدرسة ضيق، والملاحظة رقم {n}")
    html = factory.LazyAttribute(lambda row: render_markdown(row.text))
    language = factory.LazyAttribute(lambda row: language_of(row.text))
    direction = factory.LazyAttribute(lambda row: direction_of(row.text))
    posted_at = factory.LazyFunction(timezone.now)
    root = factory.LazyAttribute(
        lambda row: (row.parent.root or row.parent) if row.parent else None
    )
    depth = factory.LazyAttribute(lambda row: row.parent.depth + 1 if row.parent else 0)
    parent = None
