"""Start of the comments app."""

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "comments"
    label = "comments"

    def ready(self) -> None:
        """Say on the sign-in page that a half-written comment is kept."""
        from comments.views import STASH
        from foundation.core.web import kept_notice
        from frontend import slots

        slots.fill("sign-in-notice", kept_notice(STASH))
