"""Start of the voting app."""

from django.apps import AppConfig


class VotingConfig(AppConfig):
    name = "voting"
    label = "voting"

    def ready(self) -> None:
        """Say on the sign-in page that a half-cast vote is kept."""
        from foundation.core.web import kept_notice
        from frontend import slots
        from voting.views import STASH

        slots.fill("sign-in-notice", kept_notice(STASH))
