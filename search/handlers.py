"""What search hears from the rooms, always in the announcing transaction.

So a thing that was hidden, withdrawn or unpublished is out of the index at the moment
in which it is out of sight, and nothing is found that was never committed.
"""

from django.utils import timezone

from comments.events import (
    CommentEdited,
    CommentPosted,
    CommentsHidden,
    CommentsImported,
    CommentsRestored,
    CommentWithdrawn,
)
from consultations.ideas.events import (
    EvidenceAdded,
    IdeaAnswered,
    IdeaChanged,
    IdeaMerged,
    IdeaMoved,
    IdeaSubmitted,
)
from consultations.pages.events import (
    ConsultationPublished,
    PagePublished,
    PageUnpublished,
)
from drafts.events import WordingSuggested
from foundation.core.events import listen_within
from search import services

CommentEvent = CommentPosted | CommentEdited | CommentWithdrawn | WordingSuggested
IdeaEvent = (
    IdeaSubmitted | IdeaChanged | IdeaMoved | IdeaMerged | IdeaAnswered | EvidenceAdded
)


def on_comment(event: CommentEvent) -> None:
    """Take a comment in, anew or out."""
    services.index_comment(comment_id=event.comment_id, now=timezone.now())


def on_moderation(event: CommentsHidden | CommentsRestored) -> None:
    """Take hidden comments out, and those that can be read again in."""
    services.index_comments(comment_ids=event.comment_ids, now=timezone.now())


def on_import(event: CommentsImported) -> None:
    """Take all comments of a thread in."""
    services.index_threads(thread_ids=[event.thread_id], now=timezone.now())


def on_idea(event: IdeaEvent) -> None:
    """Take an idea in with what was answered to it."""
    services.index_idea(idea_id=event.idea_id, now=timezone.now())


def on_page(event: PagePublished) -> None:
    """Take a page in with all that it shows."""
    services.index_page(page_id=event.page_id, now=timezone.now())


def on_consultation(event: ConsultationPublished) -> None:
    """Take in what a consultation's phases say now, for all that hangs on it."""
    services.refresh_page(page_id=event.page_id, now=timezone.now())


def on_unpublished(event: PageUnpublished) -> None:
    """Take a page out, even one that is announced just before it is deleted."""
    services.remove_page(page_id=event.page_id)


def listen() -> None:
    """Begin to listen to every room."""
    listen_within(CommentPosted, on_comment)
    listen_within(CommentEdited, on_comment)
    listen_within(CommentWithdrawn, on_comment)
    listen_within(WordingSuggested, on_comment)
    listen_within(CommentsHidden, on_moderation)
    listen_within(CommentsRestored, on_moderation)
    listen_within(CommentsImported, on_import)
    listen_within(IdeaSubmitted, on_idea)
    listen_within(IdeaChanged, on_idea)
    listen_within(IdeaMoved, on_idea)
    listen_within(IdeaMerged, on_idea)
    listen_within(IdeaAnswered, on_idea)
    listen_within(EvidenceAdded, on_idea)
    listen_within(PagePublished, on_page)
    listen_within(ConsultationPublished, on_consultation)
    listen_within(PageUnpublished, on_unpublished)
