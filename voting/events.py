"""What voting tells the rest of the platform."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VoteCast:
    """A vote was recorded or changed; who cast it is deliberately left out."""

    ballot_id: int
