"""Start of the voting app."""

from django.apps import AppConfig


class VotingConfig(AppConfig):
    name = "voting"
    label = "voting"

    def ready(self) -> None:
        """Tell open pages of votes; say at the door that a half-cast vote is kept."""
        from foundation.core.events import listen_within
        from foundation.core.web import kept_notice
        from foundation.live.permissions import register_topic
        from frontend import slots
        from voting.events import VoteCast
        from voting.handlers import TOPIC, tell_turnout
        from voting.models import Ballot
        from voting.views import STASH

        slots.fill("sign-in-notice", kept_notice(STASH))
        register_topic(TOPIC, Ballot)
        listen_within(VoteCast, tell_turnout)
