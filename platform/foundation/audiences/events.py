"""What audiences tell the rest of the platform."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FollowStarted:
    """A person began to follow something."""

    audience_id: int
    person_id: int
