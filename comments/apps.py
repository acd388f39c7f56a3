"""Start of the comments app."""

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "comments"
    label = "comments"

    def ready(self) -> None:
        """Tell open pages what happens; say at the door that typed words are kept."""
        from comments import events, handlers
        from comments.models import Thread
        from comments.views import STASH
        from foundation.core.events import listen_within
        from foundation.core.web import kept_notice
        from foundation.live.permissions import register_topic
        from frontend import slots

        slots.fill("sign-in-notice", kept_notice(STASH))
        register_topic(handlers.TOPIC, Thread)
        listen_within(events.CommentPosted, handlers.tell_posted)
        listen_within(events.CommentEdited, handlers.tell_edited)
        listen_within(events.CommentWithdrawn, handlers.tell_withdrawn)
        listen_within(events.ReactionsChanged, handlers.tell_reactions)
        listen_within(events.CommentsImported, handlers.tell_imported)
