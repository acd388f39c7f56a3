"""What search hears from the rooms, always in the announcing transaction.

So a thing that was hidden, withdrawn or unpublished is out of the index at the moment
in which it is out of sight, and nothing is found that was never committed.
"""

from django.utils import timezone

from comments.events import (
    CommentEdited,
    CommentPosted,
    CommentsImported,
    CommentWithdrawn,
)
from consultations.ideas.events import (
    EvidenceAdded,
    IdeaChanged,
    IdeaMoved,
    IdeaSubmitted,
)
from consultations.pages.events import PagePublished, PageUnpublished
from foundation.core.events import listen_within
from search import services

CommentEvent = CommentPosted | CommentEdited | CommentWithdrawn
IdeaEvent = IdeaSubmitted | IdeaChanged | IdeaMoved | EvidenceAdded
PageEvent = PagePublished | PageUnpublished


def on_comment(event: CommentEvent) -> None:
    """Take a comment in, anew or out."""
    services.index_comment(comment_id=event.comment_id, now=timezone.now())


def on_import(event: CommentsImported) -> None:
    """Take all comments of a thread in."""
    services.index_threads(thread_ids=[event.thread_id], now=timezone.now())


def on_idea(event: IdeaEvent) -> None:
    """Take an idea in with what was answered to it."""
    services.index_idea(idea_id=event.idea_id, now=timezone.now())


def on_page(event: PageEvent) -> None:
    """Take a page in with all that it shows, or out when it is no longer live."""
    services.index_page(page_id=event.page_id, now=timezone.now())


def listen() -> None:
    """Begin to listen to every room."""
    for comment_event in (CommentPosted, CommentEdited, CommentWithdrawn):
        listen_within(comment_event, on_comment)
    listen_within(CommentsImported, on_import)
    for idea_event in (IdeaSubmitted, IdeaChanged, IdeaMoved, EvidenceAdded):
        listen_within(idea_event, on_idea)
    for page_event in (PagePublished, PageUnpublished):
        listen_within(page_event, on_page)
