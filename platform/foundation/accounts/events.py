"""What accounts tell the rest of the platform."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ContactConfirmed:
    """A person showed that an e-mail address is theirs."""

    person_id: int
