"""What drafts tell the rest of the platform."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VersionPublished:
    """A version of a draft text can now be read by everyone."""

    version_id: int
    draft_id: int


@dataclass(frozen=True, slots=True)
class WordingSuggested:
    """A resident suggested other words; announced beside the comment's own event."""

    suggestion_id: int
    comment_id: int


@dataclass(frozen=True, slots=True)
class InputsAnswered:
    """The authority answered one input or many; each author and supporter is told."""

    response_id: int
    draft_id: int


@dataclass(frozen=True, slots=True)
class AnswerTakenBack:
    """An answer no longer stands; those who were told of it are told that."""

    response_id: int
    draft_id: int
