"""What drafts tell the rest of the platform."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VersionPublished:
    """A version of a draft text can now be read by everyone."""

    version_id: int
    draft_id: int
