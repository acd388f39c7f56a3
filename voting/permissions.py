"""Who may vote, and why not."""

from datetime import datetime

from foundation.accounts.models import Person
from foundation.core.errors import DomainError
from voting.errors import (
    BallotClosedError,
    BallotNotOpenYetError,
    NotEligibleError,
    SignInToVoteError,
)
from voting.models import Ballot


def why_not_vote(
    person: object, ballot: Ballot, *, now: datetime
) -> DomainError | None:
    """Return the refusal that a vote would meet now; None when it would be taken."""
    if now < ballot.opens_at:
        return BallotNotOpenYetError()
    if now >= ballot.closes_at:
        return BallotClosedError()
    if not isinstance(person, Person) or not person.is_active:
        return SignInToVoteError()
    if not person.has_level(ballot.least_level):
        return NotEligibleError()
    return None


def can_vote(person: object, ballot: Ballot, *, now: datetime) -> bool:
    """Whether a vote of this person would be taken now."""
    return why_not_vote(person, ballot, now=now) is None
