"""What voting tells the rest of the platform."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VoteCast:
    """A vote was recorded or changed; who cast it is deliberately left out."""

    ballot_id: int


@dataclass(frozen=True, slots=True)
class BallotChanged:
    """The question or the moments of a ballot changed."""

    ballot_id: int
