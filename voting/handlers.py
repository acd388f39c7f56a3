"""What follows from votes: open pages are told, as far as the ballot lets them know."""

from typing import Any

from django.utils import timezone

from foundation.live.permissions import topic_of
from foundation.live.services import publish
from voting.events import VoteCast
from voting.models import Ballot
from voting.queries import tally

TOPIC = "ballot"


def tell_turnout(event: VoteCast) -> None:
    """Tell how many voted, and what they chose only where everyone may see it."""
    ballot = Ballot.objects.get(pk=event.ballot_id)
    now = timezone.now()
    counted = tally(ballot)
    payload: dict[str, Any] = {"turnout": sum(counted.values())}
    if ballot.shows_tally(now=now):
        payload["tally"] = {choice.value: votes for choice, votes in counted.items()}
    publish(
        topic=topic_of(TOPIC, ballot.public_id), kind="voted", payload=payload, now=now
    )
