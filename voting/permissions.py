"""Who may vote."""

from datetime import datetime

from voting.models import Ballot
from voting.queries import why_not_vote


def can_vote(person: object, ballot: Ballot, *, now: datetime) -> bool:
    """Whether a vote of this person would be taken now."""
    return why_not_vote(person, ballot, now=now) is None
