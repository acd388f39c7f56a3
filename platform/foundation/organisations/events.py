"""What organisations tell the rest of the platform."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AuthorityCreated:
    """A new authority stands; its pages, collection and groups are made within."""

    authority_id: int


@dataclass(frozen=True, slots=True)
class MembershipChanged:
    """A person gained or lost a role at an authority."""

    authority_id: int
    person_id: int
