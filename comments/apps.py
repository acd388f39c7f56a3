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
        from comments.views.moderation.reports import REPORT_STASH
        from foundation.core.events import listen_within
        from foundation.core.web import kept_notice
        from foundation.live.permissions import register_topic
        from frontend import slots

        slots.fill("sign-in-notice", kept_notice(STASH))
        slots.fill("sign-in-notice", kept_notice(REPORT_STASH))
        self._enter_menus()
        register_topic(handlers.TOPIC, Thread)
        listen_within(events.CommentPosted, handlers.tell_posted)
        listen_within(events.CommentEdited, handlers.tell_edited)
        listen_within(events.CommentWithdrawn, handlers.tell_withdrawn)
        listen_within(events.CommentPosted, handlers.hold_posted)
        listen_within(events.CommentEdited, handlers.hold_posted)
        listen_within(events.CommentWithdrawn, handlers.forget_withdrawn)
        listen_within(events.CommentsHidden, handlers.keep_groups)
        listen_within(events.CommentsRestored, handlers.keep_groups)
        listen_within(events.CommentsHidden, handlers.tell_moderated)
        listen_within(events.CommentsRestored, handlers.tell_moderated)
        listen_within(events.ReactionsChanged, handlers.tell_reactions)
        listen_within(events.CommentsImported, handlers.tell_imported)

    @staticmethod
    def _enter_menus() -> None:
        from django.utils.translation import gettext_lazy as _

        from comments.queries.moderation import is_moderator
        from frontend import menu

        menu.enter(menu.Entry("about", _("Moderation ledger"), "moderation:ledger"))
        menu.enter(
            menu.Entry(
                "account",
                _("Moderation"),
                "moderation:queue",
                order=30,
                shown_to=lambda request: is_moderator(request.user),
            )
        )
