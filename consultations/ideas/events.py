"""What ideas tell the rest of the platform."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IdeaSubmitted:
    """A new idea can be read."""

    idea_id: int


@dataclass(frozen=True, slots=True)
class IdeaChanged:
    """Something that visitors see of an idea changed, its supports apart."""

    idea_id: int


@dataclass(frozen=True, slots=True)
class IdeaMoved:
    """An idea took a step of its life, with a reason."""

    idea_id: int
    move_id: int


@dataclass(frozen=True, slots=True)
class IdeaAnswered:
    """The authority answered without moving the idea."""

    idea_id: int
    answer_id: int


@dataclass(frozen=True, slots=True)
class IdeaMerged:
    """An idea went into another; announced beside `IdeaMoved`, after the supports."""

    idea_id: int
    into_id: int
    move_id: int


@dataclass(frozen=True, slots=True)
class IdeaSupported:
    """A person began to support an idea."""

    idea_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class AnswerFallsDue:
    """The supports reached the threshold: an answer is owed from now on."""

    idea_id: int


@dataclass(frozen=True, slots=True)
class EvidenceAdded:
    """Proof of delivery was published."""

    idea_id: int
    evidence_id: int
